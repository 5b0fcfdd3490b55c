import { useCallback, useMemo } from 'react';
import { type AlertRule, readRules, rulesKey } from '#shared/alerts/rule.ts';
import { useSetting } from '../../client/settings.ts';
import { dismiss } from './alarms.ts';

export interface Alerts {
  readonly rules: readonly AlertRule[];
  put(rule: AlertRule): void;
  remove(id: string): void;
}

const NONE: readonly unknown[] = [];

/** The rules of a database. Kept among Starling's settings, never in the database; the main process watches them. */
export function useAlerts(database: string): Alerts {
  const [stored, store] = useSetting<readonly unknown[]>(rulesKey(database), NONE);
  const rules = useMemo(() => readRules(stored), [stored]);
  const put = useCallback(
    (rule: AlertRule) =>
      store(
        rules.some(({ id }) => id === rule.id)
          ? rules.map((each) => (each.id === rule.id ? rule : each))
          : [...rules, rule],
      ),
    [rules, store],
  );
  const remove = useCallback(
    (gone: string) => {
      dismiss([gone]);
      store(rules.filter(({ id }) => id !== gone));
    },
    [rules, store],
  );
  return { rules, put, remove };
}

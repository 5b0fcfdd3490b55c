import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { SeriesAnswer } from '#shared/model/experiment.ts';
import { orpc } from '../../client/client.ts';
import { useSetting } from '../../client/settings.ts';
import { dismiss, raise } from './alarms.ts';
import { judge, type Watched, watched } from './judge.ts';
import { type AlertRule, readRules } from './rule.ts';

export interface Alerts {
  readonly rules: readonly AlertRule[];
  put(rule: AlertRule): void;
  remove(id: string): void;
}

const NONE: readonly unknown[] = [];

/** The rules of a database. Kept among Starling's settings, never in the database. */
export function useAlerts(database: string): Alerts {
  const [stored, store] = useSetting<readonly unknown[]>(`alerts ${database}`, NONE);
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
      dismiss(({ rule }) => rule === gone);
      store(rules.filter(({ id }) => id !== gone));
    },
    [rules, store],
  );
  return { rules, put, remove };
}

/** Lines of an alert need no more than their extremes. */
const POINTS = 500;

/** Judges the rules each time that `asOf` says a database was looked at, over the lines that are shown. */
export function useWatching(
  database: string,
  rules: readonly AlertRule[],
  shown: Pick<SeriesRequest, 'sessions' | 'episodes'>,
  asOf: Date | undefined,
): void {
  const on = rules.filter((rule) => rule.on);
  const { sessions, episodes } = shown;
  const request = { sessions, episodes, split: 'mean' as const, points: POINTS };
  const answers = useQueries({
    queries: on.map(({ measure }) => ({
      ...orpc.series.get.queryOptions({ input: { database, request: { ...request, measure } } }),
      enabled: asOf !== undefined,
      placeholderData: keepPreviousData<SeriesAnswer>,
    })),
  });
  const known = useRef(new Map<string, Watched>());
  const lines = JSON.stringify([database, sessions, episodes]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other lines are watched anew
  useEffect(() => known.current.clear(), [lines]);
  const broken = useRef(new Set<string>());
  // biome-ignore lint/correctness/useExhaustiveDependencies: judged at each look, and when an answer has come
  useEffect(() => {
    if (asOf === undefined) return;
    on.forEach((rule, at) => {
      const { data, isPlaceholderData } = answers[at] ?? {};
      if (data === undefined || isPlaceholderData) return;
      const before = known.current.get(rule.id);
      const why = judge(rule, data.series, before, asOf.getTime());
      known.current.set(rule.id, watched(data.series, before, asOf.getTime()));
      if (why === undefined) broken.current.delete(rule.id);
      else if (!broken.current.has(rule.id) || rule.kind === 'nan') raise(database, rule, why);
      if (why !== undefined) broken.current.add(rule.id);
    });
  }, [asOf, ...answers.map(({ data }) => data)]);
}

import { ActionIcon, Button, Checkbox, NumberInput, Popover, Select } from '@mantine/core';
import { IconBell, IconTrash } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { type AlertKind, type AlertRule, alertKinds, ruleText } from '#shared/alerts/rule.ts';
import type { Measure } from '#shared/model/experiment.ts';
import { countOf } from '../../format/number.ts';
import { measureLabel } from '../series/measure-picker.tsx';
import { mayNotify } from './alarms.ts';
import classes from './alerts.module.css';
import type { Alerts } from './use-alerts.ts';

interface AlertsFormProps extends Alerts {
  readonly measures: readonly Measure[];
  /** Whose lines the page draws: a new rule is of these. */
  readonly shown: Pick<AlertRule, 'sessions' | 'episodes'>;
}

/** The rules by which a person is told: which there are, and one more. */
export function AlertsForm({ rules, put, remove, measures, shown }: AlertsFormProps): ReactNode {
  const [opened, setOpened] = useState(false);
  const on = rules.filter((rule) => rule.on).length;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={340}
      position="bottom-start"
      shadow="md"
      withinPortal
      trapFocus
    >
      <Popover.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconBell size={13} />}
          onClick={() => setOpened(!opened)}
        >
          {on === 0 ? 'Alerts…' : `Alerts (${on})…`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Alerts">
        {rules.length > 0 && (
          <ul className={classes.rules} aria-label="Rules">
            {rules.map((rule) => (
              <li key={rule.id}>
                <Checkbox
                  size="xs"
                  label={ruleText(rule)}
                  description={ofText(rule)}
                  checked={rule.on}
                  onChange={() => put({ ...rule, on: !rule.on })}
                />
                <ActionIcon size={20} aria-label={`Remove ${ruleText(rule)}`} onClick={() => remove(rule.id)}>
                  <IconTrash size={13} />
                </ActionIcon>
              </li>
            ))}
          </ul>
        )}
        <NewRule measures={measures} shown={shown} onAdd={put} />
        <p className={classes.hint}>Watched as long as the database is open, whatever page is shown</p>
        <Permission />
      </Popover.Dropdown>
    </Popover>
  );
}

const kindTitles: Readonly<Record<AlertKind, string>> = {
  below: 'falls below',
  above: 'rises above',
  silent: 'has no data for',
  nan: 'is not finite',
};

/** Whose lines a rule is of, where it is not all. */
function ofText({ sessions, episodes }: Pick<AlertRule, 'sessions' | 'episodes'>): string | undefined {
  if (episodes.length > 0) return `of ${countOf(episodes.length, ['chosen line', 'chosen lines'])}, over their steps`;
  return sessions.length > 0 ? `of ${countOf(sessions.length, ['chosen line', 'chosen lines'])}` : undefined;
}

interface NewRuleProps {
  readonly measures: readonly Measure[];
  readonly shown: AlertsFormProps['shown'];
  onAdd(rule: AlertRule): void;
}

function NewRule({ measures, shown, onAdd }: NewRuleProps): ReactNode {
  const [measure, setMeasure] = useState(measures[0]?.id ?? null);
  const [kind, setKind] = useState<AlertKind>('below');
  const [value, setValue] = useState<number | string>('');
  const chosen = measures.find(({ id }) => id === measure);
  const complete = chosen !== undefined && (kind === 'nan' || typeof value === 'number');
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === undefined || !complete) return;
    const rule = { id: crypto.randomUUID(), measure: chosen.id, title: chosen.title, kind, on: true, ...shown };
    onAdd({ ...rule, value: kind === 'nan' ? 0 : Number(value) });
    setValue('');
  };
  return (
    <form className={classes.form} onSubmit={add}>
      <Select
        size="xs"
        label="Tell me when"
        data={measures.map((each) => ({ value: each.id, label: measureLabel(each) }))}
        value={measure}
        onChange={setMeasure}
        searchable={measures.length > 8}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
      />
      <div className={classes.condition}>
        <Select
          size="xs"
          aria-label="Condition of the alert"
          data={alertKinds.map((each) => ({ value: each, label: kindTitles[each] }))}
          value={kind}
          onChange={(next) => setKind(alertKinds.find((each) => each === next) ?? 'below')}
          allowDeselect={false}
          comboboxProps={{ withinPortal: false }}
        />
        {kind !== 'nan' && (
          <NumberInput
            size="xs"
            w={110}
            aria-label={kind === 'silent' ? 'Minutes' : 'Threshold'}
            suffix={kind === 'silent' ? ' min' : ''}
            {...(kind === 'silent' && { min: 1 })}
            value={value}
            onChange={setValue}
          />
        )}
      </div>
      <Button type="submit" size="compact-sm" disabled={!complete}>
        Add
      </Button>
    </form>
  );
}

/** A browser shows notifications once a person has allowed them; the desktop needs no permission. */
function Permission(): ReactNode {
  const [permission, setPermission] = useState(mayNotify);
  if (permission !== 'default') return null;
  return (
    <Button
      mt="xs"
      variant="subtle"
      size="compact-xs"
      onClick={async () => setPermission(await Notification.requestPermission())}
    >
      Show notifications of the browser too
    </Button>
  );
}

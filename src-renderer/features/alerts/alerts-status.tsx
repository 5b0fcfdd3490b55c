import { Button, Popover } from '@mantine/core';
import { IconAlertTriangle, IconBell } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Alarm, Watching } from '#shared/alerts/rule.ts';
import { useAlertState } from '../../client/app-state.ts';
import { addressOf } from '../../client/place.ts';
import { countOf } from '../../format/number.ts';
import { dismiss, useTelling } from './alarms.ts';
import classes from './alerts.module.css';

/** In the status bar: the rules that were broken, until a person has seen them, and what is watched. */
export function AlertsStatus(): ReactNode {
  const state = useAlertState();
  useTelling(state);
  const { alarms = [], watching = [] } = state ?? {};
  const rules = watching.reduce((sum, each) => sum + each.rules, 0);
  if (alarms.length === 0 && rules === 0) return null;
  const isBroken = alarms.length > 0;
  return (
    <Popover position="top-end" width={340} trapFocus>
      <Popover.Target>
        <button type="button" className={classes.status} data-broken={isBroken}>
          {isBroken ? <IconAlertTriangle size={13} aria-hidden /> : <IconBell size={13} aria-hidden />}
          {isBroken ? countOf(alarms.length, ['alert', 'alerts']) : `${countOf(rules, ['rule', 'rules'])} watched`}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        {isBroken && <Broken alarms={alarms} />}
        {watching.length > 0 && <WatchedList watching={watching} />}
        {isBroken && (
          <Button size="compact-xs" variant="default" onClick={() => dismiss(alarms.map(({ rule }) => rule))}>
            Seen
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Broken({ alarms }: { readonly alarms: readonly Alarm[] }): ReactNode {
  return (
    <ul className={classes.rules} aria-label="Broken rules">
      {alarms.map(({ database, rule, text, why }) => (
        <li key={rule}>
          <span>
            <a href={addressOf({ at: 'trends', database })}>{text}</a>
            <span className={classes.why}>{why}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The databases that are watched as long as they are open. */
function WatchedList({ watching }: { readonly watching: readonly Watching[] }): ReactNode {
  return (
    <ul className={classes.rules} aria-label="Watched databases">
      {watching.map(({ database, label, rules, failure }) => (
        <li key={database}>
          <span>
            <a href={addressOf({ at: 'trends', database })}>{label}</a>
            <span className={classes.why}>
              {failure === null
                ? `${countOf(rules, ['rule is', 'rules are'])} watched as long as it is open`
                : `Cannot be looked at: ${failure}`}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}

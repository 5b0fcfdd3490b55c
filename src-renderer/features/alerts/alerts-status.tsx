import { Button, Popover } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { addressOf } from '../../client/place.ts';
import { useStore } from '../../client/store.ts';
import { alarms, dismiss } from './alarms.ts';
import classes from './alerts.module.css';

/** In the status bar: the rules that were broken, until a person has seen them. */
export function AlertsStatus(): ReactNode {
  const raised = useStore(alarms, (now) => now);
  if (raised.length === 0) return null;
  return (
    <Popover position="top-end" width={340}>
      <Popover.Target>
        <button type="button" className={classes.status}>
          <IconAlertTriangle size={13} aria-hidden />
          {raised.length === 1 ? '1 alert' : `${raised.length} alerts`}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={classes.rules} aria-label="Broken rules">
          {raised.map(({ database, rule, text, why }) => (
            <li key={rule}>
              <span>
                <a href={addressOf({ at: 'trends', database })}>{text}</a>
                <span className={classes.why}>{why}</span>
              </span>
            </li>
          ))}
        </ul>
        <Button size="compact-xs" variant="default" onClick={() => dismiss(() => true)}>
          Seen
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}

import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { clockTime, type Following } from './follow.ts';
import classes from './trends.module.css';

interface FollowButtonProps {
  readonly following: Following;
  readonly on: boolean;
  onChange(on: boolean): void;
}

/** Lets what is new appear by itself, and says of when the charts are. */
export function FollowButton({ following: { asOf, failure }, on, onChange }: FollowButtonProps): ReactNode {
  return (
    <div className={classes.control}>
      <Button
        variant={on ? 'light' : 'default'}
        size="compact-sm"
        aria-pressed={on}
        title="What is written to the database appears by itself; a zoom stays as it is"
        leftSection={on ? <IconPlayerPause size={13} /> : <IconPlayerPlay size={13} />}
        onClick={() => onChange(!on)}
      >
        Follow
      </Button>
      {on && asOf && <span className={classes.asOf}>as of {clockTime(asOf)}</span>}
      {on && failure !== undefined && <span className={classes.none}>{failure}</span>}
    </div>
  );
}

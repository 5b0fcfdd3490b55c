import { Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './bar.module.css';

interface BarProps {
  /** 0–1, or `null` while unknown. */
  readonly share: number | null;
  readonly label: string;
}

export function Bar({ share, label }: BarProps): ReactNode {
  return (
    <Progress
      className={classes.bar ?? ''}
      value={share === null ? 100 : share * 100}
      animated={share === null}
      striped={share === null}
      aria-label={label}
    />
  );
}

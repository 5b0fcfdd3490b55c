import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { FailureView } from '../failure-view.tsx';
import { Waiting } from '../waiting.tsx';
import classes from './data-grid.module.css';
import type { Grid } from './use-grid.ts';

/** What stands in place of rows: why there are none, or what went wrong. */
export function GridState({ grid }: { readonly grid: Grid }): ReactNode {
  const { rows, props } = grid;
  if (rows.failure !== undefined && rows.failure.code !== 'CANCELLED') {
    return (
      <div className={classes.state}>
        <FailureView failure={rows.failure} again={rows.again} />
      </div>
    );
  }
  if (rows.stopped) return <Stopped again={rows.again} />;
  if (rows.waiting) {
    const words = props.waitingFor?.(grid.view);
    return (
      <Waiting over skeleton={rows.columns === undefined} {...(words !== undefined && { words, cancel: rows.stop })} />
    );
  }
  if (rows.columns === undefined || rows.extent.rows > 0 || props.empty === undefined) return null;
  return <div className={classes.state}>{props.empty}</div>;
}

/** What is here stays; the rest can be asked for again. */
function Stopped({ again }: { again(): void }): ReactNode {
  return (
    <div className={classes.stopped} role="status">
      Reading was cancelled
      <Button size="compact-sm" variant="default" onClick={again}>
        Read again
      </Button>
    </div>
  );
}

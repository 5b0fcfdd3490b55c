import type { ReactNode } from 'react';
import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { headFacts } from './head-facts.ts';
import classes from './trajectory-view.module.css';

/** What this is, in one line. */
export function TrajectoryHead({ header }: { readonly header: TrajectoryHeader }): ReactNode {
  return (
    <header className={classes.head}>
      <h2 className={classes.title}>{header.label}</h2>
      <p className={classes.summary}>{headFacts(header).join(' · ')}</p>
    </header>
  );
}

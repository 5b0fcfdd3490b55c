import type { ReactNode } from 'react';
import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { addressOf } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { headFacts } from './head-facts.ts';
import classes from './trajectory-view.module.css';

interface TrajectoryHeadProps {
  readonly database: string;
  readonly header: TrajectoryHeader;
}

/** What this is, in one line. */
export function TrajectoryHead({ database, header }: TrajectoryHeadProps): ReactNode {
  return (
    <header className={classes.head}>
      <h2 className={classes.title}>{header.label}</h2>
      <p className={classes.summary}>{headFacts(header).join(' · ')}</p>
      <InTraining {...{ database, header }} />
    </header>
  );
}

/** The way to what happened in the episode as part of its training; nothing where nothing was trained. */
export function InTraining({ database, header: { episode, session } }: TrajectoryHeadProps): ReactNode {
  const title = useLens(database).data?.training;
  if (title === undefined) return null;
  const query = { part: 'episode', episode, ...(session && { session: session.id }) };
  return (
    <a className={classes.leads} href={addressOf({ at: 'training', database }, query)}>
      Open in {title}
    </a>
  );
}

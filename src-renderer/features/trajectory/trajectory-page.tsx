import type { ReactNode } from 'react';
import type { TrajectoryHeader } from '#shared/model/experiment.ts';
import { type Answer, useLens } from '../../client/queries.ts';
import { capital, plural } from '../../format/words.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { WithRecords } from '../records/with-records.tsx';
import { useEpisodeCrumbs } from '../sessions/episode-crumbs.ts';
import { FactList } from '../sessions/fact-list.tsx';
import { useSpaceAhead } from './replay-stage.tsx';
import { InTraining } from './trajectory-head.tsx';
import { TrajectorySkeleton } from './trajectory-skeleton.tsx';
import classes from './trajectory-view.module.css';
import { TrajectoryView } from './trajectory-view.tsx';
import { useHeader } from './use-header.ts';

interface TrajectoryPageProps {
  readonly database: string;
  readonly episode: string;
}

/** One episode: who moved where, and what was measured. */
export function TrajectoryPage({ database, episode }: TrajectoryPageProps): ReactNode {
  const header = useHeader({ database, episode });
  useEpisodeCrumbs(database, episode, header);
  useSpaceAhead();
  const step = useLens(database).data?.words.step ?? 'row';
  return (
    <WithRecords place={{ at: 'episode', database, episode }} level="episode" of={episode} main={capital(plural(step))}>
      <Trajectory database={database} header={header} step={step} />
    </WithRecords>
  );
}

interface TrajectoryProps {
  readonly database: string;
  readonly header: Answer<TrajectoryHeader>;
  readonly step: string;
}

function Trajectory({ database, header, step }: TrajectoryProps): ReactNode {
  if (header.data?.time) {
    return <TrajectoryView database={database} header={header.data} time={header.data.time} />;
  }
  if (header.data) return <NoRows database={database} header={header.data} step={step} />;
  if (header.failure) return <FailureView failure={header.failure} again={header.again} />;
  return <TrajectorySkeleton />;
}

interface NoRowsProps {
  readonly database: string;
  readonly header: TrajectoryHeader;
  /** What a row would be called. */
  readonly step: string;
}

function NoRows({ database, header, step }: NoRowsProps): ReactNode {
  return (
    <div className={classes.panel} data-scroll="true">
      <Empty title={`${header.label} has no ${plural(step)}`}>
        <InTraining database={database} header={header} />
      </Empty>
      <FactList facts={header.facts} />
    </div>
  );
}

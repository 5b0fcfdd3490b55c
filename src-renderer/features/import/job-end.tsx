import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ImportJob } from '#shared/model/import-job.ts';
import { isTarget, useDatabases } from '../../client/app-state.ts';
import { toPlace } from '../../client/place.ts';
import { formatBytes, formatCount } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { openSource } from '../welcome/open.ts';
import { Counts } from './counts.tsx';
import classes from './job-page.module.css';
import { progressOf, totalCounts } from './job-progress.ts';

/** How an import ended, and the way on. */
export function JobEnd({ job }: { readonly job: ImportJob }): ReactNode {
  const { failure, state, reports, into } = job;
  const { elapsed, bytes, rate } = progressOf(job, Date.now());
  const database = useDatabases()?.find((each) => isTarget(each, into));
  const show = () => {
    if (database !== undefined) toPlace({ at: 'database', database: database.id });
    else if (into.kind === 'file') void openSource({ kind: 'file', path: into.path });
    else if (into.kind === 'postgres') void openSource(into);
  };
  const isThere = reports.some(({ outcome }) => outcome === 'imported' || outcome === 'skipped');
  return (
    <>
      {failure !== null && failure.code !== 'CANCELLED' && <FailureView failure={failure} />}
      {state === 'cancelled' && (
        <p className={classes.quiet}>
          {reports.some(({ outcome }) => outcome === 'imported')
            ? 'What stands below as imported stays; of everything else the database holds nothing.'
            : 'The database is as it was before.'}
        </p>
      )}
      {reports.length > 1 && <Counts counts={totalCounts(job)} />}
      <Group gap="xs">
        {isThere && <Button onClick={show}>{`Open ${job.target}`}</Button>}
        {database !== undefined && (
          <Button variant="default" onClick={() => toPlace({ at: 'imports', database: database.id })}>
            All imports of {job.target}
          </Button>
        )}
        <span className={classes.quiet} hidden={job.started === null}>
          {bytes > 0 ? `${formatBytes(bytes)} in` : 'After'} {formatDuration(elapsed)}
          {rate !== null && elapsed > 500 && ` · ${formatCount(rate)} rows/s`}
        </span>
      </Group>
    </>
  );
}

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ImportJob } from '#shared/model/import-job.ts';
import { runAction } from '../../client/actions.ts';
import { useImports, useImportsKnown } from '../../client/app-state.ts';
import { addressOf } from '../../client/place.ts';
import { formatCount } from '../../format/number.ts';
import { exactTime, relativeTime } from '../../format/time.ts';
import { Empty } from '../../ui/empty.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { totalCounts } from './job-progress.ts';
import classes from './jobs-page.module.css';

/** Every import since Starling was started, the latest first. */
export function JobsPage(): ReactNode {
  const jobs = useImports();
  if (!useImportsKnown()) return <Waiting skeleton />;
  if (jobs.length === 0) {
    return (
      <Empty title="Nothing was imported since Starling was started">
        <Button onClick={() => runAction('import')}>Import…</Button>
      </Empty>
    );
  }
  return (
    <ul className={classes.list} aria-label="Imports">
      {jobs.toReversed().map((job) => (
        <JobEntry key={job.id} job={job} />
      ))}
    </ul>
  );
}

const states: Readonly<Record<ImportJob['state'], string>> = {
  queued: 'waits',
  running: 'running',
  done: 'imported',
  failed: 'failed',
  cancelled: 'cancelled',
};

function JobEntry({ job }: { readonly job: ImportJob }): ReactNode {
  const { written, rejected } = totalCounts(job);
  const queued = new Date(job.queued);
  return (
    <li>
      <a className={classes.entry} href={addressOf({ at: 'job', job: job.id })}>
        <span className={classes.title}>{job.title}</span>
        <span>into {job.target}</span>
        <span className={classes.quiet} data-bad={job.state === 'failed' || undefined}>
          {states[job.state]}
        </span>
        <span className={classes.quiet}>
          {written > 0 && `${formatCount(written)} rows`}
          {rejected > 0 && ` · ${formatCount(rejected)} rejected`}
        </span>
        <time className={classes.quiet} dateTime={job.queued} title={exactTime(queued)}>
          {relativeTime(queued)}
        </time>
      </a>
    </li>
  );
}

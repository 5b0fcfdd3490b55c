import type { ReactNode } from 'react';
import type { ImportJob } from '#shared/model/import-job.ts';
import { useImport, useImportsKnown } from '../../client/app-state.ts';
import { client } from '../../client/client.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { formatBytes, formatCount, shortCount } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { CancelButton } from '../../ui/cancel-button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Bar } from './bar.tsx';
import { JobEnd } from './job-end.tsx';
import classes from './job-page.module.css';
import { isOver, progressOf } from './job-progress.ts';
import { Reports } from './reports.tsx';
import { useNow } from './use-now.ts';

/** One import as it runs, and its report when it is over. It goes on when the page is left or the window closed. */
export function JobPage({ job: id }: { readonly job: string }): ReactNode {
  const job = useImport(id);
  const known = useImportsKnown();
  useCrumbs([{ label: job?.title ?? id, place: { at: 'job', job: id } }]);
  if (job === undefined) {
    return known ? (
      <Empty
        title="Starling does not remember this import"
        text="It was run before Starling was started again. What was imported into a database stands under Imports of that database."
      />
    ) : (
      <Waiting />
    );
  }
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>{headline(job)}</h1>
        {isOver(job) ? <JobEnd job={job} /> : job.state === 'queued' ? <Queued job={job} /> : <Running job={job} />}
      </header>
      <Reports job={job} />
    </div>
  );
}

function headline({ state, title, target }: ImportJob): string {
  switch (state) {
    case 'queued':
      return `${title} waits to be imported into ${target}`;
    case 'running':
      return `Importing ${title} into ${target}`;
    case 'done':
      return `Imported ${title} into ${target}`;
    case 'cancelled':
      return `The import of ${title} into ${target} was cancelled`;
    case 'failed':
      return `Not all of ${title} could be imported into ${target}`;
  }
}

const phases = {
  checking: 'Checking the files',
  reading: 'Reading and writing rows',
  indexing: 'Making indexes',
  finishing: 'Finishing',
} as const;

function Queued({ job }: { readonly job: ImportJob }): ReactNode {
  return (
    <div className={classes.running}>
      <p className={classes.quiet}>Waits for its turn</p>
      <Cancel job={job} />
    </div>
  );
}

function Cancel({ job }: { readonly job: ImportJob }): ReactNode {
  return <CancelButton hasShortcut cancel={() => void client.imports.cancel({ job: job.id })} />;
}

function Running({ job }: { readonly job: ImportJob }): ReactNode {
  const now = useNow(500);
  const { share, rows, bytes, elapsed, rate, left } = progressOf(job, now);
  const { progress } = job;
  const facts = [
    rows > 0 ? `${formatCount(rows)} rows` : '',
    job.bytes > 0 ? `${formatBytes(bytes)} of ${formatBytes(Math.max(job.bytes, bytes))}` : formatBytes(bytes),
    rate === null ? '' : `${shortCount(rate)} rows/s`,
    formatDuration(elapsed),
    left === null ? '' : `about ${formatDuration(Math.max(left, 1000))} left`,
  ];
  return (
    <div className={classes.running}>
      <Bar share={share} label={job.title} />
      <Cancel job={job} />
      <p className={classes.facts}>
        <span>
          {phases[progress?.phase ?? 'checking']}
          {progress !== null && progress.sets > 1 && ` · ${progress.set + 1} of ${progress.sets}`}
        </span>
        {facts
          .filter((fact) => fact !== '')
          .map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
      </p>
    </div>
  );
}

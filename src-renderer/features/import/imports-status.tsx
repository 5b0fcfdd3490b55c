import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ImportJob } from '#shared/model/import-job.ts';
import { useImports } from '../../client/app-state.ts';
import { client } from '../../client/client.ts';
import { addressOf } from '../../client/place.ts';
import { formatCount } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { CancelButton } from '../../ui/cancel-button.tsx';
import { Bar } from './bar.tsx';
import classes from './imports-status.module.css';
import { isOver, type JobProgress, progressOf } from './job-progress.ts';
import { useNow } from './use-now.ts';

/** Ended imports that the list still names; all are on their page. */
const ended = 5;

/** In the status bar: the imports under way, how far they are, and the way to each. They go on wherever one is. */
export function ImportsStatus(): ReactNode {
  const imports = useImports();
  const now = useNow(1000);
  const running = imports.filter((job) => !isOver(job));
  const first = running[0];
  if (imports.length === 0) return null;
  const failed = imports.at(-1)?.state === 'failed';
  const shown = [...imports.filter(isOver).slice(-ended), ...running].toReversed();
  return (
    <Popover position="top-end">
      <Popover.Target>
        <button type="button" className={classes.button} data-bad={(failed && first === undefined) || undefined}>
          {first === undefined ? 'Imports' : runningText(running)}
          {first !== undefined && (
            <span className={classes.small}>
              <Bar share={progressOf(first, now).share} label={`Import of ${first.title}`} />
            </span>
          )}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={classes.list} aria-label="Imports">
          {shown.map((job) => (
            <Entry key={job.id} job={job} now={now} />
          ))}
        </ul>
        <a className={classes.all} href={addressOf({ at: 'jobs' })}>
          All imports
        </a>
      </Popover.Dropdown>
    </Popover>
  );
}

function runningText(running: readonly ImportJob[]): string {
  return running.length === 1 ? `Importing ${running[0]?.title}` : `${formatCount(running.length)} imports`;
}

function Entry({ job, now }: { readonly job: ImportJob; readonly now: number }): ReactNode {
  const progress = progressOf(job, now);
  return (
    <li className={classes.entry}>
      <a href={addressOf({ at: 'job', job: job.id })}>{job.title}</a>
      <span className={classes.about} data-bad={job.state === 'failed' || undefined}>
        {aboutJob(job, progress)}
      </span>
      {!isOver(job) && <CancelButton size="compact-xs" cancel={() => void client.imports.cancel({ job: job.id })} />}
    </li>
  );
}

function aboutJob({ state, target }: ImportJob, { rows, left }: JobProgress): string {
  if (state === 'queued') return `waits for ${target}`;
  const parts = [
    `into ${target}`,
    `${formatCount(rows)} rows`,
    state === 'running' ? '' : state,
    left === null ? '' : `about ${formatDuration(Math.max(left, 1000))} left`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

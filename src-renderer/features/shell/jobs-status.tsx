import { ActionIcon, Popover, Progress } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Job } from '#shared/model/app-event.ts';
import { dismissJob, useJobs } from '../../client/app-state.ts';
import { client } from '../../client/client.ts';
import { CancelButton } from '../../ui/cancel-button.tsx';
import classes from './status-bar.module.css';

/** Jobs that run in the main process: how many, how far, and a list with *Cancel*. */
export function JobsStatus(): ReactNode {
  const jobs = useJobs();
  const running = jobs.filter(({ state }) => state === 'running');
  const failed = jobs.some(({ state }) => state === 'failed');
  if (jobs.length === 0) return null;
  const first = running[0];
  return (
    <Popover position="top-end">
      <Popover.Target>
        <button type="button" className={classes.button} data-bad={failed || undefined}>
          {running.length === 0 ? `${jobs.length === 1 ? '1 job' : `${jobs.length} jobs`} ended` : jobsText(running)}
          {first !== undefined && <JobBar job={first} small />}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <ul className={classes.jobs}>
          {jobs.toReversed().map((job) => (
            <JobEntry key={job.id} job={job} />
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

function jobsText(running: readonly Job[]): string {
  return running.length === 1 ? (running[0]?.title ?? '') : `${running.length} jobs`;
}

function JobBar({ job, small = false }: { readonly job: Job; readonly small?: boolean }): ReactNode {
  const unknown = job.progress === null;
  return (
    <Progress
      className={small ? classes.smallBar : undefined}
      size="sm"
      value={unknown ? 100 : (job.progress ?? 0) * 100}
      animated={unknown}
      striped={unknown}
      aria-label={job.title}
    />
  );
}

const stateWords = { running: '', done: 'done', failed: 'failed', cancelled: 'cancelled' } as const;

function JobEntry({ job }: { readonly job: Job }): ReactNode {
  const percent = job.progress === null ? '' : `${Math.round(job.progress * 100)} %`;
  return (
    <li className={classes.job}>
      <div className={classes.jobHead}>
        <span className={classes.jobTitle}>{job.title}</span>
        <span className={classes.jobState} data-bad={job.state === 'failed' || undefined}>
          {job.state === 'running' ? percent : stateWords[job.state]}
        </span>
        {job.state === 'running' ? (
          <CancelButton size="compact-xs" cancel={() => void client.databases.cancelJob({ job: job.id })} />
        ) : (
          <ActionIcon size={20} aria-label={`Dismiss ${job.title}`} onClick={() => dismissJob(job.id)}>
            <IconX size={13} />
          </ActionIcon>
        )}
      </div>
      {job.state === 'running' && <JobBar job={job} />}
      {job.message !== null && <p className={classes.jobMessage}>{job.message}</p>}
    </li>
  );
}

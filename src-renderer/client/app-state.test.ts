import { describe, expect, it } from 'vitest';
import type { Job } from '#shared/model/app-event.ts';
import { withJob } from './app-state.ts';

const job = (id: string, state: Job['state'], progress: number | null = null): Job => ({
  id,
  title: id,
  progress,
  state,
  message: null,
});

describe('withJob', () => {
  it('replaces what it knew of a job, in its place', () => {
    const jobs = [job('a', 'running'), job('b', 'running')];
    expect(withJob(jobs, job('a', 'running', 0.5)).map(({ id, progress }) => [id, progress])).toEqual([
      ['a', 0.5],
      ['b', null],
    ]);
  });

  it('keeps the last ten that ended and every one that runs', () => {
    let jobs: readonly Job[] = [job('long', 'running')];
    for (let number = 0; number < 30; number += 1) jobs = withJob(jobs, job(`job ${number}`, 'done'));
    expect(jobs).toHaveLength(11);
    expect(jobs[0]?.id).toBe('long');
    expect(jobs.at(-1)?.id).toBe('job 29');
  });
});

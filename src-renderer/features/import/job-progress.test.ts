import { expect, it } from 'vitest';
import type { ImportReport } from '#shared/model/import.ts';
import type { ImportJob } from '#shared/model/import-job.ts';
import { progressOf } from './job-progress.ts';

const begun = Date.parse('2026-11-05T12:00:00Z');

function job(more: Partial<ImportJob>): ImportJob {
  return {
    ...{ id: 'import-1', title: 'a', into: { kind: 'database', database: 'd' }, target: 'd', state: 'running' },
    ...{ bytes: 0, progress: null, reports: [], queued: '2026-11-05T12:00:00Z', failure: null, finished: null },
    started: '2026-11-05T12:00:00Z',
    ...more,
  };
}

const at = (set: number, sets: number, share: number | null, bytes: number, rows: number) =>
  ({ set, sets, phase: 'reading', share, bytes, rows }) as const;
const over = (bytes: number, read: number) =>
  ({ bytes, counts: { read, written: read, rejected: 0, skipped: 0 } }) as ImportReport;

it('goes by bytes where the size of everything is known', () => {
  const now = job({ bytes: 400, reports: [over(300, 30)], progress: at(1, 2, 0.5, 100, 5) });
  expect(progressOf(now, begun + 7000)).toEqual({
    ...{ share: 0.875, rows: 35, bytes: 350, elapsed: 7000, rate: 5, left: 1000 },
  });
});

it('goes by sets where a folder was not counted before', () => {
  const now = job({ bytes: 0, reports: [over(300, 30)], progress: at(1, 4, 0.5, 100, 5) });
  expect(progressOf(now, begun + 1000).share).toBe(0.375);
  expect(progressOf(job({ bytes: 0, progress: at(0, 1, 0.5, 100, 5) }), begun).share).toBe(0.5);
});

it('says nothing that it does not know', () => {
  expect(progressOf(job({ started: null }), begun)).toMatchObject({ share: null, rate: null, left: null, elapsed: 0 });
  expect(progressOf(job({ progress: at(0, 1, null, 100, 0) }), begun + 5000)).toMatchObject({
    share: null,
    left: null,
  });
  expect(progressOf(job({ progress: at(0, 1, 0.5, 100, 10) }), begun + 100).left).toBe(null);
});

it('stands still when the import is over', () => {
  const now = job({ bytes: 300, reports: [over(300, 30)], finished: '2026-11-05T12:00:03Z' });
  expect(progressOf(now, begun + 99_000)).toMatchObject({ share: 1, rows: 30, elapsed: 3000, rate: 10, left: null });
});

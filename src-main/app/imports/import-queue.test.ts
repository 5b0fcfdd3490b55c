import { expect, it } from 'vitest';
import type { ImportPiece } from '#shared/contract/importing.ts';
import type { ImportReport } from '#shared/model/import.ts';
import type { ImportJob } from '#shared/model/import-job.ts';
import { ImportQueue } from './import-queue.ts';

const queued = { title: 'logs', into: { kind: 'file', path: '/all.duckdb' }, target: 'all', bytes: 0 } as const;

async function* reports(count: number): AsyncGenerator<ImportPiece> {
  for (let set = 0; set < count; set += 1)
    yield { kind: 'report', set, report: { outcome: 'imported' } as ImportReport };
}

it('tells windows now and then what came of thousands of sets, and at the end of all', async () => {
  const told: ImportJob[] = [];
  const queue = new ImportQueue((job) => told.push(job));
  const id = queue.add('all', queued, () => reports(3000));
  let last: ImportJob | undefined;
  for await (const job of queue.follow(id, undefined)) last = job;
  expect(last).toMatchObject({ state: 'done', failure: null });
  expect(told.map(({ state }) => state).slice(0, 2)).toEqual(['queued', 'running']);
  expect(told.at(-1)).toBe(last);
  expect(last?.reports).toHaveLength(3000);
  expect(told.reduce((sum, job) => sum + job.reports.length, 0)).toBeLessThan(30_000);
});

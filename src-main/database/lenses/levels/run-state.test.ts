import { describe, expect, it } from 'vitest';
import { cellToText } from '#shared/model/cell-text.ts';
import type { LevelPage } from '#shared/model/experiment.ts';
import { STATE_COLUMN } from '#shared/model/run-state.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import { lensOf } from '../testing/lens-of.ts';

const episode = { word: ['run', 'runs'] as [string, string], table: 'runs', id: ['run'], label: 'run' };
const written = { table: 'steps', of: ['run'], time: 'stamp' };

function statesOf({ columns, rows }: LevelPage): Record<string, string> {
  const at = columns.findIndex(({ name }) => name === STATE_COLUMN);
  return Object.fromEntries(rows.map((row) => [cellToText(row[0] ?? null), cellToText(row[at] ?? null)]));
}

describe.each(engines)('states of runs on %s', (engine) => {
  /** Runs with a status, and how many minutes ago they last wrote. */
  async function runs(of: readonly (readonly [run: string, status: string | null, minutes: number | null])[]) {
    const database = await createTestDatabase(engine);
    await database.execute(
      'create table runs (run varchar(9) primary key, status varchar(20))',
      'create table steps (run varchar(9), step integer, stamp double precision)',
      'create index steps_run on steps (run)',
    );
    const now = Date.now() / 1000;
    await insertRows(
      database,
      'runs',
      of.map(([run, status]) => [run, status]),
    );
    await insertRows(
      database,
      'steps',
      of.flatMap(([run, , minutes]) =>
        minutes === null ? [] : [60, 0].map((before) => [run, 60 - before, now - (minutes + before) * 60]),
      ),
    );
    return database;
  }

  it('come from the status, and from when a run that has not ended last wrote', async () => {
    await using database = await runs([
      ['a', 'RUNNING', 1],
      ['b', 'RUNNING', 14],
      ['c', 'FINISHED', 1],
      ['d', 'FAILED', 3000],
      ['e', 'SCHEDULED', 1],
      ['f', null, 2],
      ['g', null, 30],
      ['h', null, 3000],
      ['i', 'running', null],
    ]);
    const lens = await lensOf(await database.open(), { episode: { ...episode, state: { status: 'status', written } } });
    const sort = [{ column: STATE_COLUMN, descending: true }];
    const page = await lens.episodesPage(undefined, { limit: 100, sort, conditions: [], search: '' });
    expect(statesOf(page)).toEqual({
      ...{ a: 'running', b: 'stalled', c: 'completed', d: 'failed', e: '', f: 'running', g: 'stalled', h: '' },
      i: 'running',
    });
    const order = page.rows.map(([id]) => cellToText(id ?? null)).join('');
    expect(order).toMatch(/^[bg]{2}[afi]{3}dc[eh]{2}$/);
  });

  it('come from one of both, and are no column where there is none', async () => {
    await using database = await runs([
      ['a', 'RUNNING', 3000],
      ['b', 'KILLED', 14],
    ]);
    const connection = await database.open();
    const request = { limit: 100, sort: [], conditions: [], search: '' };
    const byStatus = await lensOf(connection, { episode: { ...episode, state: { status: 'status' } } });
    expect(statesOf(await byStatus.episodesPage(undefined, request))).toEqual({ a: 'running', b: 'failed' });
    const byTime = await lensOf(connection, { episode: { ...episode, state: { written } } });
    expect(statesOf(await byTime.episodesPage(undefined, request))).toEqual({ a: '', b: 'stalled' });
    const lacking = await lensOf(connection, { episode: { ...episode, state: { status: 'phase' } } });
    const { columns } = await lacking.episodesPage(undefined, request);
    expect(columns.map(({ name }) => name)).not.toContain(STATE_COLUMN);
  });
});

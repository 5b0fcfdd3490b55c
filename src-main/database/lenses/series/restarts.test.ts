import { describe, expect, it } from 'vitest';
import { parseSmoothing } from '#shared/model/smoothing.ts';
import { createTestDatabase, engines } from '../../testing/engines.ts';
import { insertRows, type TestValue } from '../../testing/insert-rows.ts';
import { lensOf } from '../testing/lens-of.ts';
import { listening } from '../testing/listening.ts';

const request = { measure: 'loss', sessions: [], episodes: ['a', 'b'], split: 'mean' as const, points: 1000 };

/** Run `a` is written up to step 5, again from 3 to 6, and again from 5 to 7; `b` goes through. Values say when they were written. */
const written: readonly (readonly [run: string, step: number, loss: number])[] = [
  ...[0, 1, 2, 3, 4, 5].map((step) => ['a', step, step] as const),
  ...[0, 1, 2].map((step) => ['b', step, 1] as const),
  ...[3, 4, 5, 6].map((step) => ['a', step, 10 + step] as const),
  ...[3, 4].map((step) => ['b', step, 1] as const),
  ...[5, 6, 7].map((step) => ['a', step, 100 + step] as const),
];

const lens = {
  episode: { word: ['run', 'runs'] as [string, string], table: 'runs', id: ['run'], label: 'run' },
  steps: {
    ...{ word: ['step', 'steps'] as [string, string], table: 'steps', episode: ['run'] },
    time: { by: 'step', title: 'Step' },
  },
  measures: [
    { id: 'loss', title: 'Loss', level: 'step' as const, value: 'loss' },
    { id: 'sum', title: 'Sum', level: 'step' as const, value: 'loss', running: true },
  ],
};

describe.each(engines)('lines of runs that were restarted on %s', (engine) => {
  async function stepsOf(columns: string, rows: readonly (readonly TestValue[])[]) {
    const database = await createTestDatabase(engine);
    await database.execute(
      'create table runs (run varchar(9) primary key)',
      `create table steps (${columns}, run varchar(9), step integer, loss double precision)`,
    );
    await insertRows(database, 'runs', [['a'], ['b']]);
    await insertRows(database, 'steps', rows);
    return database;
  }
  // Rows lie in another order than they were written in.
  const shuffled = written.map((row, at) => [at + 1, ...row] as const).toSorted((one, other) => one[3] - other[3]);

  it('are split where x goes back, in the order of a key', async () => {
    await using database = await stepsOf(
      'id integer primary key',
      engine === 'duckdb' ? written.map((row, at) => [at + 1, ...row]) : shuffled,
    );
    const { series } = await (await lensOf(await database.open(), lens)).series(request);
    expect(
      series.map(({ id, label, part, points, rows }) => ({ id, label, part: part?.number, points, rows })),
    ).toEqual([
      { id: 'a', label: 'a · part 1 of 3', part: 1, points: [0, 1, 2, 3, 4, 5].map((x) => [x, x]), rows: 6 },
      { id: 'a~2', label: 'a · part 2 of 3', part: 2, points: [3, 4, 5, 6].map((x) => [x, 10 + x]), rows: 4 },
      { id: 'a~3', label: 'a · part 3 of 3', part: 3, points: [5, 6, 7].map((x) => [x, 100 + x]), rows: 3 },
      { id: 'b', label: 'b', part: undefined, points: [0, 1, 2, 3, 4].map((x) => [x, 1]), rows: 5 },
    ]);
  });

  it('are split by the time stamp that the lens names, or by the only one', async () => {
    const stamped = shuffled.map(([id, ...row]) => [`2026-01-01 00:00:${String(id).padStart(2, '0')}`, ...row]);
    await using database = await stepsOf('stamp timestamp', stamped);
    const named = { ...lens, steps: { ...lens.steps, written: 'stamp' } };
    const connection = await database.open();
    const { series } = await (await lensOf(connection, named)).series({ ...request, from: 5, to: 5 });
    expect(series.filter(({ part }) => part).map(({ id, points }) => [id, points])).toEqual([
      [
        'a',
        [
          [4, 4],
          [5, 5],
        ],
      ],
      [
        'a~2',
        [
          [4, 14],
          [5, 15],
          [6, 16],
        ],
      ],
      [
        'a~3',
        [
          [5, 105],
          [6, 106],
        ],
      ],
    ]);
    if (engine !== 'postgres') return;
    const only = await (await lensOf(connection, lens)).series(request);
    expect(only.series.map(({ id }) => id)).toEqual(['a', 'a~2', 'a~3', 'b']);
  });

  it('are smoothed, and summed up, part by part', async () => {
    await using database = await stepsOf(
      'id integer primary key',
      written.map((row, at) => [at + 1, ...row]),
    );
    const session = await lensOf(await database.open(), lens);
    const smooth = await session.series({ ...request, smooth: parseSmoothing('trailing:2') });
    expect(smooth.series[1]?.points).toEqual([
      [3, 13],
      [4, 13.5],
      [5, 14.5],
      [6, 15.5],
    ]);
    const sums = await session.series({ ...request, measure: 'sum', episodes: ['a'] });
    expect(sums.series[2]?.points).toEqual([
      [5, 105],
      [6, 211],
      [7, 318],
    ]);
    const since = await session.series({ ...request, x: 'relative', episodes: ['a'] });
    expect(since.series.map(({ points }) => points[0])).toEqual([
      [0, 0],
      [3, 13],
      [5, 105],
    ]);
  });

  it('are known anew once more is written', async () => {
    const rows = written.map((row, at) => [at + 1, ...row] as const);
    await using database = await stepsOf('id integer primary key', rows.slice(0, 9));
    const connection = await database.open();
    const session = await lensOf(connection, lens);
    expect((await session.series(request)).series.map(({ id }) => id)).toEqual(['a', 'b']);
    // Nobody writes into a DuckDB file that is open.
    if (engine === 'duckdb') await connection.close();
    await insertRows(database, 'steps', rows.slice(9));
    const again = engine === 'duckdb' ? await lensOf(await database.open(), lens) : session;
    const { series } = await again.series(request);
    expect(series.map(({ id }) => id)).toEqual(['a', 'a~2', 'a~3', 'b']);
  });

  it('are left whole where agents were written one after the other', async () => {
    const rows = ['x', 'y'].flatMap((agent) => [0, 1, 2].map((step) => [agent, 'a', step, agent === 'x' ? 1 : 3]));
    await using database = await stepsOf('agent varchar(9)', rows);
    const session = await lensOf(await database.open(), { ...lens, steps: { ...lens.steps, agent: 'agent' } });
    const { series } = await session.series({ ...request, episodes: ['a'] });
    expect(series.map(({ id, points }) => [id, points])).toEqual([
      [
        'a',
        [
          [0, 2],
          [1, 2],
          [2, 2],
        ],
      ],
    ]);
    const apart = await session.series({ ...request, episodes: ['a'], split: 'agent' });
    expect(apart.series.map(({ id }) => id)).toEqual(['a/x', 'a/y']);
  });

  it('are left whole, and it is said, where they were written in no order', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => [at + 1, 'a', (at * 151) % 300, at]);
    rows.push([301, 'a', 0, 1]);
    await using database = await stepsOf('id integer primary key', rows);
    const { series } = await (await lensOf(await database.open(), lens)).series({ ...request, episodes: ['a'] });
    const back = rows.filter(([, , step], at) => at > 0 && Number(step) < Number(rows[at - 1]![2])).length;
    expect(series.map(({ id, backwards, rows: count }) => [id, backwards, count])).toEqual([['a', back, 301]]);
    expect(back).toBeGreaterThan(100);
  });

  it('are left whole where the table was filled in another order, and every x is there once', async () => {
    const rows = [3, 4, 0, 1, 2].map((step, at) => [at + 1, 'a', step, step]);
    await using database = await stepsOf('id integer primary key', rows);
    const { series } = await (await lensOf(await database.open(), lens)).series({ ...request, episodes: ['a'] });
    expect(series.map(({ id, backwards, rows: count }) => [id, backwards, count])).toEqual([['a', undefined, 5]]);
  });

  // DuckDB has no index over some of the rows.
  it.runIf(engine !== 'duckdb')('are split where only some rows are there once', async () => {
    await using database = await stepsOf(
      'id integer primary key',
      written.map((row, at) => [at + 1, ...row]),
    );
    await database.execute('create unique index places on steps (run, step) where loss > 1000');
    const { series } = await (await lensOf(await database.open(), lens)).series(request);
    expect(series.map(({ id }) => id)).toEqual(['a', 'a~2', 'a~3', 'b']);
  });

  it('are not looked for where a key lets no x be there twice, nor among agents', async () => {
    await using database = await stepsOf('id integer primary key', []);
    await database.execute(
      'drop table steps',
      'create table steps (id integer primary key, run varchar(9), step integer, loss double precision, unique (run, step))',
    );
    const rows = ['a', 'b'].flatMap((run) => [0, 1, 2].map((step) => [run === 'a' ? step : step + 3, run, step, step]));
    await insertRows(database, 'steps', rows);
    const heard = listening(await database.open());
    const agents = { ...lens, steps: { ...lens.steps, agent: 'id' } };
    for (const each of [lens, agents]) {
      const { series } = await (await lensOf(heard.connection, each)).series(request);
      expect(series.map(({ id, points }) => [id, points.length])).toEqual([
        ['a', 3],
        ['b', 3],
      ]);
    }
    expect(heard.statements.filter((text) => text.includes('over (partition'))).toEqual([]);
  });

  it.runIf(engine === 'postgres')('are left whole where nothing says when they were written', async () => {
    await using database = await stepsOf(
      'note text',
      written.map((row) => ['', ...row]),
    );
    const { series } = await (await lensOf(await database.open(), lens)).series(request);
    expect(series.map(({ id, backwards }) => [id, backwards])).toEqual([
      ['a', undefined],
      ['b', undefined],
    ]);
  });
});

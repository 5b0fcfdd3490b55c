import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LensInput } from '#shared/model/lens.ts';
import type { Connection } from '../../drivers/driver.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { lensOf } from '../testing/lens-of.ts';

const measure = (reduce: 'mean' | 'sum' | 'last' | 'min' | 'max') =>
  ({ id: reduce, title: 'Reward', unit: 'points', level: 'episode', value: 'reward', reduce, rollUp: true }) as const;

const levels = {
  session: { word: ['run', 'runs'], table: 'episodes', distinct: true, id: ['run'], label: 'run' },
  episode: {
    word: ['episode', 'episodes'],
    table: 'episodes',
    id: ['run', 'number'],
    parent: ['run'],
    label: 'number',
    order: [{ by: 'run' }, { by: 'number' }],
    facts: [{ name: 'max', title: 'Reward', value: 'reward' }],
  },
  measures: (['mean', 'sum', 'last', 'min', 'max'] as const).map(measure),
} satisfies Pick<LensInput, 'session' | 'episode' | 'measures'>;

describe.each(engines)('roll-ups of measures of episodes, on %s', (engine) => {
  let database: TestDatabase;
  let connection: Connection;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    const infinite = engine === 'sqlite' ? '9e999' : "'Infinity'";
    await database.execute(
      'create table episodes (run text, number integer, reward double precision)',
      'create table steps (run text, number integer, step integer, speed double precision)',
      `insert into episodes values ('a', 10, 6), ('a', 9, 2), ('a', 11, null), ('a', 2, ${infinite}), ('b', 0, -1), ('c', 0, null)`,
      `insert into steps values ('a', 9, 0, 1), ('a', 9, 1, 3), ('b', 0, 0, 8)`,
    );
    connection = await database.open();
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('are there without steps', async () => {
    const lens = await lensOf(connection, levels);
    const sessions = await lens.sessionsRollUps(['a', 'b', 'c']);
    expect(sessions.columns.map(({ title }) => title)).toEqual([
      ...['Episodes', 'Mean reward', 'Total reward', 'Last reward', 'Least reward', 'Greatest reward'],
    ]);
    expect(sessions.columns[1]).toMatchObject({ name: 'mean_mean', unit: 'points', kind: 'float' });
    expect(sessions.rows).toEqual({
      a: [4, 4, 8, 6, 2, 6],
      b: [1, -1, -1, -1, -1, -1],
      c: [1, null, null, null, null, null],
    });
  });

  it('leave out of the list of episodes what is a fact there', async () => {
    const lens = await lensOf(connection, levels);
    const { columns, rows } = await lens.episodesRollUps(['["a","9"]', '["a","2"]']);
    expect(columns.map(({ name }) => name)).toEqual(['mean', 'sum', 'last', 'min']);
    expect(rows).toEqual({ '["a","9"]': [2, 2, 2, 2], '["a","2"]': [null, null, null, null] });
  });

  it('stand behind those of steps', async () => {
    const lens = await lensOf(connection, {
      ...levels,
      steps: {
        word: ['step', 'steps'],
        table: 'steps',
        episode: ['run', 'number'],
        time: { by: 'step', title: 'Step' },
      },
      measures: [measure('mean'), { id: 'speed', title: 'Speed', level: 'step', value: 'speed', rollUp: true }],
    });
    const { columns, rows } = await lens.sessionsRollUps(['a', 'b']);
    expect(columns.map(({ name }) => name)).toEqual([...['episodes', 'steps', 'duration', 'mean_speed', 'mean_mean']]);
    expect(rows).toEqual({ a: [4, 2, 1, 2, 4], b: [1, 1, 0, 8, -1] });
  });
});

describe.each(engines)('roll-ups of decimals, on %s', (engine) => {
  it('are of finite values alone, however large, and sorted as their numbers', async () => {
    await using database = await createTestDatabase(engine);
    const many = engine === 'duckdb' ? 'decimal(38, 1)' : 'numeric';
    // Postgres alone has decimals that are no number, or one beyond all doubles.
    const others = engine === 'postgres' ? [`('a', 1, 4, 'NaN')`, `('a', 1, 5, 'Infinity')`, `('a', 1, 6, 1e400)`] : [];
    await database.execute(
      'create table episodes (run text, number integer not null, primary key (run, number))',
      `create table steps (run text, number integer, step integer, gain ${many})`,
      `insert into episodes values ('a', 1), ('a', 2)`,
      `insert into steps values ${["('a', 1, 0, 0.1)", "('a', 1, 1, 0.2)", "('a', 1, 2, null)", ...others, "('a', 2, 0, -5)"].join(', ')}`,
    );
    const lens = await lensOf(await database.open(), {
      ...levels,
      episode: { ...levels.episode, facts: [] },
      steps: {
        word: ['step', 'steps'],
        table: 'steps',
        episode: ['run', 'number'],
        time: { by: 'step', title: 'Step' },
      },
      measures: (['sum', 'mean', 'min', 'max', 'last'] as const).map((reduce) => ({
        ...{ id: reduce, title: 'Gain', level: 'step', value: 'gain', reduce, rollUp: true },
      })),
    });
    const { rows } = await lens.episodesRollUps(['["a","1"]', '["a","2"]']);
    expect(rows['["a","1"]']?.slice(2)).toEqual(
      [0.3, 0.15, 0.1, 0.2, null].map((each) => each && expect.closeTo(each, 15)),
    );
    expect(rows['["a","2"]']?.slice(2)).toEqual([-5, -5, -5, -5, -5]);
  });
});

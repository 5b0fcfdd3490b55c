import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import type { LensSession } from '../lens-session.ts';
import { lensOf } from '../testing/lens-of.ts';

const series = { sessions: [], episodes: [], split: 'mean' as const, points: 100 };

/** 1,000 steps of run a; run b's have other keys, and one step is no JSON at all. */
const steps = Array.from({ length: 1000 }, (_, at) => {
  const queues = JSON.stringify({ gate: { north: at, south: 2 * at }, total: 3 * at, name: 'x', list: [1, 2] });
  return `('a', ${at}, '${queues}')`;
});

describe.each(engines)('measures that the keys of JSON name, on %s', (engine) => {
  let lens: LensSession;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    const json = engine === 'postgres' ? 'jsonb' : engine === 'duckdb' ? 'json' : 'text';
    await database.execute(
      `create table runs (run text primary key, place text, parts ${json}, score double precision, seed integer)`,
      `create table steps (run text, step integer, queues ${json}, primary key (run, step))`,
      `insert into runs values ('a', 'p', '{"speed": 2.5, "wait/ing": -1, "at.home": "NaN", "skip": 1, "deep": {"x": 1}}', 7, 1),
        ('b', 'p', '{"speed": 3, "only b": 4}', 8, 2), ('c', 'q', null, 9, 3)`,
      `insert into steps values ${steps.join(', ')}`,
      `insert into steps values ('b', 0, '{"other \\" one": 5}'), ('b', 1, ${engine === 'sqlite' ? "'no json'" : 'null'}), ('b', 2, '{"other \\" one": 6}')`,
    );
    lens = await lensOf(await database.open(), {
      session: { word: ['place', 'places'], table: 'runs', distinct: true, id: ['place'], label: 'place' },
      episode: {
        word: ['run', 'runs'],
        table: 'runs',
        id: ['run'],
        parent: ['place'],
        label: 'run',
        order: [{ by: 'run' }],
      },
      steps: { word: ['step', 'steps'], table: 'steps', episode: ['run'], time: { by: 'step', title: 'Step' } },
      measures: [
        {
          id: 'by hand',
          title: 'By hand',
          level: 'episode',
          value: { json: 'parts', path: ['at.home'], as: 'number' },
        },
      ],
      each: [
        { level: 'step', json: 'queues', depth: 2, unit: 'vehicles' },
        { level: 'episode', json: 'parts', title: 'Reward', titles: { speed: 'Speed' }, except: ['skip'] },
        { level: 'episode', except: ['seed'] },
      ],
    });
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const ids = async (scope: { session?: string; episode?: string }) =>
    (await lens.measures(scope)).map(({ id }) => id).toSorted();

  it('are found at both ends of a table, in an episode, and in a session', async () => {
    const ofA = ['gate/north', 'gate/south', 'total'];
    const episodes = ['by hand', 'only b', 'score', 'speed', 'wait/ing'];
    expect(await ids({})).toEqual([...episodes, ...ofA, 'other " one'].toSorted());
    expect(await ids({ session: 'p' })).toEqual([...episodes, ...ofA, 'other " one'].toSorted());
    expect(await ids({ episode: 'b' })).toEqual(['by hand', 'only b', 'other " one', 'score', 'speed']);
    expect(await ids({ session: 'q' })).toEqual(['by hand', 'score']);
  });

  it('have titles, units and formulas', async () => {
    const measures = await lens.measures({});
    const named = (id: string) => measures.find((each) => each.id === id);
    expect(named('gate/north')).toMatchObject({ title: 'gate, north', unit: 'vehicles', level: 'step' });
    expect(named('gate/north')?.formula).toBe('queues → gate → north');
    expect(named('speed')).toMatchObject({ title: 'Reward: Speed', unit: null, level: 'episode' });
  });

  it('are drawn', async () => {
    const points = async (measure: string, about: { sessions?: string[]; episodes?: string[] }) =>
      (await lens.series({ ...series, ...about, measure })).series.map((each) => each.points);
    const north = (await lens.series({ ...series, measure: 'gate/north', episodes: ['a'] })).series[0];
    expect(north).toMatchObject({ rows: 1000, notFinite: 0 });
    expect(north?.points.at(-1)).toEqual([999, 999]);
    const other = (await lens.series({ ...series, measure: 'other " one', episodes: ['a', 'b'] })).series;
    expect(other).toMatchObject([{ rows: 0 }, { rows: 2, notFinite: 0 }]);
    expect(await points('other " one', { episodes: ['b'] })).toEqual([
      [
        [0, 5],
        [2, 6],
      ],
    ]);
    expect(await points('wait/ing', { sessions: ['p'] })).toEqual([[[0, -1]]]);
    expect(await points('score', { sessions: ['p'] })).toEqual([
      [
        [0, 7],
        [1, 8],
      ],
    ]);
    await expect(points('skip', {})).rejects.toThrow('no measure');
  });
});

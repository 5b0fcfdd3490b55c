import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSmoothing } from '#shared/model/smoothing.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import type { LensSession } from '../lens-session.ts';
import { lensOf } from '../testing/lens-of.ts';
import { runsOfOneSession } from '../testing/runs-of-one-session.ts';

const speeds = [5, 3, 4, null, 1];
const costs = [2, 1, Number.NaN, 1, 3];

/** Two agents of each run, half above and half below the speeds; the other runs go three times as fast. */
describe.each(engines)('a measure against another on %s', (engine) => {
  let lens: LensSession;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(
      'create table runs (run varchar(9) primary key, score double precision, length double precision)',
      'create table steps (run varchar(9), frame integer, agent integer, speed double precision, cost double precision)',
    );
    await insertRows(database, 'runs', [
      ['a', 3, 10],
      ['b', 4, 5],
      ['c', 9, null],
    ]);
    const steps = (run: string, times: number) =>
      speeds.flatMap((speed, frame) =>
        [0, 1].map((agent) => {
          const y = speed === null ? null : times * speed + agent - 0.5;
          return [run, frame, agent, y, costs[frame]!] as const;
        }),
      );
    await insertRows(database, 'steps', [...steps('a', 1), ...steps('b', 3)]);
    lens = await lensOf(await database.open(), {
      ...runsOfOneSession,
      steps: {
        ...{ word: ['step', 'steps'], table: 'steps', episode: ['run'], time: { by: 'frame', title: 'Frame' } },
        agent: 'agent',
      },
      measures: [
        { id: 'speed', title: 'Speed', level: 'step', value: 'speed' },
        { id: 'cost', title: 'Cost', unit: '€', level: 'step', value: 'cost' },
        { id: 'spent', title: 'Spent', level: 'step', value: 'cost', running: true },
        { id: 'score', title: 'Score', level: 'episode', value: 'score' },
        { id: 'length', title: 'Length', level: 'episode', value: 'length' },
      ],
    });
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const ask = { sessions: [], split: 'mean' as const, points: 100 };

  it('has a point per step, and counts those that have no place', async () => {
    const { series, x } = await lens.series({ ...ask, measure: 'speed', against: 'cost', episodes: ['a', 'b'] });
    expect(x).toMatchObject({ title: 'Cost', unit: '€', measured: true });
    // (2, 5), (1, 3), (NaN, 4), (1, no speed), (3, 1).
    expect(series).toMatchObject([
      {
        points: [
          [1, 3],
          [2, 5],
          [3, 1],
        ],
        ...{ rows: 5, notFinite: 2, method: 'mean' },
      },
      {
        points: [
          [1, 9],
          [2, 15],
          [3, 3],
        ],
      },
    ]);
  });

  it('goes along a running sum, shows a part of it, and smooths by it', async () => {
    // Spent: 2, 3, 3 (NaN adds nothing), 4 (without a speed), 7.
    const spent = { ...ask, measure: 'speed', against: 'spent', episodes: ['a'] };
    const [whole] = (await lens.series(spent)).series;
    expect(whole).toMatchObject({
      points: [
        [2, 5],
        [3, 3],
        [3, 4],
        [7, 1],
      ],
      ...{ rows: 5, notFinite: 1 },
    });
    const [part] = (await lens.series({ ...spent, from: 2.5, to: 5 })).series;
    expect(part?.points).toEqual([
      [2, 5],
      [3, 3],
      [3, 4],
      [7, 1],
    ]);
    const [smooth] = (await lens.series({ ...spent, smooth: parseSmoothing('trailing:2') })).series;
    expect(smooth?.points).toEqual([
      [2, 5],
      [3, 3.5],
      [3, 4],
      [7, 1],
    ]);
  });

  it('tells agents apart', async () => {
    const { series } = await lens.series({
      ...ask,
      split: 'agent',
      measure: 'speed',
      against: 'cost',
      episodes: ['a'],
    });
    expect(series.map(({ points }) => points[0])).toEqual([
      [1, 2.5],
      [1, 3.5],
    ]);
  });

  it('compares episodes by what each comes to', async () => {
    const { series, x } = await lens.series({
      ...ask,
      measure: 'score',
      against: 'length',
      sessions: ['all'],
      episodes: [],
    });
    expect(x).toMatchObject({ title: 'Length', measured: true });
    expect(series).toMatchObject([
      {
        points: [
          [5, 4],
          [10, 3],
        ],
        ...{ episodes: ['b', 'a'], rows: 3, notFinite: 1 },
      },
    ]);
  });

  it('counts values by where they lie, and pairs of them', async () => {
    const one = { sessions: [], episodes: ['a'], whole: false };
    const { lines, size } = await lens.cells({ ...one, measure: 'speed', most: [5, 60] });
    expect(size[0]).toBe(1);
    // 4.5 5.5 | 2.5 3.5 | 3.5 4.5 | none | 0.5 1.5
    expect(lines).toEqual([
      {
        ...{ id: 'a', label: 'a', rows: 10, notFinite: 2 },
        cells: [
          [0, 0, 1],
          [1, 0, 1],
          [2, 0, 1],
          [3, 0, 2],
          [4, 0, 2],
          [5, 0, 1],
        ],
      },
    ]);
    const pairs = await lens.cells({ ...one, measure: 'speed', against: 'cost', most: [2, 4] });
    expect(pairs).toMatchObject({
      ...{ size: [1, 1], against: { title: 'Cost' } },
      lines: [
        {
          ...{ rows: 5, notFinite: 2 },
          cells: [
            [1, 3, 1],
            [2, 5, 1],
            [3, 1, 1],
          ],
        },
      ],
    });
    const ofRuns = await lens.cells({
      ...{ sessions: [], episodes: [], whole: false, measure: 'score', against: 'length', most: [5, 1] },
    });
    expect(ofRuns.lines).toMatchObject([
      {
        ...{ rows: 3, notFinite: 1 },
        cells: [
          [5, 4, 1],
          [10, 3, 1],
        ],
      },
    ]);
  });

  it('refuses what has no step in common', async () => {
    await expect(lens.series({ ...ask, measure: 'speed', against: 'score', episodes: ['a'] })).rejects.toThrow(
      'one value per episode',
    );
  });
});

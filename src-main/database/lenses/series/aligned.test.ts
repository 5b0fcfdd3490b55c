import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseSmoothing } from '#shared/model/smoothing.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import type { LensSession } from '../lens-session.ts';
import { lensOf } from '../testing/lens-of.ts';
import { runsOfOneSession } from '../testing/runs-of-one-session.ts';

const request = { measure: 'speed', sessions: [], episodes: ['a', 'b'], split: 'mean' as const, points: 100 };

/** Episode `a` begins at frame 100 and runs at 10 frames a second, `b` at 3,000 and 20; two agents each. */
describe.each(engines)('lines that begin with their episode on %s', (engine) => {
  let lens: LensSession;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(
      'create table runs (run varchar(9) primary key, rate double precision)',
      'create table steps (run varchar(9), frame integer, agent integer, speed double precision)',
    );
    await insertRows(database, 'runs', [
      ['a', 10],
      ['b', 20],
    ]);
    const steps = (run: string, first: number, count: number) =>
      Array.from({ length: count * 2 }, (_, at) => [run, first + (at >> 1), at % 2, (at >> 1) + (at % 2) * 2] as const);
    await insertRows(database, 'steps', [...steps('a', 100, 5), ...steps('b', 3000, 9)]);
    lens = await lensOf(await database.open(), {
      ...runsOfOneSession,
      steps: {
        ...{ word: ['step', 'steps'], table: 'steps', episode: ['run'], time: { by: 'frame', title: 'Frame' } },
        ...{ agent: 'agent', frameRate: 'rate' },
      },
      measures: [{ id: 'speed', title: 'Speed', level: 'step', value: 'speed' }],
    });
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('count frames, or seconds, from the first', async () => {
    const relative = await lens.series({ ...request, x: 'relative' });
    expect(relative.x).toEqual({
      title: 'Frame since the first',
      unit: null,
      kinds: ['recorded', 'relative', 'elapsed'],
    });
    // The mean of n and n + 2.
    expect(relative.series.map(({ points }) => points)).toEqual([
      [0, 1, 2, 3, 4].map((x) => [x, x + 1]),
      [0, 1, 2, 3, 4, 5, 6, 7, 8].map((x) => [x, x + 1]),
    ]);
    expect(relative.series.map(({ origin, rows }) => [origin, rows])).toEqual([
      [{ first: 100, per: 1 }, 10],
      [{ first: 3000, per: 1 }, 18],
    ]);
    const { series, x } = await lens.series({ ...request, x: 'elapsed' });
    expect(x).toMatchObject({ unit: 's' });
    expect(series[0]?.points.at(-1)).toEqual([0.4, 5]);
    expect(series[1]?.points.at(-1)).toEqual([0.4, 9]);
  });

  it('show a part of the common axis, with the points beside it', async () => {
    const { series } = await lens.series({ ...request, x: 'relative', from: 2, to: 3 });
    expect(series.map(({ points }) => points.map(([at]) => at))).toEqual([
      [1, 2, 3, 4],
      [1, 2, 3, 4],
    ]);
    const late = await lens.series({ ...request, x: 'relative', from: 6, to: 8 });
    // Episode `a` is over by then: its last point lies before the edge.
    expect(late.series.map(({ points, rows }) => [points.map(([at]) => at), rows])).toEqual([
      [[4], 0],
      [[5, 6, 7, 8], 6],
    ]);
  });

  it('are smoothed from their own beginning, whatever part is shown', async () => {
    const smooth = parseSmoothing('trailing:3');
    const whole = await lens.series({ ...request, x: 'relative', smooth });
    expect(whole.series[0]?.points).toEqual([
      [0, 1],
      [1, 1.5],
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    expect(whole.series[0]?.raw).toEqual([0, 1, 2, 3, 4].map((x) => [x, x + 1]));
    const part = await lens.series({ ...request, x: 'relative', smooth, from: 3, to: 4 });
    expect(part.series[0]?.points).toEqual([
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
    const recorded = await lens.series({ ...request, smooth });
    expect(recorded.series[1]?.points[2]).toEqual([3002, 2]);
    await expect(lens.series({ ...request, smooth, from: 3 })).rejects.toThrow('both its ends');
  });

  it('fade by the same time, whatever it is counted in', async () => {
    const [frames, seconds] = await Promise.all([
      lens.series({ ...request, x: 'relative', smooth: parseSmoothing('ema:0.5/20') }),
      lens.series({ ...request, x: 'elapsed', smooth: parseSmoothing('ema:0.5/1') }),
    ]);
    const ys = (of: typeof frames) => of.series[1]?.points.map(([, y]) => y);
    expect(ys(seconds)).toEqual(ys(frames));
  });

  it('of sessions are smoothed over their episodes', async () => {
    const { series } = await lens.series({
      ...request,
      sessions: ['all'],
      episodes: [],
      smooth: parseSmoothing('trailing:2'),
    });
    // 3 and 5 on average.
    expect(series[0]?.points).toEqual([
      [0, 3],
      [1, 4],
    ]);
    expect(series[0]?.raw).toEqual([
      [0, 3],
      [1, 5],
    ]);
  });
});

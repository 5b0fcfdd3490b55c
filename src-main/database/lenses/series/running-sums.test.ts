import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import type { LensSession } from '../lens-session.ts';
import { lensOf } from '../testing/lens-of.ts';
import { runsOfOneSession } from '../testing/runs-of-one-session.ts';

const request = { measure: 'total', sessions: [], episodes: [], split: 'mean' as const, points: 100 };

describe.each(engines)('running sums on %s', (engine) => {
  let lens: LensSession;
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(
      'create table runs (run varchar(9) primary key)',
      'create table steps (run varchar(9), step integer, turn integer, gain double precision)',
    );
    await insertRows(database, 'runs', [['a'], ['b']]);
    await insertRows(database, 'steps', [
      // Two of step 2, in the order of their turns; one without a gain, one that is no number.
      ...[['a', 2, 2, 4] as const, ['a', 1, 1, 1] as const, ['a', 2, 1, 2] as const, ['a', 3, 1, null] as const],
      ...[['a', 4, 1, Number.POSITIVE_INFINITY] as const, ['a', 5, 1, 8] as const, ['b', 1, 1, 0.5] as const],
    ]);
    lens = await lensOf(await database.open(), {
      ...runsOfOneSession,
      steps: {
        ...{ word: ['step', 'steps'], table: 'steps', episode: ['run'], time: { by: 'step', title: 'Step' } },
        within: ['turn'],
      },
      measures: [{ id: 'total', title: 'Total gain', level: 'step', value: 'gain', running: true }],
    });
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const points = async (more: object) =>
    (await lens.series({ ...request, ...more })).series.map((each) => each.points.filter(([x]) => x > 1));

  it('go on over what has no value, in the order of the steps', async () => {
    const { series, measure } = await lens.series({ ...request, episodes: ['a', 'b'] });
    expect(measure.formula).toBe('running sum of gain');
    expect(series[0]?.points).toEqual([
      [1, 1],
      [2, 3],
      [2, 7],
      [3, 7],
      [4, 7],
      [5, 15],
    ]);
    expect(series[1]?.points).toEqual([[1, 0.5]]);
  });

  it('know what was before a part of time', async () => {
    const late = [
      [4, 7],
      [5, 15],
    ];
    expect(await points({ episodes: ['a'], from: 4 })).toEqual([late]);
    expect((await points({ episodes: ['a'], from: 4, to: 5 }))[0]).toEqual(expect.arrayContaining(late));
    expect((await points({ episodes: ['a'], to: 2 }))[0]).toEqual([
      [2, 3],
      [2, 7],
    ]);
  });

  it('come to the sum of an episode', async () => {
    const { series } = await lens.series({ ...request, sessions: ['all'] });
    expect(series[0]?.points).toEqual([
      [0, 15],
      [1, 0.5],
    ]);
  });
});

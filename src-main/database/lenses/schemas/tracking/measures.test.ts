import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { TrackingGeneration } from '../../../care/schemas/tracking.ts';
import type { TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { ids } from '../../testing/tracking-data.ts';
import { trackingCases, trackingLens } from '../../testing/tracking-lens.ts';

const series: Omit<SeriesRequest, 'measure'> = { sessions: [], episodes: [], split: 'mean', points: 1000 };

describe.each(trackingCases)('measures of tracking, generation $generation on $engine', ({ engine, generation }) => {
  let lens: LensSession;
  let database: TestDatabase;
  const has = (from: TrackingGeneration) => generation >= from;

  beforeAll(async () => {
    ({ lens, database } = await trackingLens(engine, generation));
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('offers the properties that have rows, in the scope asked for', async () => {
    const idsOf = async (scope: { session?: string; episode?: string }) =>
      (await lens.measures(scope))
        .filter(({ formula }) => formula?.startsWith('extended_properties'))
        .map(({ id }) => id);
    // What the lens recommends comes first.
    const everywhere = has('E')
      ? ['prediction_error', 'distance_to_target_center', 'loss']
      : ['distance_to_target_center'];
    expect(await idsOf({})).toEqual(has('B') ? everywhere : []);
    expect(await idsOf({ episode: ids.first })).toEqual(has('B') ? ['distance_to_target_center'] : []);
    expect(await idsOf({ episode: ids.camera })).toEqual([]);
    expect(await idsOf({ session: ids.run2 })).toEqual(has('B') ? ['distance_to_target_center'] : []);
    const [speed] = await lens.measures({ session: ids.birds });
    expect(speed).toEqual({
      id: 'speed',
      title: 'Speed',
      unit: 'pixels/s',
      level: 'step',
      formula: 'hypot(v_x, v_y, v_z)',
      recommended: true,
    });
    expect((await lens.measures({})).find(({ id }) => id === 'speed')?.unit).toBeNull();
    expect((await lens.measures({})).some(({ id }) => id === 'confidence')).toBe(!has('D'));
  });

  it('draws the mean over agents per frame, leaving NULL, NaN and env out', async () => {
    const answer = await lens.series({ ...series, measure: 'speed', episodes: [ids.first, ids.second] });
    expect(answer.x).toMatchObject({ title: 'Frame', unit: 'frame' });
    expect(answer.measure.unit).toBe('scene_units/frame');
    expect(answer.series).toMatchObject([
      {
        id: ids.first,
        points: [
          [0, 4],
          [1, 5],
          [2, 5],
        ],
        rows: 6,
        notFinite: 2,
        episodes: null,
      },
      { id: ids.second, points: [], rows: 0, notFinite: 0 },
    ]);
    expect(answer.sql).toMatch(/observations/);
  });

  it('draws one line per agent or per type, of a range of frames', async () => {
    const chosen = { ...series, measure: 'x', episodes: [ids.first] };
    const byAgent = await lens.series({ ...chosen, split: 'agent', agents: ['agent:2', 'agent:1'] });
    expect(byAgent.series.map(({ id, label, points }) => [id, label, points.length])).toEqual([
      [`${ids.first}/agent:1`, 'agent:1', 3],
      [`${ids.first}/agent:2`, 'agent:2', 3],
    ]);
    const byType = await lens.series({ ...chosen, split: 'type', from: 1 });
    expect(byType.series.map(({ label, points }) => [label, points])).toEqual([
      [
        'agent',
        [
          [1, 1],
          [2, 2],
        ],
      ],
      ...(has('B')
        ? [
            [
              'env',
              [
                [1, 100],
                [2, 100],
              ],
            ],
          ]
        : []),
    ]);
  });

  it.runIf(has('B'))('draws an extended property', async () => {
    const { series: lines } = await lens.series({
      ...series,
      measure: 'distance_to_target_center',
      episodes: [ids.first],
    });
    expect(lines).toMatchObject([
      {
        points: [
          [0, 10],
          [1, 9],
          [2, 8],
        ],
        rows: 3,
        notFinite: 0,
      },
    ]);
    const over = await lens.series({ ...series, measure: 'distance_to_target_center', sessions: [ids.run2] });
    expect(over.series).toMatchObject([{ points: [[0, 9]], episodes: [ids.first] }]);
  });

  it.runIf(has('E'))('shows a property that only the environment has', async () => {
    const { series: lines } = await lens.series({ ...series, measure: 'loss', episodes: [ids.predicted, ids.actual] });
    expect(lines).toMatchObject([
      {
        points: [
          [0, 0.5],
          [1, 1.5],
        ],
      },
      { points: [] },
    ]);
    const over = await lens.series({ ...series, measure: 'loss', sessions: [ids.rollout] });
    expect(over.series).toMatchObject([{ points: [[1, 1]], episodes: [ids.predicted] }]);
  });

  it('draws sessions over their episodes in natural order', async () => {
    const answer = await lens.series({ ...series, measure: 'speed', sessions: [ids.run2] });
    expect(answer.series).toMatchObject([
      {
        id: ids.run2,
        label: 'run-2',
        points: [
          [0, 4.5],
          [2, 1],
        ],
        episodes: [ids.first, ids.tenth],
        rows: 8,
        notFinite: 2,
      },
    ]);
    const all = await lens.series({ ...series, measure: 'num_frames' });
    expect(all.series.map(({ id }) => id)).toEqual([
      ids.birds,
      ...(has('E') ? [ids.rollout] : []),
      ids.run2,
      ids.run10,
    ]);
    expect(all.series.at(-2)?.points).toEqual([
      [0, 3],
      [1, 0],
      [2, 2],
    ]);
  });

  it('refuses what it cannot answer in a sentence', async () => {
    await expect(lens.series({ ...series, measure: 'speeed' })).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
    await expect(lens.series({ ...series, measure: 'speed', episodes: ['nowhere'] })).rejects.toMatchObject({
      data: { code: 'NOT_FOUND' },
    });
    await expect(lens.series({ ...series, measure: 'num_agents', episodes: [ids.first] })).rejects.toMatchObject({
      data: { code: 'BAD_INPUT' },
    });
  });
});

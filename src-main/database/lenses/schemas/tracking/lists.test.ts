import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrackingGeneration } from '../../../care/schemas/tracking.ts';
import type { TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { ids } from '../../testing/tracking-data.ts';
import { trackingCases, trackingLens } from '../../testing/tracking-lens.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };

describe.each(trackingCases)('lists of tracking, generation $generation on $engine', ({ engine, generation }) => {
  let lens: LensSession;
  let database: TestDatabase;
  const has = (from: TrackingGeneration) => generation >= from;

  beforeAll(async () => {
    ({ lens, database } = await trackingLens(engine, generation));
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const column = async (name: string, session?: string) => {
    const page = await lens.episodesPage(session, request);
    const at = page.columns.findIndex((each) => each.name === name);
    return page.rows.map((row) => row[at]);
  };

  it('is recognised with its generation, and says why', () => {
    const choice = lens.choice();
    expect(choice).toMatchObject({ id: 'tracking', variant: generation, chosen: false });
    expect(choice.words).toEqual({ session: 'session', episode: 'episode', step: 'observation' });
    expect(choice.evidence.join('\n')).toContain('has `observations` with episode_id, time_index, agent_id');
  });

  it('lists sessions in natural order, with their facts', async () => {
    const page = await lens.sessionsPage(request);
    expect(page.rows.map(([, label]) => label)).toEqual([ids.birds, ...(has('E') ? ['flock'] : []), 'run-2', 'run-10']);
    const named = Object.fromEntries(page.columns.map(({ name }, at) => [name, page.rows.at(-2)![at]]));
    expect(named).toMatchObject({
      id: ids.run2,
      category: has('C') ? '3-D boids' : 'simulated',
      created_at: { k: 'timestamp', t: '2025-11-05 10:00:00' },
      config: { k: 'json' },
      ...(has('C') ? {} : { data_source: 'boids_3d' }),
    });
    expect(Object.hasOwn(named, 'data_source')).toBe(!has('C'));
    expect(await lens.sessionsCount({ ...request, search: 'run' })).toBe(2);
  });

  it('lists episodes with episode-10 after episode-2, although the loader numbered them otherwise', async () => {
    expect(await column('id', ids.run2)).toEqual([ids.first, ids.second, ids.tenth]);
    expect(await column('number', ids.run2)).toEqual([0, 2, 1]);
    expect(await column('label', ids.run2)).toEqual(
      ['01', '02', '10'].map((n) => `episode-${Number(n)}-completed-20250926-0000${n}`),
    );
    expect(await column('session')).toEqual([
      ids.birds,
      ...(has('E') ? [ids.rollout, ids.rollout] : []),
      ids.run2,
      ids.run2,
      ids.run2,
    ]);
    expect(await lens.episodesCount(undefined, request)).toBe(has('E') ? 6 : 4);
    expect(await lens.episodesCount(ids.run10, request)).toBe(0);
  });

  it('sorts by label naturally and continues behind a row', async () => {
    const sorted = { ...request, sort: [{ column: 'label', descending: true }], limit: 1 };
    const first = await lens.episodesPage(ids.run2, sorted);
    expect(first.rows[0]?.[0]).toBe(ids.tenth);
    const second = await lens.episodesPage(ids.run2, { ...sorted, after: first.keys[0]! });
    expect(second.rows[0]?.[0]).toBe(ids.second);
    const third = await lens.episodesPage(ids.run2, { ...sorted, after: second.keys[0]! });
    expect([third.rows[0]?.[0], third.more]).toEqual([ids.first, false]);
  });

  it.runIf(has('E'))('tells actual and predicted rollouts apart', async () => {
    expect(await column('label', ids.rollout)).toEqual(['0000-actual', '0000-predicted']);
    expect(await column('rollout', ids.rollout)).toEqual(['actual', 'predicted']);
    expect(await column('rollout', ids.run2)).toEqual([null, null, null]);
    expect(await column('counterpart', ids.rollout)).toEqual([ids.predicted, ids.actual]);
    expect(await column('counterpart', ids.run2)).toEqual([null, null, null]);
    const { columns } = await lens.episodesPage(ids.rollout, request);
    expect(columns.find(({ name }) => name === 'counterpart')).toMatchObject({ leadsTo: 'episode' });
  });

  it('rolls episodes up: rows, agents, frames, seconds, mean speed of agents', async () => {
    const { columns, rows } = await lens.episodesRollUps([ids.first, ids.second, ids.tenth, 'no such episode']);
    expect(columns.map(({ name }) => name)).toEqual(['steps', 'agents', 'frames', 'duration', 'mean_speed']);
    expect(columns.at(-1)?.unit).toBe('scene_units/frame');
    expect(rows).toEqual({
      [ids.first]: [has('B') ? 9 : 6, 2, 3, expect.closeTo(2 / 30, 12), 4.5],
      [ids.second]: [0, null, null, null, null],
      [ids.tenth]: [2, 1, 2, expect.closeTo(1 / 30, 12), 1],
    });
  });

  it('rolls sessions up', async () => {
    const { columns, rows } = await lens.sessionsRollUps([ids.run2, ids.run10, ids.birds]);
    expect(columns.map(({ name }) => name)).toEqual([
      'episodes',
      'steps',
      'agents',
      'frames',
      'duration',
      'mean_speed',
    ]);
    // Mean speed over finite values: (5 + 5 + 5 + 3 + 1 + 1) / 6.
    expect(rows[ids.run2]).toEqual([
      3,
      has('B') ? 11 : 8,
      2,
      5,
      expect.closeTo(3 / 30, 12),
      expect.closeTo(20 / 6, 12),
    ]);
    expect(rows[ids.birds]).toEqual([1, 5, 2, 3, expect.closeTo(0.2, 12), 10]);
    expect(rows[ids.run10]).toBeUndefined();
  });
});

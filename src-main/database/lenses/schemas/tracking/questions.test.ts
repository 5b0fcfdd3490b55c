import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/engines.ts';
import type { LensSession } from '../../lens-session.ts';
import { openLens } from '../../open-lens.ts';
import {
  bin,
  correlation,
  deviation,
  expectClose,
  groupBy,
  mean,
  pairsOfAgents,
  quantile,
  together,
} from '../../testing/plain-statistics.ts';
import { type Flock, type FlockObservation, flock, flockDatabase } from '../../testing/tracking-flock.ts';

/** Every answer is computed a second time, in plain JavaScript over the rows that were put in. */

type Row = Readonly<Record<string, Cell>>;

const cases = (['duckdb', 'postgres'] as const).flatMap((engine) =>
  (['A', 'C', 'E'] as const).map((generation) => ({ engine, generation })),
);

describe.each(cases)('questions of tracking, generation $generation on $engine', ({ engine, generation }) => {
  let database: TestDatabase;
  let lens: LensSession;
  let data: Flock;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    data = flockDatabase(generation, engine);
    await database.execute(...data.statements);
    const connection = await database.open();
    lens = await openLens(connection, await connection.catalogue());
  });
  afterAll(() => database[Symbol.asyncDispose]());

  async function ask(question: string, values: Record<string, string | number> = {}): Promise<readonly Row[]> {
    const rows: Row[] = [];
    let names: readonly string[] = [];
    for await (const piece of lens.questions.run({ question, values })) {
      if (piece.kind === 'columns') names = piece.columns.map(({ name }) => name);
      if (piece.kind === 'rows') {
        rows.push(...piece.rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? null]))));
      }
    }
    return rows;
  }

  const [first] = flock.episodes;
  const of = (episode: string) => data.observations.filter((each) => each.episode === episode);
  const agents = (episode: string) => of(episode).filter(({ type }) => type === 'agent');
  const ofSession = () => data.observations.filter(({ episode }) => flock.episodes.some((each) => each === episode));
  const propertiesAt = (observations: readonly FlockObservation[], property: string) => {
    const byId = new Map(observations.map((each) => [each.id, each]));
    return data.properties.flatMap((each) => {
      const at = byId.get(each.observation);
      return at !== undefined && each.property === property ? [{ ...at, value: each.value ?? Number.NaN }] : [];
    });
  };

  it('offers all of them, and the comparison of rollouts where there can be some', () => {
    const ids = lens.questions.list().map(({ id }) => id);
    expect(ids).toHaveLength(generation === 'A' ? 19 : 20);
    expect(ids.includes('rollout-differences')).toBe(generation !== 'A');
  });

  it('lists categories, sessions and episodes', async () => {
    const categories = await ask('categories');
    expect(categories.find(({ category_id }) => category_id === 'boids_3d')).toMatchObject({ sessions: 1 });
    const sessions = await ask('sessions');
    expect(sessions.map(({ session_id, episodes }) => [session_id, episodes])).toEqual([
      ...(generation === 'E' ? [[flock.rollouts, 2]] : []),
      [flock.empty, 0],
      [flock.session, 2],
    ]);
    expect((await ask('sessions', { category: 'boids_2d' })).map(({ session_id }) => session_id)).toEqual([
      flock.empty,
    ]);
    expect((await ask('episodes', { session: flock.session })).map(({ episode_id }) => episode_id)).toEqual(
      flock.episodes,
    );
    expect(await ask('episode', { episode: first })).toMatchObject([
      { episode_id: first, duration: 2, session_name: 'flock', category_id: 'boids_3d', frame_rate: 20 },
    ]);
  });

  it('counts agents by type', async () => {
    expect(await ask('agent-types-of-episode', { episode: first })).toEqual([
      { agent_type_id: 'agent', agents: 5, observations: agents(first).length },
      { agent_type_id: 'target', agents: 1, observations: flock.frames },
    ]);
    const all = ofSession();
    expect(await ask('agent-types-of-session', { session: flock.session })).toEqual([
      { agent_type_id: 'agent', agents: 10, observations: all.filter(({ type }) => type === 'agent').length },
      { agent_type_id: 'target', agents: 2, observations: 80 },
    ]);
  });

  it.each([
    ['density-of-episode', { episode: first }],
    ['density-of-session', { session: flock.session }],
  ])('bins positions: %s', async (question, scope) => {
    const rows = await ask(question, {
      ...scope,
      axes: 'xyz',
      bin_size: 7,
      min_count: 2,
      agent_type: 'agent',
      start_time: 5,
    });
    const within = (question.endsWith('session') ? ofSession() : of(first)).filter(
      ({ type, frame }) => type === 'agent' && frame >= 5,
    );
    const bins = groupBy(within, ({ x, y, z }) => JSON.stringify([x, y, z].map((each) => bin(each, 7))));
    const expected = [...bins].filter(([, each]) => each.length >= 2);
    expect(rows.map(({ x_bin, y_bin, z_bin }) => JSON.stringify([x_bin, y_bin, z_bin])).toSorted()).toEqual(
      expected.map(([key]) => key).toSorted(),
    );
    for (const { x_bin, y_bin, z_bin, count, mean_v_x } of rows) {
      const inside = bins.get(JSON.stringify([x_bin, y_bin, z_bin]))!;
      expect(count).toBe(inside.length);
      expectClose(mean_v_x ?? null, mean(inside.map(({ v }) => v[0])));
    }
  });

  it('gives tracks with time and speed', async () => {
    const rows = await ask('tracks', { episode: first, start_time: 3, end_time: 9 });
    const expected = of(first)
      .filter(({ frame }) => frame >= 3 && frame <= 9)
      .toSorted((a, b) => a.frame - b.frame || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0) || a.agent - b.agent);
    expect(rows.map(({ time_index, agent_type_id, agent_id }) => [time_index, agent_type_id, agent_id])).toEqual(
      expected.map(({ frame, type, agent }) => [frame, type, agent]),
    );
    rows.forEach((row, at) => {
      const { v, frame } = expected[at]!;
      expectClose(row['seconds'] ?? null, frame / 20);
      expectClose(
        row['speed'] ?? null,
        v.every((each) => each === null) ? null : Math.hypot(...v.map((each) => each ?? 0)),
      );
    });
  });

  it('says which properties there really are', async () => {
    const counted = (observations: readonly FlockObservation[]) => [
      ['acceleration_x', propertiesAt(observations, 'acceleration_x').length],
      ['distance_to_target_center', propertiesAt(observations, 'distance_to_target_center').length],
    ];
    const pairsOf = (rows: readonly Row[]) => rows.map(({ property_id, values }) => [property_id, values]);
    expect(pairsOf(await ask('properties-of-episode', { episode: first }))).toEqual(counted(of(first)));
    expect(pairsOf(await ask('properties-of-session', { session: flock.session }))).toEqual(counted(ofSession()));
    expect((await ask('properties-of-episode', { episode: first }))[0]).toMatchObject({ unit: 'scene_units/frame^2' });
  });

  it('sums properties up over windows', async () => {
    const rows = await ask('property-statistics', { episode: first, window_size: 8, lower: 0.25, upper: 0.75 });
    for (const property of ['acceleration_x', 'distance_to_target_center']) {
      const windows = groupBy(
        propertiesAt(of(first), property).filter(({ value }) => Number.isFinite(value)),
        ({ frame }) => frame - (frame % 8),
      );
      const mine = rows.filter(({ property_id }) => property_id === property);
      expect(mine.map(({ window_start }) => window_start)).toEqual([...windows.keys()].toSorted((a, b) => a - b));
      for (const row of mine) {
        const values = windows.get(Number(row['window_start']))!.map(({ value }) => value);
        expect(row['count']).toBe(values.length);
        expectClose(row['mean']!, mean(values));
        expectClose(row['deviation']!, deviation(values));
        expectClose(row['least']!, Math.min(...values));
        expectClose(row['greatest']!, Math.max(...values));
        expectClose(row['median']!, quantile(values, 0.5));
        expectClose(row['lower_quantile']!, quantile(values, 0.25));
        expectClose(row['upper_quantile']!, quantile(values, 0.75));
      }
    }
  });

  it('gives the stored values, of an episode and of a session', async () => {
    const values = await ask('property-values-of-episode', { episode: first, property: 'acceleration_x' });
    const expected = propertiesAt(of(first), 'acceleration_x');
    expect(values.map(({ time_index, agent_id, value }) => [time_index, agent_id, value])).toEqual(
      expected.map(({ frame, agent, value }) => [frame, agent, value]),
    );
    const all = await ask('property-values-of-session', { session: flock.session });
    expect(all).toHaveLength(
      propertiesAt(ofSession(), 'acceleration_x').length +
        propertiesAt(ofSession(), 'distance_to_target_center').length,
    );
    const traces = await ask('property-traces', { episode: first, property: 'acceleration_x' });
    expect(traces.map(({ time_index, agent, value }) => [time_index, agent, value])).toEqual(
      expected.map(({ frame, agent, value }) => [frame, `agent ${agent}`, value]),
    );
  });

  it('draws a histogram whose bins hold every finite value', async () => {
    const rows = await ask('property-histogram', { episode: first, property: 'distance_to_target_center', bins: 12 });
    const values = propertiesAt(of(first), 'distance_to_target_center')
      .map(({ value }) => value)
      .filter(Number.isFinite);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const bins = groupBy(values, (value) => Math.min(Math.floor(((value - low) / (high - low)) * 12), 11));
    expect(rows.map(({ count }) => count)).toEqual(
      [...bins].toSorted(([a], [b]) => a - b).map(([, inside]) => inside.length),
    );
    expectClose(rows[0]!['from_value']!, low);
    expectClose(rows.at(-1)!['to_value']!, high);
  });

  it('sums speeds up over windows by type', async () => {
    const rows = await ask('speed-over-windows', { episode: first, window_size: 20 });
    expect(rows.map(({ agent_type_id, window_start }) => [agent_type_id, window_start])).toEqual([
      ['agent', 0],
      ['agent', 20],
    ]);
    const speeds = agents(first)
      .filter(({ frame, v }) => frame < 20 && v[0] !== null && Number.isFinite(v[0]))
      .map(({ v }) => Math.hypot(...v.map(Number)));
    expect(rows[0]!['count']).toBe(speeds.length);
    expectClose(rows[0]!['mean']!, mean(speeds));
    expectClose(rows[0]!['median']!, quantile(speeds, 0.5));
  });

  it('correlates velocities of pairs', async () => {
    const rows = await ask('velocity-correlation', { episode: first, min_samples: 35, agent_type: 'agent' });
    const seen = agents(first).filter(({ v }) => v[0] !== null);
    const expected = pairsOfAgents().flatMap(([one, other]) => {
      const both = together(seen, one, other);
      if (both.length < 35) return [];
      const axis = (at: 0 | 1 | 2) => correlation(both.map(([a, b]) => [a.v[at]!, b.v[at]!]));
      return [{ one, other, samples: both.length, x: axis(0), y: axis(1), z: axis(2) }];
    });
    expect(rows.map(({ agent_1, agent_2, samples }) => [agent_1, agent_2, samples])).toEqual(
      expected.map(({ one, other, samples }) => [one, other, samples]),
    );
    // Agent 5 is in 34 frames only.
    expect(rows).toHaveLength(6);
    rows.forEach((row, at) => {
      expectClose(row['correlation_x']!, expected[at]!.x);
      expectClose(row['correlation_y']!, expected[at]!.y);
      // What never changes correlates with nothing.
      expect(row['correlation_z']).toBeNull();
    });
  });

  it('correlates distances to the target', async () => {
    const rows = await ask('distance-correlation', { episode: first, min_samples: 10 });
    const known = propertiesAt(of(first), 'distance_to_target_center').filter(({ value }) => Number.isFinite(value));
    const expected = pairsOfAgents().map(([one, other]) => {
      const both = together(known, one, other);
      return { one, other, samples: both.length, value: correlation(both.map(([a, b]) => [a.value, b.value])) };
    });
    expect(rows.map(({ agent_1, agent_2, samples }) => [agent_1, agent_2, samples])).toEqual(
      expected.map(({ one, other, samples }) => [one, other, samples]),
    );
    for (const [at, row] of rows.entries()) expectClose(row['correlation']!, expected[at]!.value);
  });

  it.runIf(generation === 'E')('compares a rollout with what happened, given either', async () => {
    const rows = await ask('rollout-differences', { episode: flock.predicted, agent_type: 'agent' });
    expect(await ask('rollout-differences', { episode: flock.actual, agent_type: 'agent' })).toEqual(rows);
    const predicted = new Map(agents(flock.predicted).map((each) => [`${each.frame} ${each.agent}`, each]));
    const frames = groupBy(agents(flock.actual), ({ frame }) => frame);
    expect(rows.map(({ time_index }) => time_index)).toEqual([...frames.keys()]);
    for (const { time_index, agents: count, mean_distance, greatest_distance } of rows) {
      const distances = frames.get(Number(time_index))!.map(({ frame, agent, x, y }) => {
        const other = predicted.get(`${frame} ${agent}`)!;
        return Math.hypot(x - other.x, y - other.y);
      });
      expect(count).toBe(distances.length);
      expectClose(mean_distance!, mean(distances));
      expectClose(greatest_distance!, Math.max(...distances));
    }
  });

  it('draws each of them that says how', async () => {
    const given: Record<string, string | number> = {
      session: flock.session,
      episode: first,
      property: 'acceleration_x',
      min_samples: 5,
    };
    for (const { id, chart, parameters } of lens.questions.list()) {
      if (chart === undefined || id === 'rollout-differences' || id === 'distance-correlation') continue;
      const values = Object.fromEntries(
        parameters.flatMap((parameter) =>
          given[parameter.id] === undefined ? [] : [[parameter.id, given[parameter.id]!]],
        ),
      );
      const answer = await lens.questions.chart(
        { question: id, values },
        { conditions: [], search: '', width: 800, height: 400 },
      );
      expect([id, answer.series.some(({ points }) => points.length > 0)]).toEqual([id, true]);
    }
  });
});

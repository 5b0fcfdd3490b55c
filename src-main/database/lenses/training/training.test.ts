import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { trafficSchema } from '../../care/schemas/traffic.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import type { LensSession } from '../lens-session.ts';
import { openLens } from '../open-lens.ts';
import { trackingDatabase } from '../testing/tracking-data.ts';
import { run2, trafficCases } from '../testing/traffic-data.ts';

async function openedOn(database: TestDatabase): Promise<LensSession> {
  const connection = await database.open();
  return openLens(connection, await connection.catalogue());
}

const long = `["${run2}","1"]`;
const agents = `["${run2}","2"]`;
/** Queue of the north of Ecoland at step n of the long episode: a saw-tooth, with one spike that no reduction may lose. */
const queue = (n: number): number => (n === 777 ? 99.5 : n % 10);
/** Actions of the long episode change every 500 steps; of the other each agent takes its own. */
const STEPS = 3000;

/** Episodes 1 (long, one agent), 2 (actions by agent) and 3 (nothing logged); a checkpoint of each, and one of none. */
function rowsOf() {
  const steps: (string | number | null)[][] = [];
  for (let n = 0; n < STEPS; n++) {
    const queues = { ECOLAND: { north: queue(n), south: 2 }, SANDAWA: 5 };
    steps.push([run2, 1, n, Math.floor(n / 500), JSON.stringify(queues), '{}', null]);
  }
  const taken = [
    [0, '{"actions": {"a": 1, "b": 10}}'],
    [5, '{"actions": {"a": 1, "b": 2}}'],
    [10, null],
  ] as const;
  for (const [n, metrics] of taken) steps.push([run2, 2, n, 7, null, '{"SANDAWA": "NaN", "ECOLAND": 1.5}', metrics]);
  return steps;
}

const head = [
  `insert into experiments (id, experiment_name, config, total_episodes) values ('${run2}', 'run', '{}', 3)`,
  `insert into training_episodes (experiment_id, episode_number, scenario_info, total_reward, steps_completed) values
    ('${run2}', 3, '{"day": "20250709", "cycle": 1}', -5, 0), ('${run2}', 1, '{"day": "20250708", "cycle": 1}', 10.5, 3000),
    ('${run2}', 2, '{"day": "20250708", "cycle": 2}', 20, 3)`,
  `insert into model_checkpoints (id, experiment_id, episode_number, checkpoint_type, validation_reward, validation_metrics,
    vs_baseline_improvement, model_size_mb) values
    ('00000000-0000-4000-8000-000000000101', '${run2}', 2, 'best', 21, '{"waiting": 12.25}', '{"waiting": {"percent": 8}}', 1.5),
    ('00000000-0000-4000-8000-000000000102', '${run2}', 9, 'final', null, null, null, null)`,
  `insert into validation_results (id, experiment_id, validation_episode, checkpoint_id, test_scenario, total_reward) values
    ('00000000-0000-4000-8000-000000000201', '${run2}', 1, '00000000-0000-4000-8000-000000000101', '{}', 20),
    ('00000000-0000-4000-8000-000000000202', '${run2}', 2, '00000000-0000-4000-8000-000000000101', '{}', 23),
    ('00000000-0000-4000-8000-000000000203', '${run2}', 3, '00000000-0000-4000-8000-000000000101', '{}', null),
    ('00000000-0000-4000-8000-000000000204', '${run2}', 3, null, '{}', 99)`,
];

/** Whatever type an engine keeps it in. */
const plain = (cell: Cell): unknown => JSON.parse(cellToText(cell));

describe.each(engines)('a training on %s', (engine) => {
  let database: TestDatabase;
  let lens: LensSession;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(...trafficSchema('S1', engine), ...head);
    const columns =
      'experiment_id, episode_number, step_number, action_taken, queue_lengths, waiting_times, intersection_metrics';
    await insertRows(database, `training_steps (${columns})`, rowsOf());
    lens = await openedOn(database);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('says what it has', () => {
    expect(lens.choice().training).toBe('Training');
    expect(lens.training.overview()).toMatchObject({
      entities: {
        word: ['intersection', 'intersections'],
        measures: [{ id: 'queue' }, { id: 'waiting' }, { id: 'speed' }],
      },
      actions: true,
      phases: false,
      facets: ['Day', 'Cycle', 'Day and cycle'],
      checkpoints: { records: 'checkpoints', value: 'Validation reward', tests: { value: 'total reward' } },
      without: ['Phases of the training (offline, online) are not kept in the documented database'],
    });
    expect(lens.training.overview()?.measures[0]).toMatchObject({ id: 'total_reward' });
  });

  it('draws a line per intersection and approach, and loses no extreme', async () => {
    const { x, lines } = await lens.training.lines({ episode: long, measure: 'queue', points: 50 });
    expect(x).toEqual({ title: 'Step', unit: 'steps', from: 0, to: STEPS - 1 });
    expect(lines.map(({ entity, part, rows, notFinite }) => [entity, part, rows, notFinite])).toEqual([
      ['Ecoland', 'north', STEPS, 0],
      ['Ecoland', 'south', STEPS, 0],
      ['Sandawa', null, STEPS, 0],
    ]);
    expect(lines[0]?.method).toBe('m4');
    expect(lines[0]?.points.length).toBeLessThanOrEqual(200);
    expect(lines[0]?.points).toContainEqual([777, 99.5]);
    expect(lines[0]?.points.every(([at, y]) => y === queue(at))).toBe(true);
    const few = await lens.training.lines({ episode: agents, measure: 'waiting', points: 50 });
    expect(few.lines).toEqual([
      {
        entity: 'Ecoland',
        part: null,
        points: [
          [0, 1.5],
          [5, 1.5],
          [10, 1.5],
        ],
        rows: 3,
        notFinite: 0,
        method: 'rows',
      },
      { entity: 'Sandawa', part: null, points: [], rows: 3, notFinite: 3, method: 'rows' },
    ]);
    expect((await lens.training.lines({ episode: long, measure: 'speed', points: 50 })).lines).toEqual([]);
  });

  it('fills a field of intersections and approaches over time', async () => {
    const { columns, rows } = await lens.training.heat({ episode: long, measure: 'queue', columns: 30 });
    expect(columns).toMatchObject({ single: false, end: STEPS - 1 });
    expect(columns.starts).toHaveLength(30);
    expect(rows.map(({ entity, part }) => [entity, part])).toEqual([
      ['Ecoland', 'north'],
      ['Ecoland', 'south'],
      ['Sandawa', null],
    ]);
    const [north] = rows;
    const width = (STEPS - 1) / 30;
    const expected = Array.from({ length: 30 }, (_, at) => {
      const own = Array.from({ length: STEPS }, (_, n) => n)
        .filter((n) => Math.min(Math.floor(n / width), 29) === at)
        .map(queue);
      const sum = own.reduce((one, other) => one + other, 0);
      return { mean: sum / own.length, least: Math.min(...own), greatest: Math.max(...own), values: own.length };
    });
    north?.cells.forEach((cell, at) => {
      expect(cell?.mean).toBeCloseTo(expected[at]!.mean, 10);
      expect({ ...cell, mean: 0 }).toEqual({ ...expected[at], mean: 0 });
    });
    const few = await lens.training.heat({ episode: agents, measure: 'waiting', columns: 30 });
    expect(few.columns).toEqual({ starts: [0, 5, 10], end: 15, single: true });
    expect(few.rows.map(({ entity, cells }) => [entity, cells.map((cell) => cell?.mean)])).toEqual([
      ['Ecoland', [1.5, 1.5, 1.5]],
    ]);
  });

  it('counts the actions of an episode, of each agent where it tells them apart', async () => {
    const whole = await lens.training.actions({ episode: long, columns: 6 });
    expect(whole.actions.map(({ action }) => action)).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(whole.agents).toHaveLength(1);
    expect(whole.agents[0]).toMatchObject({ agent: 'All intersections', totals: [500, 500, 500, 500, 500, 500] });
    const { columns, actions, agents: several } = await lens.training.actions({ episode: agents, columns: 100 });
    expect(columns).toEqual({ starts: [0, 5, 10], end: 15, single: true });
    expect(actions.map(({ action }) => action)).toEqual(['1', '2', '7', '10']);
    expect(several).toEqual([
      { agent: 'a', totals: [2, 0, 0, 0], cells: [[[0, 1]], [[0, 1]], []] },
      { agent: 'All intersections', totals: [0, 0, 1, 0], cells: [[], [], [[2, 1]]] },
      { agent: 'b', totals: [0, 1, 0, 1], cells: [[[3, 1]], [[1, 1]], []] },
    ]);
  });

  it('counts the actions over the episodes in order', async () => {
    const { x, columns, agents: several } = await lens.training.actionsOver({ session: run2, columns: 100 });
    expect(x).toEqual({ title: 'Training episode in order', unit: null, from: 0, to: 1 });
    expect(columns.starts).toEqual([0, 1]);
    const one = several.find(({ agent }) => agent === 'All intersections');
    expect(one?.totals).toEqual([500, 500, 500, 500, 500, 500, 1, 0]);
    expect(one?.cells[1]).toEqual([[6, 1]]);
  });

  it('draws the reward, with its checkpoints, and taken apart by scenario', async () => {
    const curve = await lens.training.curve({ session: run2, points: 100 });
    expect(curve.panels).toHaveLength(1);
    expect(curve.panels[0]?.line).toMatchObject({
      points: [
        [0, 10.5],
        [1, 20],
        [2, -5],
      ],
      episodes: [long, agents, `["${run2}","3"]`],
    });
    expect(curve.phases).toEqual([]);
    expect(curve.checkpoints).toMatchObject([
      { label: 'best', episode: '2', x: 1, y: 20, value: 21, opens: agents, tests: { count: 3, mean: 21.5 } },
      { label: 'final', episode: '9', x: null, y: null, value: null, opens: null, details: [] },
    ]);
    const [best, last] = curve.checkpoints;
    expect(best?.details.map(({ title, unit, value }) => [title, unit, plain(value)])).toEqual([
      ['Validation', null, { waiting: 12.25 }],
      ['Against baseline', null, { waiting: { percent: 8 } }],
      ['Size', 'MB', 1.5],
    ]);
    expect(last?.tests).toEqual({ count: 0, mean: null });
    const byDay = await lens.training.curve({ session: run2, points: 100, facet: 0 });
    expect(byDay.panels.map(({ key, line }) => [key, line.points])).toEqual([
      [
        '20250708',
        [
          [0, 10.5],
          [1, 20],
        ],
      ],
      ['20250709', [[2, -5]]],
    ]);
    await expect(lens.training.curve({ session: run2, points: 100, facet: 9 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(lens.training.curve({ session: run2, points: 100, measure: 'none' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe.each(trafficCases.filter(({ variant }) => variant !== 'S1'))('the training of $variant on $engine', (each) => {
  it('has its phases and scenarios, and says what it does not have', async () => {
    await using database = await createTestDatabase(each.engine);
    await database.execute(...each.statements);
    if (each.variant === 'S2') {
      await database.execute(`insert into lane_metrics (lane_id, episode_id, intersection_id, queue_length, timestamp) values
        (10, 3, 'Ecoland_TrafficSignal', 4, '2025-10-01 00:00:00'), (11, 3, 'Ecoland_TrafficSignal', 6, '2025-10-01 00:00:00'),
        (12, 3, 'Sandawa_TrafficSignal', null, '2025-10-01 00:01:00')`);
    }
    const lens = await openedOn(database);
    const overview = lens.training.overview();
    expect(overview).toMatchObject({ phases: true, actions: false, checkpoints: null });
    expect(overview?.without.length).toBe(3);
    const session = each.variant === 'S2' ? 'a' : 'run-2';
    const { phases, panels } = await lens.training.curve({ session, points: 100, facet: 1 });
    const offline = each.variant === 'S2' ? 2 : 1;
    expect(phases).toEqual([
      { phase: 'offline', first: 0, last: offline },
      { phase: 'online', first: offline + 1, last: offline + 1 },
    ]);
    const keys = panels.map(({ key }) => key);
    if (each.variant === 'S3') expect(keys).toEqual(['1', '2', '3']);
    else expect(keys).toEqual([null]);
    const days = await lens.training.curve({ session, points: 100, facet: 0 });
    expect(days.panels.map(({ key }) => key)).toEqual([
      '20250708',
      '20250709',
      ...(each.variant === 'S2' ? ['20250710'] : []),
    ]);
    await expect(lens.training.actions({ episode: '1', columns: 5 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    if (each.variant === 'S3') return;
    const { lines } = await lens.training.lines({ episode: '3', measure: 'queue', points: 100 });
    const at = Date.UTC(2025, 9, 1) / 1000;
    expect(lines.map(({ entity, part, points }) => [entity, part, points])).toEqual([
      [
        'Ecoland',
        null,
        [
          [at, 4],
          [at, 6],
        ],
      ],
    ]);
    const { rows, columns } = await lens.training.heat({ episode: '3', measure: 'queue', columns: 100 });
    expect(columns.starts).toEqual([at, at + 60]);
    expect(rows[0]?.cells).toEqual([{ mean: 5, least: 4, greatest: 6, values: 2 }, null]);
  });
});

it('is nothing where the lens does not declare it', async () => {
  await using database = await createTestDatabase('sqlite');
  await database.execute(...trackingDatabase('E', 'sqlite'));
  const lens = await openedOn(database);
  expect(lens.choice().training).toBeUndefined();
  expect(lens.training.overview()).toBeNull();
  await expect(lens.training.curve({ session: '1', points: 5 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

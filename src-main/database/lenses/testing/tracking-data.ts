import { type TrackingEngine, type TrackingGeneration, trackingSchema } from '../../care/schemas/tracking.ts';

/**
 * A tracking database small enough to check by hand.
 *
 * - `session-run-2` (3-D boids): the loader numbered its files alphabetically, so episode-10 has number 1 and episode-2
 *   number 2. Episode-1 has 3 frames of agents 1 and 2 with speeds 5 5 5 and 3 NULL NaN, and from generation B on an
 *   `env` row with id 1 in each frame. Episode-2 has no observations, episode-10 two of speed 1.
 * - `session-run-10`: without episodes.
 * - `2024_06_01-session_0003` (tracks of birds, in pixels): 2-D; bird 2 is missing in frame 1; every speed is 10.
 * - `rollout-flock` (generation E): an actual and a predicted episode, the latter with a loss on `env` only.
 */
export const ids = {
  run2: 'session-run-2',
  run10: 'session-run-10',
  birds: '2024_06_01-session_0003',
  rollout: 'rollout-flock',
  first: 'episode-0-episode-1-completed-20250926-000001',
  tenth: 'episode-1-episode-10-completed-20250926-000010',
  second: 'episode-2-episode-2-completed-20250926-000002',
  camera: 'episode-rgb_1-2024_06_01-session_0003',
  actual: 'rollout-flock-0000-actual',
  predicted: 'rollout-flock-0000-predicted',
} as const;

type Value = string | number | null;
type Row = readonly Value[];

const since = (generation: TrackingGeneration, from: TrackingGeneration) => generation >= from;

export function trackingDatabase(generation: TrackingGeneration, engine: TrackingEngine): readonly string[] {
  const { observations, properties } = steps(generation, engine);
  return [
    ...trackingSchema(generation, engine),
    insert('sessions', sessionColumns(generation), sessions(generation)),
    insert('episodes', episodeColumns, episodes(generation)),
    insert('observations', observationColumns, observations),
    ...(properties.length === 0 ? [] : [insert('extended_properties', propertyColumns, properties)]),
  ];
}

const sessionColumns = (generation: TrackingGeneration) =>
  since(generation, 'C')
    ? 'session_id, session_name, category_id, created_at, config'
    : 'session_id, session_name, data_source, category, created_at, config';

function sessions(generation: TrackingGeneration): readonly Row[] {
  const kind = (source: string) => (since(generation, 'C') ? [source] : [source, 'simulated']);
  const rest = ['2025-11-05 10:00:00', '{"agent": {"number": 2}}'];
  return [
    [ids.run10, 'run-10', ...kind('boids_3d'), ...rest],
    [ids.run2, 'run-2', ...kind('boids_3d'), ...rest],
    [ids.birds, ids.birds, ...kind('tracking_csv'), ...rest],
    ...(since(generation, 'E') ? [[ids.rollout, 'flock', 'boids_2d_rollout', ...rest]] : []),
  ];
}

const episodeColumns =
  'episode_id, session_id, episode_number, num_frames, num_agents, frame_rate, file_path, created_at';

function episodes(generation: TrackingGeneration): readonly Row[] {
  const created = '2025-11-05 10:00:00';
  const file = (stem: string) => `/data/run-2/${stem}-completed-20250926-0000.parquet`;
  return [
    [ids.first, ids.run2, 0, 3, 2, 30, file('episode-1'), created],
    [ids.tenth, ids.run2, 1, 2, 1, 30, file('episode-10'), created],
    [ids.second, ids.run2, 2, 0, 0, 30, file('episode-2'), created],
    [ids.camera, ids.birds, 0, 3, 2, 10, 'aligned_frames/rgb_1/rgb_1_tracks.csv', created],
    ...(since(generation, 'E')
      ? [
          [ids.actual, ids.rollout, 0, 2, 1, 1, 'flock.pkl', created],
          [ids.predicted, ids.rollout, 1, 2, 1, 1, 'flock.pkl', created],
        ]
      : []),
  ];
}

const observationColumns = 'observation_id, episode_id, time_index, agent_id, agent_type_id, x, y, z, v_x, v_y, v_z';
const propertyColumns = 'observation_id, property_id, value_float, value_text';

function steps(generation: TrackingGeneration, engine: TrackingEngine) {
  const observations: Row[] = [];
  const properties: Row[] = [];
  const add = (episode: string, time: number, agent: number, type: string, at: Row, velocity: Row): number => {
    const id = observations.length + 1;
    // DuckDB allows observations without an id; Postgres does not.
    const own = engine === 'duckdb' && episode === ids.tenth ? null : id;
    observations.push([own, episode, time, agent, type, ...at, ...velocity]);
    return id;
  };
  const NAN = 'NaN';
  for (const frame of [0, 1, 2]) {
    const one = add(ids.first, frame, 1, 'agent', [frame, 10, 20], [3, 4, 0]);
    add(
      ids.first,
      frame,
      2,
      'agent',
      [frame, -1, 5],
      (
        [
          [1, 2, 2],
          [null, null, null],
          [NAN, 0, 0],
        ] as const
      )[frame]!,
    );
    if (since(generation, 'B')) {
      add(ids.first, frame, 1, 'env', [100, 50, 7], [null, null, null]);
      properties.push([one, 'distance_to_target_center', 10 - frame, null]);
    }
  }
  for (const frame of [0, 1]) add(ids.tenth, frame, 1, 'agent', [frame, 0, 0], [0, 0, 1]);
  for (const [frame, bird] of [
    [0, 1],
    [0, 2],
    [1, 1],
    [2, 1],
    [2, 2],
  ] as const) {
    const id = add(ids.camera, frame, bird, 'bird', [frame * 6, frame * 8 + bird, null], [6, 8, null]);
    if (since(generation, 'D')) properties.push([id, 'detection_class', null, 'bird']);
  }
  if (since(generation, 'E')) addRollout(add, properties);
  return { observations, properties };
}

function addRollout(add: (...row: [string, number, number, string, Row, Row]) => number, properties: Row[]): void {
  for (const frame of [0, 1]) {
    add(ids.actual, frame, 0, 'agent', [frame, frame, null], [1, 0, null]);
    const id = add(ids.predicted, frame, 0, 'agent', [frame, frame + 1, null], [2, 0, null]);
    add(ids.predicted, frame, 1, 'food', [9, 9, null], [null, null, null]);
    const env = add(ids.predicted, frame, -1, 'env', [0, 0, null], [null, null, null]);
    properties.push([id, 'prediction_error', 1, null], [env, 'loss', 0.5 + frame, null]);
  }
}

function insert(table: string, columns: string, rows: readonly Row[]): string {
  const text = (value: Value) => (value === null ? 'null' : typeof value === 'number' ? String(value) : `'${value}'`);
  return `insert into ${table} (${columns}) values ${rows.map((row) => `(${row.map(text).join(', ')})`).join(', ')}`;
}

import { type TrackingEngine, type TrackingGeneration, trackingSchema } from '../../care/schemas/tracking.ts';

/**
 * A small flock whose every answer can be computed again in plain JavaScript: two episodes of a session with five agents
 * and a target over forty frames, and a pair of rollouts. Some velocities are unknown, some are no numbers, and agents
 * come and go.
 */
export interface FlockObservation {
  readonly id: number;
  readonly episode: string;
  readonly frame: number;
  readonly agent: number;
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly z: number | null;
  readonly v: readonly [number | null, number | null, number | null];
}

export interface FlockProperty {
  readonly observation: number;
  readonly property: string;
  readonly value: number | null;
  readonly text: string | null;
}

export const flock = {
  session: 'session-flock',
  empty: 'session-empty',
  episodes: ['episode-0-first', 'episode-1-second'],
  actual: 'rollout-m-0000-actual',
  predicted: 'rollout-m-0000-predicted',
  rollouts: 'rollout-m',
  frames: 40,
} as const;

export interface Flock {
  readonly statements: readonly string[];
  readonly observations: readonly FlockObservation[];
  readonly properties: readonly FlockProperty[];
}

export function flockDatabase(generation: TrackingGeneration, engine: TrackingEngine): Flock {
  const observations = observationsOf(generation);
  const properties = observations.flatMap(propertiesOf);
  const source = generation < 'C' ? 'data_source, category' : 'category_id';
  const kind = (name: string) => (generation < 'C' ? `'${name}', 'simulated'` : `'${name}'`);
  const late = generation === 'E';
  const statements = [
    ...trackingSchema(generation, engine),
    `insert into sessions (session_id, session_name, ${source}, created_at) values
      ('${flock.session}', 'flock', ${kind('boids_3d')}, '2025-11-05 10:00:00'),
      ('${flock.empty}', 'empty', ${kind('boids_2d')}, '2025-11-06 10:00:00')
      ${late ? `, ('${flock.rollouts}', 'm', ${kind('boids_2d_rollout')}, '2025-11-07 10:00:00')` : ''}`,
    `insert into episodes (episode_id, session_id, episode_number, num_frames, num_agents, frame_rate, file_path) values
      ('${flock.episodes[0]}', '${flock.session}', 0, 40, 5, 20, 'a.parquet'),
      ('${flock.episodes[1]}', '${flock.session}', 1, 40, 5, 20, 'b.parquet')
      ${late ? `, ('${flock.actual}', '${flock.rollouts}', 0, 40, 5, 1, 'r.pkl'), ('${flock.predicted}', '${flock.rollouts}', 1, 40, 5, 1, 'r.pkl')` : ''}`,
    `insert into observations (observation_id, episode_id, time_index, agent_id, agent_type_id, x, y, z, v_x, v_y, v_z) values
      ${observations.map((each) => `(${each.id}, '${each.episode}', ${each.frame}, ${each.agent}, '${each.type}', ${[each.x, each.y, each.z, ...each.v].map(literal).join(', ')})`).join(',\n')}`,
    `insert into extended_properties (observation_id, property_id, value_float, value_text) values
      ${properties.map(({ observation, property, value, text }) => `(${observation}, '${property}', ${literal(value)}, ${text === null ? 'null' : `'${text}'`})`).join(',\n')}`,
  ];
  return { statements, observations, properties };
}

function literal(value: number | null): string {
  if (value === null) return 'null';
  return Number.isFinite(value) ? String(value) : `cast('${value}' as double precision)`;
}

function observationsOf(generation: TrackingGeneration): readonly FlockObservation[] {
  const found: FlockObservation[] = [];
  const episodes = [...flock.episodes, ...(generation === 'E' ? [flock.actual, flock.predicted] : [])];
  episodes.forEach((episode, nth) => {
    for (let frame = 0; frame < flock.frames; frame++) {
      for (let agent = 1; agent <= 5; agent++) {
        // Agent 5 is missing in every seventh frame.
        if (agent === 5 && frame % 7 === 3) continue;
        found.push({ id: found.length + 1, episode, frame, agent, type: 'agent', ...motion(frame, agent, nth) });
      }
      // From generation B on types may share ids.
      const target = generation === 'A' ? 9 : 1;
      const still = { x: 50, y: 50, z: null, v: [null, null, null] as const };
      found.push({ id: found.length + 1, episode, frame, agent: target, type: 'target', ...still });
    }
  });
  return found;
}

function motion(frame: number, agent: number, nth: number): Pick<FlockObservation, 'x' | 'y' | 'z' | 'v'> {
  const turn = frame / 9 + agent * 1.3 + nth * 0.1;
  const v: [number | null, number | null, number | null] = [Math.cos(turn), Math.sin(turn * 1.1), agent / 10];
  if (agent === 2 && frame === 4) v.fill(null);
  if (agent === 3 && frame === 8) v[0] = Number.NaN;
  return { x: 30 * Math.sin(turn) - 5, y: 20 * Math.cos(turn / 2), z: nth > 1 ? null : frame * 0.5 + agent, v };
}

function propertiesOf({ id, frame, agent, type, x, y }: FlockObservation): readonly FlockProperty[] {
  if (type !== 'agent') return [];
  const distance = agent === 4 && frame === 6 ? Number.NaN : Math.hypot(x - 50, y - 50);
  return [
    { observation: id, property: 'distance_to_target_center', value: distance, text: null },
    ...(frame % 4 === 0 ? [{ observation: id, property: 'acceleration_x', value: agent - frame / 3, text: null }] : []),
  ];
}

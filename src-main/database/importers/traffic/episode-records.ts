import { isJsonObject, type JsonObject } from '../python-json.ts';

/** What a training episode is in the documented schema, as far as a log tells; the whole record stays beside it. */
export interface EpisodeRecord {
  readonly episode: number;
  /** `null` in logs that do not tell runs apart. */
  readonly session: string | null;
  readonly id: string | null;
  readonly scenario: JsonObject;
  readonly reward: number;
  readonly numbers: Readonly<Record<EpisodeNumber, number | null>>;
  readonly rewards: JsonObject | null;
  /** ISO 8601. */
  readonly ended: string | null;
  readonly record: JsonObject;
}

export const episodeNumbers = [
  ...(['total_reward', 'steps_completed', 'epsilon_value', 'avg_loss', 'memory_size', 'total_vehicles'] as const),
  ...(['completed_trips', 'passenger_throughput', 'avg_waiting_time', 'avg_speed', 'avg_queue_length'] as const),
  ...(['max_queue_length', 'travel_time_index', 'buses_processed', 'jeepneys_processed'] as const),
  ...(['pt_passenger_throughput', 'pt_avg_waiting', 'pt_service_efficiency', 'episode_duration_minutes'] as const),
];
export type EpisodeNumber = (typeof episodeNumbers)[number];

/** Under which names the layouts keep a number, the first that is there. Sections of the printed layout are put on one level. */
const names: Readonly<Partial<Record<EpisodeNumber, readonly string[]>>> = {
  total_reward: ['total_reward', 'reward', 'episode_reward'],
  steps_completed: ['steps_completed', 'episode_steps', 'steps', 'step_count'],
  epsilon_value: ['epsilon_value', 'epsilon'],
  total_vehicles: ['total_vehicles', 'vehicles_served', 'vehicles'],
  completed_trips: ['completed_trips', 'final_completed_trips'],
};

/** Sections of the layout that is printed over many lines. */
const sections = [
  'episode_info',
  'performance_metrics',
  'traffic_metrics',
  'public_transport_metrics',
  'training_metrics',
];

/** One record of any of the four layouts; `null` for an object that is no episode. */
export function episodeOf(record: JsonObject): EpisodeRecord | null {
  const flat: JsonObject = Object.assign({}, record, ...sections.map((section) => objectAt(record, section) ?? {}));
  const episode = numberAt(flat, 'episode_number') ?? numberAt(flat, 'episode');
  const reward = numberOf('total_reward', flat);
  if (episode === null || !Number.isInteger(episode) || reward === null) return null;
  return {
    episode,
    reward,
    session: textAt(flat, 'session_id'),
    id: textAt(flat, 'episode_id'),
    scenario: scenarioOf(record),
    numbers: Object.fromEntries(episodeNumbers.map((name) => [name, numberOf(name, flat)])) as EpisodeRecord['numbers'],
    rewards: objectAt(record, 'reward_components') ?? objectAt(record, 'reward_breakdown'),
    ended: textAt(flat, 'end_time') ?? textAt(flat, 'timestamp') ?? textAt(flat, 'start_time'),
    record,
  };
}

function numberOf(name: EpisodeNumber, flat: JsonObject): number | null {
  if (name === 'episode_duration_minutes') {
    const seconds = numberAt(flat, 'duration_seconds') ?? numberAt(flat, 'episode_time');
    return numberAt(flat, name) ?? numberAt(flat, 'time_minutes') ?? (seconds === null ? null : seconds / 60);
  }
  for (const each of names[name] ?? [name]) {
    const value = numberAt(flat, each);
    if (value !== null) return value;
  }
  return null;
}

/** `scenario_info`, `scenario`, or a text like “Day 20250812, Cycle 1”. */
function scenarioOf(record: JsonObject): JsonObject {
  const scenario = record['scenario_info'] ?? record['scenario'];
  if (isJsonObject(scenario)) return scenario;
  if (typeof scenario !== 'string') return {};
  const [, day, cycle] = /Day (\d+), Cycle (\d+)/.exec(scenario) ?? [];
  return { bundle_name: scenario, ...(day === undefined ? {} : { day: Number(day), cycle: Number(cycle) }) };
}

export function objectAt(object: JsonObject, key: string): JsonObject | null {
  const value = object[key];
  return isJsonObject(value) ? value : null;
}

export function numberAt(object: JsonObject, key: string): number | null {
  const value = object[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function textAt(object: JsonObject, key: string): string | null {
  const value = object[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

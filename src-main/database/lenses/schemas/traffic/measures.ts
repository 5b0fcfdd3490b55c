import type { LensInput } from '#shared/model/lens.ts';

type Facts = NonNullable<NonNullable<LensInput['episode']>['facts']>;
type Measures = NonNullable<LensInput['measures']>;

/** A number kept per training episode: by column, title and unit. */
type Column = readonly [column: string, title: string, unit?: string];

const columns: readonly Column[] = [
  ['total_reward', 'Total reward'],
  ['avg_loss', 'Loss'],
  ['epsilon_value', 'Epsilon'],
  ['epsilon', 'Epsilon'],
  ['passenger_throughput', 'Passenger throughput', 'passengers/h'],
  ['avg_waiting_time', 'Waiting time', 's'],
  ['avg_speed', 'Speed', 'km/h'],
  ['avg_queue_length', 'Queue length', 'vehicles'],
  ['max_queue_length', 'Longest queue', 'vehicles'],
  ['completed_trips', 'Completed trips', 'vehicles'],
  ['total_vehicles', 'Vehicles', 'vehicles'],
  ['vehicles_served', 'Vehicles served', 'vehicles'],
  ['vehicles_completed', 'Vehicles completed', 'vehicles'],
  ['passengers_completed', 'Passengers completed', 'passengers'],
  ['travel_time_index', 'Travel time index'],
  ['buses_processed', 'Buses', 'vehicles'],
  ['jeepneys_processed', 'Jeepneys', 'vehicles'],
  ['pt_passenger_throughput', 'Public transport passengers', 'passengers/h'],
  ['pt_avg_waiting', 'Public transport waiting time', 's'],
  ['pt_service_efficiency', 'Public transport efficiency'],
  ['prediction_accuracy', 'Prediction accuracy'],
  ['mse', 'Prediction MSE'],
  ['mae', 'Prediction MAE'],
  ['rmse', 'Prediction RMSE'],
  ['throughput_reward', 'Reward: throughput'],
  ['waiting_penalty', 'Reward: waiting penalty'],
  ['speed_reward', 'Reward: speed'],
  ['queue_penalty', 'Reward: queue penalty'],
  ['emergency_penalty', 'Reward: emergency penalty'],
  ['memory_size', 'Replay memory', 'transitions'],
  ['steps_completed', 'Steps', 'steps'],
  ['steps', 'Steps', 'steps'],
  ['episode_duration_minutes', 'Wall time', 'min'],
  ['episode_duration_seconds', 'Wall time', 's'],
  ['duration_seconds', 'Wall time', 's'],
];

/** Numbers worth a column of the list of episodes. */
const listed = new Set(columns.slice(0, 10).map(([column]) => column));

/** Facts of training episodes, whichever of them the database has. */
export const episodeNumbers: Facts = columns
  .filter(([column]) => listed.has(column))
  .map(([column, title, unit]) => ({ name: column, title, value: column, unit }));

/** Columns that are parts of the total reward. */
const rewards = new Set(['throughput_reward', 'waiting_penalty', 'speed_reward', 'queue_penalty', 'emergency_penalty']);

/** Measures of training episodes that are columns, whichever of them the database has. */
export const episodeMeasures: Measures = columns.map(([column, title, unit]) => ({
  id: column,
  title,
  unit,
  level: 'episode',
  value: column,
  ...(rewards.has(column) && { partOf: ['total_reward'] }),
}));

const kinds = ['cars', 'jeepneys', 'buses', 'motorcycles', 'trucks', 'tricycles', 'other'] as const;

/**
 * Vehicles by type from a table beside the episodes. Where nothing was counted its writers put in fixed shares of the
 * total, and rows do not tell which they are, so the titles say that they may be.
 */
export function vehicleMeasures(where: Readonly<Record<string, string>>): Measures {
  return kinds.map((kind) => ({
    id: kind,
    title: `${kind.charAt(0).toUpperCase()}${kind.slice(1)} (may be estimated)`,
    unit: 'vehicles',
    level: 'episode',
    value: { lookUp: 'vehicle_breakdown', where, value: kind },
    partOf: ['vehicles_completed', 'vehicles_served', 'total_vehicles'],
  }));
}

/** Titles of the parts of a reward, those that the documentation names and those that the logger writes besides. */
export const rewardTitles: Readonly<Record<string, string>> = {
  waiting_penalty: 'waiting penalty',
  queue_penalty: 'queue penalty',
  speed_reward: 'speed',
  passenger_throughput_reward: 'passenger throughput',
  vehicle_throughput_bonus: 'vehicle throughput',
  public_transport_bonus: 'public transport',
  balance_reward: 'balance',
  total_reward: 'total',
  avg_waiting: 'mean waiting time of the step',
  avg_queue: 'mean queue of the step',
  avg_speed: 'mean speed of the step',
  vehicle_throughput: 'vehicle throughput of the step',
  passenger_throughput: 'passenger throughput of the step',
};

/**
 * The reward that each component is a part of: the total beside it, which is of the same step; of the whole episode where
 * there is none, as documented.
 */
export const rewardParts: Readonly<Record<string, string[]>> = Object.fromEntries(
  [
    'waiting_penalty',
    'queue_penalty',
    'speed_reward',
    'passenger_throughput_reward',
    'vehicle_throughput_bonus',
    'public_transport_bonus',
    'balance_reward',
    'throughput_reward',
    'emergency_penalty',
  ].map((key) => [key, ['reward_components → total_reward', 'total_reward']]),
);

/** The intersections, as the documentation and as the simulation names them. */
export const intersectionTitles: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['ECOLAND', 'Ecoland'],
    ['JOHNPAUL', 'John Paul'],
    ['SANDAWA', 'Sandawa'],
  ].flatMap(([key, title]) => [
    [key!, title!],
    [`${title!.replace(' ', '')}_TrafficSignal`, title!],
  ]),
);

import { type Expression, type Lens, type LensInput, lensSchema } from '#shared/model/lens.ts';
import { episodeMeasures, episodeNumbers } from './traffic-measures.ts';

/**
 * Training of traffic signals (D3QN, Davao City), the database as documented for Postgres: experiments → training
 * episodes → logged steps. No key joins steps to episodes: experiment and number do.
 */

type Measures = NonNullable<LensInput['measures']>;

/** The parts of the reward that the documentation names, and those that the logger writes besides. */
const rewards = [
  ['waiting_penalty', 'waiting penalty'],
  ['queue_penalty', 'queue penalty'],
  ['speed_reward', 'speed'],
  ['passenger_throughput_reward', 'passenger throughput'],
  ['vehicle_throughput_bonus', 'vehicle throughput'],
  ['public_transport_bonus', 'public transport'],
  ['balance_reward', 'balance'],
] as const;

const rewardMeasures: Measures = rewards.map(([key, title]) => ({
  id: key,
  title: `Reward: ${title}`,
  level: 'episode',
  value: { json: 'reward_components', path: [key], as: 'number' },
}));

const intersections = [
  ['ECOLAND', 'Ecoland'],
  ['JOHNPAUL', 'John Paul'],
  ['SANDAWA', 'Sandawa'],
] as const;
const approaches = ['north', 'south', 'east', 'west'] as const;

const queue = (at: string, approach: string): Expression => ({
  json: 'queue_lengths',
  path: [at, approach],
  as: 'number',
});

const atIntersections: Measures = intersections.flatMap(([key, title]): Measures => {
  const id = key.toLowerCase();
  return [
    {
      id: `queue_${id}`,
      title: `Queue at ${title}`,
      unit: 'vehicles',
      level: 'step',
      value: { call: 'add', of: approaches.map((approach) => queue(key, approach)) },
    },
    ...approaches.map(
      (approach) =>
        ({
          id: `queue_${id}_${approach}`,
          title: `Queue at ${title}, ${approach}`,
          unit: 'vehicles',
          level: 'step',
          value: queue(key, approach),
        }) as const,
    ),
    {
      id: `waiting_${id}`,
      title: `Waiting time at ${title}`,
      unit: 's',
      level: 'step',
      value: { json: 'waiting_times', path: [key], as: 'number' },
    },
    {
      id: `speed_${id}`,
      title: `Speed at ${title}`,
      unit: 'km/h',
      level: 'step',
      value: { json: 'speeds', path: [key], as: 'number' },
    },
  ];
});

export const traffic: Lens = lensSchema.parse({
  id: 'traffic',
  title: 'Traffic signal training',
  recognise: [
    { table: 'experiments', columns: ['id', 'experiment_name', 'config', 'best_reward', 'convergence_episode'] },
    {
      table: 'training_episodes',
      columns: ['experiment_id', 'episode_number', 'scenario_info', 'total_reward', 'steps_completed', 'avg_loss'],
    },
  ],
  variants: [{ id: 'S1', title: 'the documented database', when: [] }],
  session: {
    word: ['experiment', 'experiments'],
    table: 'experiments',
    id: ['id'],
    label: 'experiment_name',
    order: [{ by: 'experiment_name' }],
    facts: [
      { name: 'status', title: 'Status', value: 'status' },
      { name: 'best_reward', title: 'Best reward', value: 'best_reward' },
      // A trigger writes the greatest number here, which is no count.
      { name: 'last_episode', title: 'Last episode', value: 'total_episodes' },
      { name: 'convergence_episode', title: 'Converged at episode', value: 'convergence_episode' },
      { name: 'created_at', title: 'Created', value: 'created_at' },
      { name: 'completed_at', title: 'Completed', value: 'completed_at' },
      { name: 'description', title: 'Description', value: 'description' },
      { name: 'config', title: 'Configuration', value: 'config' },
    ],
  },
  episode: {
    word: ['training episode', 'training episodes'],
    table: 'training_episodes',
    id: ['experiment_id', 'episode_number'],
    parent: ['experiment_id'],
    label: { call: 'concat', of: [{ value: 'episode ' }, 'episode_number'] },
    order: [{ by: 'experiment_id' }, { by: 'episode_number' }],
    facts: [
      { name: 'day', title: 'Day', value: { json: 'scenario_info', path: ['day'] } },
      { name: 'cycle', title: 'Cycle', value: { json: 'scenario_info', path: ['cycle'] } },
      ...episodeNumbers,
      { name: 'timestamp', title: 'Logged', value: 'timestamp' },
    ],
  },
  steps: {
    word: ['step', 'steps'],
    table: 'training_steps',
    episode: ['experiment_id', 'episode_number'],
    time: { by: 'step_number', title: 'Step', unit: 'steps' },
  },
  measures: [
    {
      id: 'immediate_reward',
      title: 'Immediate reward',
      level: 'step',
      value: 'immediate_reward',
      reduce: 'sum',
      rollUp: true,
    },
    {
      id: 'active_vehicles',
      title: 'Active vehicles',
      unit: 'vehicles',
      level: 'step',
      value: 'active_vehicles',
      rollUp: true,
    },
    {
      id: 'coordination_score',
      title: 'Coordination score',
      level: 'step',
      value: { json: 'intersection_metrics', path: ['coordination_score'], as: 'number' },
    },
    {
      id: 'efficiency_index',
      title: 'Efficiency index',
      level: 'step',
      value: { json: 'intersection_metrics', path: ['efficiency_index'], as: 'number' },
    },
    ...atIntersections,
    ...episodeMeasures,
    ...rewardMeasures,
  ],
} satisfies LensInput);

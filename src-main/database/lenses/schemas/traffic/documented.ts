import { type Lens, type LensInput, lensSchema } from '#shared/model/lens.ts';
import { documentedRecords } from './documented-records.ts';
import { episodeMeasures, episodeNumbers, intersectionTitles, rewardParts, rewardTitles } from './measures.ts';
import { documentedTraining } from './signals.ts';

/**
 * Training of traffic signals (D3QN, Davao City), the database as documented for Postgres: experiments → training
 * episodes → logged steps. No key joins steps to episodes: experiment and number do.
 */

type Measures = NonNullable<LensInput['measures']>;

const intersections = [
  ['ECOLAND', 'Ecoland'],
  ['JOHNPAUL', 'John Paul'],
  ['SANDAWA', 'Sandawa'],
] as const;

/** The whole queue at each of the documented intersections; approaches are found among the keys. */
const wholeQueues: Measures = intersections.map(([key, title]) => ({
  id: `queue_${key.toLowerCase()}`,
  title: `Queue at ${title}`,
  unit: 'vehicles',
  level: 'step',
  value: { json: 'queue_lengths', path: [key], as: 'sum' },
}));

const queueParts = Object.fromEntries(intersections.map(([key]) => [key, [`queue_${key.toLowerCase()}`]]));

const titles = { ...intersectionTitles };

export const documentedLens: Lens = lensSchema.parse({
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
    state: {
      status: 'status',
      written: { table: 'training_episodes', of: ['experiment_id'], time: 'timestamp' },
    },
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
    order: [{ by: 'experiment_id', opaque: true }, { by: 'episode_number' }],
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
    state: 'state_vector',
  },
  findings: { agree: [{ title: 'Steps', says: 'steps_completed', of: 'steps' }] },
  records: documentedRecords,
  training: documentedTraining,
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
    ...wholeQueues,
    ...episodeMeasures,
  ],
  each: [
    {
      ...{
        level: 'episode',
        json: 'reward_components',
        title: 'Reward',
        titles: { ...rewardTitles },
        except: ['step'],
      },
      partOf: { ...rewardParts },
    },
    { level: 'step', json: 'queue_lengths', depth: 2, title: 'Queue', titles, unit: 'vehicles', partOf: queueParts },
    { level: 'step', json: 'waiting_times', depth: 2, title: 'Waiting time', titles, unit: 's' },
    { level: 'step', json: 'speeds', depth: 2, title: 'Speed', titles, unit: 'km/h' },
    { level: 'step', json: 'intersection_metrics', depth: 3, title: 'Intersections', titles },
  ],
} satisfies LensInput);

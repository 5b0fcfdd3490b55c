import { type Lens, lensSchema } from '#shared/model/lens.ts';
import { episodeMeasures, episodeNumbers, vehicleMeasures } from './measures.ts';
import { phasesRecords } from './phases-records.ts';
import { phasesTraining } from './signals.ts';

/**
 * Training of traffic signals, the later Postgres database with offline and online phases. It keeps no steps. Its
 * comparisons with a baseline and its objectives were computed from constants by the scripts that filled them, so nothing
 * of them is shown as measured.
 */
export const phasesLens: Lens = lensSchema.parse({
  id: 'traffic-phases',
  title: 'Traffic signal training in phases',
  recognise: [
    { table: 'experiments', columns: ['experiment_id', 'experiment_name', 'training_mode', 'best_reward'] },
    {
      table: 'training_episodes',
      columns: ['episode_id', 'experiment_id', 'episode_number', 'phase_type', 'total_reward', 'scenario_day'],
    },
  ],
  variants: [{ id: 'S2', title: 'the later database with phases', when: [] }],
  session: {
    word: ['experiment', 'experiments'],
    table: 'experiments',
    id: ['experiment_id'],
    label: { call: 'coalesce', of: ['experiment_name', 'experiment_id'] },
    order: [{ by: 'experiment_name' }, { by: 'experiment_id' }],
    state: {
      status: 'status',
      written: { table: 'training_episodes', of: ['experiment_id'], time: 'timestamp' },
    },
    facts: [
      { name: 'status', title: 'Status', value: 'status' },
      { name: 'training_mode', title: 'Mode', value: 'training_mode' },
      { name: 'best_reward', title: 'Best reward', value: 'best_reward' },
      { name: 'best_accuracy', title: 'Best accuracy', value: 'best_accuracy' },
      { name: 'total_episodes', title: 'Episodes (as written)', value: 'total_episodes' },
      { name: 'convergence_episode', title: 'Converged at episode', value: 'convergence_episode' },
      { name: 'training_time', title: 'Training time', value: 'training_time_minutes', unit: 'min' },
      { name: 'created_at', title: 'Created', value: 'created_at' },
      { name: 'completed_at', title: 'Completed', value: 'completed_at' },
      { name: 'description', title: 'Description', value: 'description' },
    ],
  },
  episode: {
    word: ['training episode', 'training episodes'],
    table: 'training_episodes',
    // Not experiment and number, which no key promises to be there once.
    id: ['episode_id'],
    parent: ['experiment_id'],
    label: { call: 'concat', of: [{ value: 'episode ' }, 'episode_number'] },
    // `offline` comes before `online`, as in training.
    order: [{ by: 'experiment_id' }, { by: 'phase_type' }, { by: 'episode_number' }, { by: 'episode_id' }],
    facts: [
      { name: 'phase', title: 'Phase', value: 'phase_type' },
      { name: 'scenario', title: 'Scenario', value: 'scenario_name' },
      { name: 'day', title: 'Day', value: 'scenario_day' },
      { name: 'cycle', title: 'Cycle', value: 'scenario_cycle' },
      {
        name: 'intersection',
        title: 'Intersection',
        value: {
          call: 'coalesce',
          of: [
            { lookUp: 'intersections', where: { intersection_id: 'intersection_id' }, value: 'intersection_name' },
            'intersection_id',
          ],
        },
      },
      ...episodeNumbers,
      { name: 'timestamp', title: 'Logged', value: 'timestamp' },
    ],
  },
  records: phasesRecords,
  training: phasesTraining,
  measures: [...episodeMeasures, ...vehicleMeasures({ episode_id: 'episode_id' })],
});

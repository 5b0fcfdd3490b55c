import { type Expression, type Lens, lensSchema } from '#shared/model/lens.ts';
import { dashboardRecords } from './dashboard-records.ts';
import { episodeMeasures, episodeNumbers, vehicleMeasures } from './measures.ts';
import { dashboardTraining } from './signals.ts';

/**
 * Training of traffic signals, the SQLite file of the live dashboard. Everything refers to experiments by their name. It
 * keeps no steps.
 */

const summary = (value: string): Expression => ({
  lookUp: 'summary_statistics',
  where: { experiment_name: 'name' },
  value,
});

export const dashboardLens: Lens = lensSchema.parse({
  id: 'traffic-dashboard',
  title: 'Traffic signal dashboard',
  recognise: [
    { table: 'experiments', columns: ['name', 'status', 'total_episodes', 'completed_episodes'] },
    {
      table: 'episodes',
      columns: ['experiment_name', 'episode_number', 'scenario_name', 'vehicles_completed', 'total_reward', 'epsilon'],
    },
  ],
  variants: [{ id: 'S3', title: 'the file of the live dashboard', when: [] }],
  session: {
    word: ['experiment', 'experiments'],
    table: 'experiments',
    id: ['name'],
    label: 'name',
    order: [{ by: 'name' }],
    state: {
      status: 'status',
      written: { table: 'episodes', of: ['experiment_name'], time: 'timestamp' },
    },
    facts: [
      { name: 'status', title: 'Status', value: 'status' },
      { name: 'completed_episodes', title: 'Episodes completed', value: 'completed_episodes' },
      { name: 'total_episodes', title: 'Episodes planned', value: 'total_episodes' },
      { name: 'created_at', title: 'Created', value: 'created_at' },
      { name: 'updated_at', title: 'Updated', value: 'updated_at' },
      {
        name: 'throughput_improvement',
        title: 'Throughput against fixed time',
        value: summary('throughput_improvement'),
      },
      { name: 'waiting_improvement', title: 'Waiting against fixed time', value: summary('waiting_improvement') },
      { name: 'p_value', title: 'p', value: summary('p_value') },
      { name: 'cohens_d', title: 'Cohen’s d', value: summary('cohens_d') },
      { name: 'config', title: 'Configuration', value: 'config' },
    ],
  },
  episode: {
    word: ['training episode', 'training episodes'],
    table: 'episodes',
    id: ['experiment_name', 'episode_number'],
    parent: ['experiment_name'],
    label: { call: 'concat', of: [{ value: 'episode ' }, 'episode_number'] },
    order: [{ by: 'experiment_name' }, { by: 'episode_number' }],
    facts: [
      { name: 'phase', title: 'Phase', value: 'phase' },
      { name: 'scenario', title: 'Scenario', value: 'scenario_name' },
      ...episodeNumbers,
      { name: 'timestamp', title: 'Logged', value: 'timestamp' },
    ],
  },
  records: dashboardRecords,
  training: dashboardTraining,
  measures: [
    ...episodeMeasures,
    ...vehicleMeasures({ experiment_name: 'experiment_name', episode_number: 'episode_number' }),
  ],
});

import { type Lens, lensSchema } from '#shared/model/lens.ts';

/** Training runs in the schema that imports of logs make: experiments → runs → logged values, and the episodes seen. */
export const trainingRuns: Lens = lensSchema.parse({
  id: 'training-runs',
  title: 'Training runs',
  recognise: [
    { table: 'training_runs', columns: ['run_id', 'experiment', 'run_name', 'started', 'config'] },
    { table: 'training_metrics', columns: ['run_id', 'metric', 'position', 'step', 'value', 'wall_time'] },
    { table: 'training_episodes_seen', columns: ['run_id', 'episode', 'reward', 'length'] },
  ],
  session: {
    word: ['experiment', 'experiments'],
    table: 'training_runs',
    distinct: true,
    id: ['experiment'],
    label: 'experiment',
    order: [{ by: 'experiment' }],
  },
  episode: {
    word: ['run', 'runs'],
    table: 'training_runs',
    id: ['run_id'],
    parent: ['experiment'],
    label: 'run_name',
    order: [{ by: 'experiment' }, { by: 'run_name' }],
    facts: [
      { name: 'started', title: 'Started', value: { call: 'moment', of: ['started'] } },
      { name: 'source', title: 'Source', value: 'source' },
      { name: 'config', title: 'Configuration', value: 'config' },
    ],
    documents: [{ id: 'config', json: 'config', depth: 2 }],
  },
  steps: {
    word: ['value', 'values'],
    table: 'training_metrics',
    episode: ['run_id'],
    time: { by: 'step', title: 'Step', unit: 'steps' },
    within: ['metric', 'position'],
    long: { word: ['metric', 'metrics'], key: 'metric', value: 'value' },
  },
  records: [
    {
      id: 'episodes',
      word: ['episode', 'episodes'],
      of: 'episode',
      table: 'training_episodes_seen',
      parent: ['run_id'],
      order: [{ by: 'episode' }],
      time: { by: 'episode', title: 'Episode' },
    },
  ],
  measures: [
    { id: 'return', title: 'Return', level: 'step', of: 'episodes', value: 'reward', rollUp: true },
    {
      id: 'length',
      title: 'Episode length',
      unit: 'steps',
      level: 'step',
      of: 'episodes',
      value: 'length',
      rollUp: true,
    },
  ],
});

import { type Lens, lensSchema } from '#shared/model/lens.ts';
import type { KnownLens } from '../../known-lens.ts';
import { raySurprises } from './surprises.ts';

/** Results of Ray Tune and RLlib, as the driver puts them together: experiments → trials → iterations. */

/** Objects whose numbers are worth drawing; the configuration is a trial's, histograms are lists. */
const nested = [
  ...['info', 'custom_metrics', 'policy_reward_mean', 'env_runners', 'learners', 'evaluation', 'timers', 'counters'],
  ...['perf', 'sampler_perf'],
] as const;

const lens: Lens = lensSchema.parse({
  id: 'ray',
  title: 'Ray Tune and RLlib',
  recognise: [
    { table: 'ray_results', columns: ['experiment', 'run', 'training_iteration'] },
    { table: 'ray_trials', columns: ['experiment', 'run', 'config'] },
  ],
  variants: [
    {
      id: 'env-runners',
      title: 'results of the new stack',
      when: [{ table: 'ray_results', columns: ['env_runners'] }],
    },
    {
      id: 'episodes',
      title: 'results of the old stack',
      when: [{ table: 'ray_results', columns: ['episode_reward_mean'] }],
    },
    { id: 'tune', title: 'results of any trainable', when: [] },
  ],
  session: {
    word: ['experiment', 'experiments'],
    table: 'ray_trials',
    distinct: true,
    id: ['experiment'],
    label: 'experiment',
    order: [{ by: 'experiment' }],
  },
  episode: {
    word: ['trial', 'trials'],
    table: 'ray_trials',
    id: ['run'],
    parent: ['experiment'],
    label: { call: 'replace', of: ['run', { call: 'concat', of: ['experiment', { value: '/' }] }, { value: '' }] },
    order: [{ by: 'experiment' }, { by: 'run' }],
    state: {
      status: { lookUp: 'ray_results', where: { run: 'run', done: { value: true } }, value: { value: 'completed' } },
      written: { table: 'ray_results', of: ['run'], time: 'timestamp' },
    },
    facts: [
      { name: 'iterations', title: 'Iterations', value: 'iterations' },
      { name: 'config', title: 'Configuration', value: 'config' },
    ],
    documents: [{ id: 'config', json: 'config', depth: 2 }],
  },
  steps: {
    word: ['iteration', 'iterations'],
    table: 'ray_results',
    episode: ['run'],
    time: { by: 'training_iteration', title: 'Iteration', unit: 'iterations' },
    written: 'timestamp',
  },
  measures: [
    {
      id: 'return',
      title: 'Return, mean',
      level: 'step',
      value: {
        call: 'coalesce',
        of: [
          { call: 'number', of: ['episode_reward_mean'] },
          { json: 'env_runners', path: ['episode_return_mean'], as: 'number' },
          { call: 'number', of: ['env_runners/episode_return_mean'] },
        ],
      },
      reduce: 'last',
      rollUp: true,
    },
  ],
  each: [
    { level: 'step', reduce: 'last' },
    ...nested.map((json) => ({ level: 'step' as const, json, depth: 4, title: json, reduce: 'last' as const })),
    { level: 'episode', json: 'config', depth: 2, title: 'Configuration' },
  ],
});

export const ray: KnownLens = { lens, surprises: raySurprises };

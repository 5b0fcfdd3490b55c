import { type Lens, lensSchema } from '#shared/model/lens.ts';
import type { KnownLens } from '../../known-lens.ts';
import { sb3Surprises } from './surprises.ts';

/** Monitor files of Stable-Baselines3, as the driver puts them together: a folder per run, a row per episode, no steps. */
const episodes: Lens = lensSchema.parse({
  id: 'sb3',
  title: 'Stable-Baselines3 monitors',
  recognise: [
    {
      table: 'sb3_episodes',
      columns: ['run', 'episode', 'reward', 'length', 'timesteps', 'seconds', 'ended', 'env_id'],
    },
  ],
  variants: [{ id: 'monitor', title: 'episodes of monitor files', when: [] }],
  session: {
    word: ['run', 'runs'],
    table: 'sb3_episodes',
    distinct: true,
    id: ['run'],
    label: 'run',
    order: [{ by: 'run' }],
    facts: [{ name: 'env_id', title: 'Environment', value: 'env_id' }],
  },
  episode: {
    word: ['episode', 'episodes'],
    table: 'sb3_episodes',
    id: ['run', 'episode'],
    parent: ['run'],
    label: { call: 'concat', of: [{ value: 'episode ' }, 'episode'] },
    order: [{ by: 'run' }, { by: 'episode' }],
    facts: [
      { name: 'reward', title: 'Return', value: 'reward' },
      { name: 'length', title: 'Length', value: 'length', unit: 'steps' },
      { name: 'timesteps', title: 'Steps so far', value: 'timesteps', unit: 'steps' },
      { name: 'seconds', title: 'Since the start', value: 'seconds', unit: 's' },
      { name: 'ended', title: 'Ended', value: { call: 'moment', of: ['ended'] } },
      { name: 'environment', title: 'Environment’s number', value: 'environment' },
      { name: 'file', title: 'File', value: 'file' },
    ],
  },
  measures: [
    { id: 'reward', title: 'Return', level: 'episode', value: 'reward', rollUp: true },
    { id: 'length', title: 'Length', unit: 'steps', level: 'episode', value: 'length', rollUp: true },
    {
      id: 'timesteps',
      title: 'Steps so far',
      unit: 'steps',
      level: 'episode',
      value: 'timesteps',
      reduce: 'max',
      rollUp: true,
    },
    {
      id: 'seconds',
      title: 'Time since the start',
      unit: 's',
      level: 'episode',
      value: 'seconds',
      reduce: 'max',
      rollUp: true,
    },
  ],
  each: [{ level: 'episode', except: ['ended'] }],
});

/** What the logger of Stable-Baselines3 writes: a row per dump; a column is empty where nothing new is known. */
const progress: Lens = lensSchema.parse({
  id: 'sb3-progress',
  title: 'Stable-Baselines3 progress',
  recognise: [{ table: 'sb3_progress', columns: ['experiment', 'run', 'time/total_timesteps'] }],
  session: {
    word: ['folder', 'folders'],
    table: 'sb3_progress',
    distinct: true,
    id: ['experiment'],
    label: 'experiment',
    order: [{ by: 'experiment' }],
  },
  episode: {
    word: ['run', 'runs'],
    table: 'sb3_progress',
    distinct: true,
    id: ['run'],
    parent: ['experiment'],
    label: 'run',
    order: [{ by: 'run' }],
  },
  steps: {
    word: ['row', 'rows'],
    table: 'sb3_progress',
    episode: ['run'],
    time: { by: 'time/total_timesteps', title: 'Steps', unit: 'steps' },
  },
  measures: [
    {
      ...{ id: 'rollout/ep_rew_mean', title: 'Return, mean of the last 100 episodes', level: 'step', reduce: 'last' },
      ...{ value: 'rollout/ep_rew_mean', rollUp: true },
    },
  ],
  each: [{ level: 'step', reduce: 'last' }],
});

export const sb3Episodes: KnownLens = { lens: episodes };
export const sb3Progress: KnownLens = { lens: progress, surprises: sb3Surprises };

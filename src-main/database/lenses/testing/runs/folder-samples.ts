import type { Files } from './folder.ts';

/** The smallest folder of every format and variant that is opened in place. */
export interface FolderSample {
  readonly lens: 'sb3' | 'sb3-progress' | 'ray' | 'lerobot';
  readonly variant: string | null;
  readonly files: Files;
}

const frames = (rows: number) =>
  `select [f / 10.0]::float[] as action, (f / 10.0)::float as timestamp, f::bigint as frame_index, 0::bigint as episode_index,
    f::bigint as index, 0::bigint as task_index from range(${rows}) t(f)`;

const dataset = (version: string) =>
  JSON.stringify({
    ...{ codebase_version: version, robot_type: 'so100', fps: 10, total_episodes: 1, total_frames: 3 },
    features: { action: { dtype: 'float32', shape: [1], names: null } },
  });

export const folderSamples: readonly FolderSample[] = [
  {
    lens: 'sb3',
    variant: 'monitor',
    files: { 'run/0.monitor.csv': '#{"t_start": 1, "env_id": "CartPole-v1"}\nr,l,t\n1.0,10,1.0\n2.0,5,3.0\n' },
  },
  {
    lens: 'sb3-progress',
    variant: null,
    files: { 'tuning/ppo/progress.csv': 'time/total_timesteps,rollout/ep_rew_mean\n100,1.5\n200,2.5\n' },
  },
  {
    lens: 'ray',
    variant: 'episodes',
    files: { 'pong/PPO_2/result.json': '{"training_iteration": 1, "episode_reward_mean": 4.5}\n' },
  },
  {
    lens: 'ray',
    variant: 'env-runners',
    files: { 'pong/PPO_2/result.json': '{"training_iteration": 1, "env_runners": {"episode_return_mean": 4.5}}\n' },
  },
  {
    lens: 'ray',
    variant: 'tune',
    files: { 'tune/trial/result.json': '{"training_iteration": 1, "mean_accuracy": 0.5}\n' },
  },
  {
    lens: 'lerobot',
    variant: 'v2',
    files: {
      'data/chunk-000/episode_000000.parquet': { parquet: frames(3) },
      'meta/info.json': dataset('v2.1'),
      'meta/episodes.jsonl': '{"episode_index": 0, "tasks": ["pick"], "length": 3}\n',
      'meta/tasks.jsonl': '{"task_index": 0, "task": "pick"}\n',
    },
  },
  {
    lens: 'lerobot',
    variant: 'v3',
    files: {
      'data/chunk-000/file-000.parquet': { parquet: frames(3) },
      'meta/info.json': dataset('v3.0'),
      'meta/episodes/chunk-000/file-000.parquet': {
        parquet: `select 0 as episode_index, ['pick'] as tasks, 3 as length, 0 as dataset_from_index`,
      },
      'meta/tasks.parquet': { parquet: `select 0 as task_index, 'pick' as __index_level_0__` },
    },
  },
];

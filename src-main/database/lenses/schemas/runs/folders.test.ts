import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LensSession } from '../../lens-session.ts';
import { type Files, type OpenFolder, openFolder } from '../../testing/runs/folder.ts';

const request = { conditions: [], search: '', sort: [], limit: 200 };
const series = { sessions: [], episodes: [], split: 'mean' as const, points: 100 };

/** A folder of files for the tests of one format. */
function folder(files: Files) {
  let open: OpenFolder;
  beforeAll(async () => {
    open = await openFolder(files);
  });
  afterAll(() => open.close());
  const lens = (): LensSession => open.lens;
  return {
    lens,
    notices: () => open.notices,
    fitting: () =>
      lens()
        .choice()
        .alternatives.flatMap(({ id, fits }) => (fits ? [id] : [])),
    episodes: async (session: string | undefined, ...names: readonly string[]) => {
      const { columns, rows } = await lens().episodesPage(session, request);
      return rows.map((row) => names.map((name) => row[columns.findIndex((column) => column.name === name)] ?? null));
    },
    points: async (measure: string, about: { sessions?: string[]; episodes?: string[] }) =>
      (await lens().series({ ...series, ...about, measure })).series.map((each) => each.points),
  };
}

const monitor = (start: number, rows: readonly string[], header = 'r,l,t') =>
  `#{"t_start": ${start}, "env_id": "CartPole-v1"}\n${[header, ...rows, ''].join('\r\n')}`;

describe('monitor files of Stable-Baselines3', () => {
  const { lens, notices, fitting, episodes, points } = folder({
    'run-10/0.monitor.csv': monitor(500, ['7.5,3,0.25,True'], 'r,l,t,is_success'),
    'run-2/0.monitor.csv': monitor(100, ['1.0,10,1.0', '2.0,5,3.0']),
    'run-2/1.monitor.csv': monitor(101, ['5.0,1,0.5']),
  });

  it('are recognised, and neither their first line nor their line ends are matter for a notice', () => {
    expect(lens().choice()).toMatchObject({ id: 'sb3', variant: 'monitor' });
    expect(fitting()).toEqual(['generic']);
    expect(notices()).toEqual([]);
  });

  it('put the episodes of parallel environments in the order they ended', async () => {
    const sessions = await lens().sessionsPage(request);
    expect(sessions.rows.map(([id, , environment]) => [id, environment])).toEqual([
      ['run-2', 'CartPole-v1'],
      ['run-10', 'CartPole-v1'],
    ]);
    expect(await episodes('run-2', 'label', 'reward', 'length', 'timesteps', 'environment')).toEqual([
      ['episode 0', 1, 10, 10, '0'],
      ['episode 1', 5, 1, 11, '1'],
      ['episode 2', 2, 5, 16, '0'],
    ]);
    expect(JSON.stringify(await episodes('run-10', 'ended'))).toContain('1970-01-01 00:08:20.25');
    expect((await lens().sessionsRollUps(['run-2'])).rows['run-2']).toEqual([3, 8 / 3, 16 / 3, 16, 3]);
    expect(await points('reward', { sessions: ['run-2', 'run-10'] })).toEqual([
      [
        [0, 1],
        [1, 5],
        [2, 2],
      ],
      [[0, 7.5]],
    ]);
    await expect(lens().header('["run-2","0"]')).rejects.toThrow('no trajectories');
  });
});

describe('progress of Stable-Baselines3', () => {
  const { lens, fitting, points } = folder({
    'tuning/ppo/progress.csv':
      'time/total_timesteps,rollout/ep_rew_mean,eval/mean_reward\n100,1.5,\n200,2.5,9\n300,,\n',
    'tuning/dqn/progress.csv': 'time/total_timesteps,train/loss,rollout/ep_rew_mean\n50,0.5,3\n',
  });

  it('is a row per dump, with gaps where nothing was known', async () => {
    expect(lens().choice().id).toBe('sb3-progress');
    expect(fitting()).toEqual(['generic']);
    expect((await lens().sessionsPage(request)).rows).toEqual([['tuning', 'tuning']]);
    const page = await lens().episodesPage('tuning', request);
    expect(page.rows.map(([id]) => id)).toEqual(['tuning/dqn', 'tuning/ppo']);
    expect((await lens().measures({})).map(({ id }) => id).toSorted()).toEqual([
      ...['eval/mean_reward', 'rollout/ep_rew_mean', 'train/loss'],
    ]);
    expect(await points('eval/mean_reward', { episodes: ['tuning/ppo', 'tuning/dqn'] })).toEqual([[[200, 9]], []]);
    expect(await points('rollout/ep_rew_mean', { episodes: ['tuning/ppo'] })).toEqual([
      [
        [100, 1.5],
        [200, 2.5],
      ],
    ]);
  });
});

describe.each(['old', 'new'] as const)('results of Ray, %s stack', (stack) => {
  const result = (at: number, reward: string) =>
    stack === 'old'
      ? `{"training_iteration": ${at}, "episode_reward_mean": ${reward}, "info": {"learner": {"loss": ${at / 2}}}, "config": {"lr": 1}}`
      : `{"training_iteration": ${at}, "env_runners": {"episode_return_mean": ${reward}}, "info": {"learner": {"loss": ${at / 2}}}}`;
  const { lens, fitting, episodes, points } = folder({
    'pong/PPO_2/result.json': `${[result(1, 'NaN'), result(2, '4.5'), result(10, '6')].join('\n')}\n`,
    'pong/PPO_2/progress.csv': 'training_iteration,episode_reward_mean\n1,\n2,4.5\n10,6\n',
    'pong/PPO_2/params.json': '{"lr": 0.001, "model": {"dim": 42}, "env": "Pong"}',
    'pong/PPO_10/result.json': `${result(1, '-1')}\n`,
    'pong/PPO_10/params.json': '{"lr": 1e-05, "model": {"dim": 84}, "env": "Pong"}',
  });

  it('are trials of an experiment with their parameters', async () => {
    expect(lens().choice()).toMatchObject({ id: 'ray', variant: stack === 'old' ? 'episodes' : 'env-runners' });
    expect(fitting()).toEqual(['generic']);
    expect((await lens().sessionsPage(request)).rows.map(([id]) => id)).toEqual(['pong']);
    expect(await episodes('pong', 'id', 'label', 'iterations', 'config/lr', 'config/model.dim', 'config/env')).toEqual([
      ['pong/PPO_2', 'PPO_2', 3, 0.001, 42, 'Pong'],
      ['pong/PPO_10', 'PPO_10', 1, 1e-5, 84, 'Pong'],
    ]);
  });

  it('are drawn by iteration, nested values too', async () => {
    const drawn = await lens().series({ ...series, measure: 'return', episodes: ['pong/PPO_2', 'pong/PPO_10'] });
    expect(drawn.series).toMatchObject([
      {
        points: [
          [2, 4.5],
          [10, 6],
        ],
        rows: 3,
        notFinite: 1,
      },
      { points: [[1, -1]] },
    ]);
    expect(await points('learner/loss', { episodes: ['pong/PPO_2'] })).toEqual([
      [
        [1, 0.5],
        [2, 1],
        [10, 5],
      ],
    ]);
    expect((await lens().episodesRollUps(['pong/PPO_2'])).rows['pong/PPO_2']).toEqual([3, 9, 6]);
  });
});

describe('results of Ray without files of parameters', () => {
  const { lens, episodes } = folder({
    'a/progress.csv': 'training_iteration,episode_reward_mean\n1,\n2,4.5\n',
    'b/progress.csv': 'training_iteration,episode_reward_mean\n1,3\n',
  });

  it('are read from their tables, the opened folder being the experiment', async () => {
    expect(lens().choice().id).toBe('ray');
    expect(await episodes('logs', 'id', 'label', 'iterations', 'config')).toEqual([
      ['a', 'a', 2, null],
      ['b', 'b', 1, null],
    ]);
    expect((await lens().episodesRollUps(['a'])).rows).toEqual({ a: [2, 1, 4.5] });
  });
});

describe('results of Ray that repeat their configuration', () => {
  const { episodes } = folder({
    'x/a/result.json':
      '{"training_iteration": 1, "config": {"lr": 0.5}}\n{"training_iteration": 2, "config": {"lr": 0.5}}\n',
  });

  it('have it from there', async () => {
    expect(await episodes('x', 'id', 'config/lr')).toEqual([['x/a', 0.5]]);
  });
});

const info = (version: string) =>
  JSON.stringify({
    ...{ codebase_version: version, robot_type: 'so100', fps: 10, total_episodes: 2, total_frames: 5 },
    features: {
      'observation.state': {
        dtype: 'float32',
        shape: [2],
        names: version === 'v3.0' ? ['pan', 'lift'] : [['pan', 'lift']],
      },
      action: { dtype: 'float32', shape: [2], names: null },
    },
  });
const frames = (
  episode: string,
  rows: string,
) => `select [f / 10.0, f]::float[] as "observation.state", [f, -f]::float[] as action,
  (f / 10.0)::float as timestamp, f::bigint as frame_index, ${episode}::bigint as episode_index, f::bigint as index,
  0::bigint as task_index, (f * 2.0)::float as "next.reward" from ${rows} t(f)`;

describe.each([
  [
    'v2.1',
    {
      'data/chunk-000/episode_000000.parquet': { parquet: frames('0', 'range(3)') },
      'data/chunk-000/episode_000001.parquet': { parquet: frames('1', 'range(2)') },
      'meta/info.json': info('v2.1'),
      'meta/episodes.jsonl': [0, 1, 2]
        .map((at) => `{"episode_index": ${at}, "tasks": ["pick", "place"], "length": ${3 - at}}\n`)
        .join(''),
      'meta/tasks.jsonl': '{"task_index": 0, "task": "pick"}\n',
    },
  ],
  [
    'v3.0',
    {
      'data/chunk-000/file-000.parquet': { parquet: `${frames('0', 'range(3)')} union all ${frames('1', 'range(2)')}` },
      'meta/info.json': info('v3.0'),
      'meta/episodes/chunk-000/file-000.parquet': {
        parquet: `select e as episode_index, ['pick', 'place'] as tasks, 3 - e as length, 0 as dataset_from_index from range(3) t(e)`,
      },
      'meta/tasks.parquet': { parquet: `select 0 as task_index, 'pick' as __index_level_0__` },
    },
  ],
] as const)('LeRobot %s', (version, files) => {
  const { lens, fitting, episodes, points } = folder(files);

  it('is a dataset of episodes, there or not', async () => {
    expect(lens().choice()).toMatchObject({ id: 'lerobot', variant: version === 'v3.0' ? 'v3' : 'v2' });
    expect(fitting()).toEqual(['generic']);
    expect((await lens().sessionsPage(request)).rows).toEqual([['logs', 'logs', 'so100', version, 10, 2, 5]]);
    expect(await episodes('logs', 'label', 'tasks', 'length', 'took')).toEqual([
      ['episode 0', 'pick; place', 3, 0.3],
      ['episode 1', 'pick; place', 2, 0.2],
      ['episode 2', 'pick; place', 1, 0.1],
    ]);
    const found = await Promise.all(
      lens()
        .surprises.ids()
        .map((id) => lens().surprises.find(id)),
    );
    expect(found.filter((each) => each !== null)).toEqual([
      '1 of 3 episodes have no frames here: their files are not in the folder',
    ]);
    const { rows } = await lens().episodesRollUps(['["logs","0"]', '["logs","2"]']);
    expect(rows).toEqual({ '["logs","0"]': [3, 0.2, 6], '["logs","2"]': [0, null, null] });
  });

  it('has a measure per joint, by its name where there is one', async () => {
    expect((await lens().measures({})).map(({ id }) => id).toSorted()).toEqual([
      ...['action.0', 'action.1', 'length', 'next.reward', 'observation.state.lift', 'observation.state.pan'],
    ]);
    const [lift] = await points('observation.state.lift', { episodes: ['["logs","0"]'] });
    expect(lift).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ]);
    expect((await points('action.1', { episodes: ['["logs","1"]'] }))[0]?.at(-1)).toEqual([1, -1]);
    expect(await lens().header('["logs","1"]')).toMatchObject({ rows: 2, frameRate: 10, time: { first: 0, last: 1 } });
  });
});

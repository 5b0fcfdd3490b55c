import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import type { ImportReport } from '#shared/model/import.ts';
import { openLens } from '../../lenses/open-lens.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { ImportBench } from '../testing/importing.ts';
import { crc32c } from './crc32c.ts';
import { events } from './testing/events.ts';
import { fieldsOf, numberOf } from './text-lines.ts';

async function rows(database: TestDatabase, query: string): Promise<string[]> {
  const connection = await database.open();
  const answer = await connection.rows(raw(query));
  await connection.close();
  return answer.rows.map((row) => row.map((cell: Cell) => (cell === null ? '' : cellToText(cell))).join(' '));
}

const metrics = 'select run_id, metric, step, value from training_metrics order by run_id, metric, position';
const episodes =
  'select episode, reward, length, timesteps, ended, environment from training_episodes_seen order by episode';

/** Imports files that were written into one folder, and asks the database about them. */
async function imported(
  engine: (typeof engines)[number],
  files: Readonly<Record<string, string | Uint8Array>>,
  ask: (database: TestDatabase, report: ImportReport) => Promise<void>,
): Promise<void> {
  await using bench = await ImportBench.create();
  await using database = await createTestDatabase(engine);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(bench.path(name)), { recursive: true });
    await writeFile(bench.path(name), content);
  }
  const report = await bench.import(database, [bench.path('.')], { options: { experiment: 'exp' } });
  expect(report).toMatchObject({ importer: 'training-logs', outcome: 'imported', failure: null });
  await ask(database, report);
}

describe.each(engines)('training logs into %s', (engine) => {
  it('of parallel monitors become one run, episodes in the order in which they ended', async () => {
    await imported(
      engine,
      {
        'a/0.monitor.csv':
          '#{"t_start": 100.5, "env_id": "CartPole-v1"}\nr,l,t,is_success\n10.5,3,1.0,True\n20,4,5.0,False\n',
        'a/1.monitor.csv': '#{"t_start": 101.5, "env_id": "CartPole-v1"}\nr,l,t,is_success\n7,2,1.5,True\n8,x,2,True\n',
      },
      async (database, report) => {
        expect(report.counts).toEqual({ read: 5, written: 4, rejected: 1, skipped: 0 });
        expect(report.rejects).toEqual([
          expect.objectContaining({ file: 'a/1.monitor.csv', line: 4, raw: '8,x,2,True' }),
        ]);
        expect(await rows(database, episodes)).toEqual(['0 10.5 3 3 101.5 0', '1 7 2 5 103 1', '2 20 4 9 105.5 0']);
        expect(await rows(database, 'select run_id, experiment, run_name, started from training_runs')).toEqual([
          'exp/a exp a 100.5',
        ]);
        expect(
          JSON.parse((await rows(database, 'select extra from training_episodes_seen order by episode'))[0]!),
        ).toEqual({ is_success: 'True' });
        const connection = await database.open();
        const lens = await openLens(connection, await connection.catalogue());
        expect(lens.choice()).toMatchObject({ id: 'training-runs' });
        const request = { conditions: [], search: '', sort: [], limit: 10 };
        expect((await lens.sessionsPage(request)).rows.map(([id]) => id)).toEqual(['exp']);
        expect((await lens.episodesPage('exp', request)).rows.map(([id]) => id)).toEqual(['exp/a']);
        const series = await lens.series({
          measure: 'return',
          sessions: [],
          episodes: ['exp/a'],
          split: 'mean',
          points: 100,
        });
        expect(series.series[0]?.points).toEqual([
          [0, 10.5],
          [1, 7],
          [2, 20],
        ]);
      },
    );
  });

  it('of Stable-Baselines3 and Ray become a value per key and step', async () => {
    await imported(
      engine,
      {
        'ppo/progress.csv': 'time/total_timesteps,rollout/ep_rew_mean,train/loss\n2048,1.5,\n4096,nan,0.25\n6144,3\n',
        'pong/result.json':
          '{"training_iteration": 1, "episode_reward_mean": NaN, "info": {"lr": 0.1}, "hist_stats": {"r": [1]}, "date": "x", "timestamp": 7, "config": {"a": 1}}\n{"training_iteration": 2, "episode_reward_mean": -21.0, "done": true, "timestamp": 8}\n{"training_it\n',
        'pong/progress.csv': 'training_iteration,episode_reward_mean\n1,nan\n',
        'pong/params.json': '{"lr": 0.1, "env": "Pong"}',
      },
      async (database, report) => {
        expect(await rows(database, metrics)).toEqual([
          'exp/pong done 2 1',
          'exp/pong episode_reward_mean 1 NaN',
          'exp/pong episode_reward_mean 2 -21',
          'exp/pong info/lr 1 0.1',
          'exp/ppo rollout/ep_rew_mean 2048 1.5',
          'exp/ppo rollout/ep_rew_mean 4096 NaN',
          'exp/ppo train/loss 4096 0.25',
        ]);
        expect(report.rejects.map(({ file, line }) => [file, line])).toEqual([
          ['pong/result.json', 3],
          ['ppo/progress.csv', 4],
        ]);
        expect(report.leftOut).toEqual([
          { what: 'Files that say what result.json says', names: ['pong/progress.csv'] },
          { what: 'Lists, which no chart draws', names: ['pong/result.json: hist_stats/r'] },
          { what: 'Texts, which no chart draws', names: ['pong/result.json: date'] },
        ]);
        expect(
          JSON.parse((await rows(database, "select config from training_runs where run_id = 'exp/pong'"))[0]!),
        ).toEqual({ lr: 0.1, env: 'Pong' });
        expect(await rows(database, "select wall_time from training_metrics where metric = 'done'")).toEqual(['8']);
      },
    );
  });

  it('of TensorBoard are checked record by record', async () => {
    await imported(
      engine,
      { 'run/events.out.tfevents.1.host': Buffer.from(events, 'base64') },
      async (database, report) => {
        expect(await rows(database, metrics)).toEqual([
          'exp/run loss 1 0.5',
          'exp/run loss 2 NaN',
          'exp/run loss -1 0.25',
          'exp/run loss 5 0.125',
          'exp/run lr 2 0.001',
          'exp/run reward 1 2.5',
        ]);
        expect(report.counts).toMatchObject({ rejected: 1 });
        expect(report.leftOut).toEqual([
          { what: 'Entries that are no scalars', names: ['run/events.out.tfevents.1.host: weights'] },
          { what: expect.stringContaining('Half a record at the end'), names: ['run/events.out.tfevents.1.host'] },
        ]);
        expect(await rows(database, 'select started from training_runs')).toEqual(['1000.5']);
      },
    );
  });
});

it('refuses runs that came from other files, and takes one import back whole', async () => {
  await using bench = await ImportBench.create();
  await using database = await createTestDatabase('duckdb');
  const log = (value: number) => `time/total_timesteps,loss\n1,${value}\n`;
  for (const [folder, value] of [
    ['one', 1],
    ['two', 2],
  ] as const) {
    await mkdir(bench.path(`${folder}/ppo`), { recursive: true });
    await writeFile(bench.path(`${folder}/ppo/progress.csv`), log(value));
  }
  const options = { experiment: 'exp' };
  const first = await bench.import(database, [bench.path('one')], { options });
  expect(await bench.import(database, [bench.path('two')], { options })).toMatchObject({ outcome: 'failed' });
  expect(await rows(database, metrics)).toEqual(['exp/ppo loss 1 1']);
  await bench.undo(database, first.id!);
  expect(await bench.import(database, [bench.path('two')], { options })).toMatchObject({ outcome: 'imported' });
  expect(await rows(database, metrics)).toEqual(['exp/ppo loss 1 2']);
});

it('knows the check value of CRC-32C, quoted fields and Python’s numbers', () => {
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
  expect(fieldsOf('a,"b,""c""",,d')).toEqual(['a', 'b,"c"', '', 'd']);
  expect(fieldsOf('"a",')).toEqual(['a', '']);
  expect(['1e5', 'nan', '-inf', 'True', '', 'x'].map(numberOf)).toEqual([
    1e5,
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    1,
    null,
    null,
  ]);
});

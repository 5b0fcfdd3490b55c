import { mkdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { ImportBench } from '../testing/importing.ts';
import { events } from './testing/events.ts';

async function rows(database: TestDatabase, query: string): Promise<string[]> {
  const connection = await database.open();
  const answer = await connection.rows(raw(query));
  await connection.close();
  return answer.rows.map((row) => row.map((cell: Cell) => (cell === null ? '' : cellToText(cell))).join(' '));
}

const metrics = 'select run_id, metric, step, value from training_metrics order by run_id, metric, position';
it.each(engines)('keeps what a restart wrote over, as a run of its own, on %s', async (engine) => {
  await using bench = await ImportBench.create();
  await using database = await createTestDatabase(engine);
  const path = bench.path('0.monitor.csv');
  const options = { experiment: 'runs' };
  const take = () => bench.import(database, [path], { options, replaces: true, onDuplicate: 'skip' });
  const log = (start: number, ...rewards: number[]) =>
    `#{"t_start": ${start}, "env_id": "CartPole-v1"}\nr,l,t\n${rewards.map((reward) => `${reward},3,1.0\n`).join('')}`;
  for (const text of [log(100, 1, 2, 3), log(100, 1, 2, 3, 4), log(200, 9), log(200, 9, 8), log(300, 7)]) {
    await writeFile(path, text);
    expect(await take()).toMatchObject({ outcome: 'imported', failure: null });
  }
  expect((await take()).outcome).toBe('skipped');
  const runs = await rows(
    database,
    'select run_id, count(*), sum(reward) from training_episodes_seen group by run_id order by run_id',
  );
  const name = `runs/${basename(bench.folder)}`;
  expect(runs).toEqual([`${name} 4 10`, `${name} (run 2) 2 17`, `${name} (run 3) 1 7`]);
});

describe.each(engines)('training logs that grew, into %s', (engine) => {
  const counts =
    'select run_id, metric, count(*), max(position), sum(value) from training_metrics group by run_id, metric';

  it('give only what is new, also once a key is new and the whole file is written again', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await mkdir(bench.path('ppo'));
    const path = bench.path('ppo/progress.csv');
    const take = async (text: string) => {
      await writeFile(path, text);
      return bench.import(database, [path], { options: { experiment: 'e' }, replaces: true, onDuplicate: 'skip' });
    };
    const first = await take('rollout/rew,time/total_timesteps\n1.5,10\nnan,20\n');
    expect(first.counts).toEqual({ read: 3, written: 3, rejected: 0, skipped: 0 });
    const second = await take('rollout/rew,time/total_timesteps,train/loss\n1.5,10,\nnan,20,\n3,30,0.25\nx\n');
    expect(second.counts).toEqual({ read: 5, written: 2, rejected: 1, skipped: 2 });
    const third = await take('rollout/rew,time/total_timesteps,train/loss\n1.5,10,\nnan,20,\n3,30,0.25\nx\n4,40,\n');
    expect(third.counts).toEqual({ read: 6, written: 1, rejected: 0, skipped: 5 });
    const all = ['e/ppo rollout/rew 10 1.5', 'e/ppo rollout/rew 20 NaN', 'e/ppo rollout/rew 30 3'];
    const loss = 'e/ppo train/loss 30 0.25';
    expect(await rows(database, metrics)).toEqual([...all, 'e/ppo rollout/rew 40 4', loss]);

    await expect(bench.undo(database, first.id!)).rejects.toThrow('Undo the imports after it first');
    expect(await rows(database, 'select count(*) from training_metrics')).toEqual(['5']);
    await bench.undo(database, third.id!);
    expect(await rows(database, metrics)).toEqual([...all, loss]);
    await bench.undo(database, second.id!);
    expect(await rows(database, metrics)).toEqual(all.slice(0, 2));
    await bench.undo(database, first.id!);
    expect(await (await database.open()).catalogue()).toMatchObject({ tables: [] });
  });

  it('keep apart runs that a restart wrote into the same file', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await mkdir(bench.path('dqn'));
    const path = bench.path('dqn/result.json');
    const take = async (...iterations: readonly (readonly [number, number])[]) => {
      const lines = iterations.map(([at, reward]) => `{"training_iteration": ${at}, "reward": ${reward}}\n`);
      await writeFile(path, lines.join(''));
      return bench.import(database, [path], { options: { experiment: 'e' }, replaces: true, onDuplicate: 'skip' });
    };
    await take([1, 10], [2, 20], [3, 30]);
    // Restored from what was saved at 2, then begun again.
    const grown = await take([1, 10], [2, 20], [3, 30], [3, 31], [1, 5]);
    expect(grown.counts).toEqual({ read: 6, written: 3, rejected: 0, skipped: 3 });
    await take([1, 10], [2, 20], [3, 30], [3, 31], [1, 5], [2, 6]);
    // Cut off: a file of the third run, which grows too.
    await take([1, 7]);
    expect((await take([1, 7], [2, 8])).counts).toMatchObject({ written: 1, skipped: 1 });
    expect((await rows(database, counts)).toSorted()).toEqual([
      'e/dqn (run 2) reward 2 1 11',
      'e/dqn (run 3) reward 2 1 15',
      'e/dqn reward 4 3 91',
    ]);
  });

  it('of parallel monitors take episodes that ended before known ones', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    await mkdir(bench.path('a'));
    const log = (...times: readonly number[]) =>
      `#{"t_start": 100, "env_id": "x"}\nr,l,t\n${times.map((time) => `${time},2,${time}\n`).join('')}`;
    const take = async (one: string, other: string) => {
      await writeFile(bench.path('a/0.monitor.csv'), one);
      await writeFile(bench.path('a/1.monitor.csv'), other);
      return bench.import(database, [bench.path('a')], { options: { experiment: 'e' }, replaces: true });
    };
    await take(log(1, 5), log(2));
    expect((await take(log(1, 5, 6), log(2, 3))).counts).toMatchObject({ written: 2, skipped: 3 });
    // The second environment goes on in the same file after a restart.
    await take(log(1, 5, 6), `${log(2, 3)}1,2,1\n`);
    expect(
      await rows(
        database,
        `select run_id, episode, reward, timesteps, environment from training_episodes_seen order by run_id, episode`,
      ),
    ).toEqual(['e/a 0 1 2 0', 'e/a 1 2 4 1', 'e/a 2 5 6 0', 'e/a 3 3 8 1', 'e/a 4 6 10 0', 'e/a (run 2) 0 1 2 1']);
  });

  it('of TensorBoard take the record that was half there', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const path = bench.path('events.out.tfevents.1.host');
    const bytes = Buffer.from(events, 'base64');
    const take = async (length: number) => {
      await writeFile(path, bytes.subarray(0, length));
      return bench.import(database, [path], { options: { experiment: 'e' }, replaces: true, onDuplicate: 'skip' });
    };
    const values = 'select metric, position, step from training_metrics order by metric, position';
    expect((await take(160)).counts).toMatchObject({ written: 3, rejected: 0 });
    expect(await rows(database, values)).toEqual(['loss 0 1', 'reward 0 1']);
    expect((await take(bytes.length)).counts).toMatchObject({ written: 4, rejected: 1, skipped: 2 });
    expect(await rows(database, values)).toEqual([
      'loss 0 1',
      'loss 1 2',
      'loss 2 -1',
      'loss 3 5',
      'lr 0 2',
      'reward 0 1',
    ]);
  });
});

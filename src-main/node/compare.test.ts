import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { beforeAll, expect, it } from 'vitest';
import { runStarling } from './testing/programs.ts';

let path: string;

/** Runs of two optimisers, their steps' rewards all alike within an episode. */
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'starling-compare-')), 'runs.sqlite');
  const file = new BetterSqlite3(path);
  file.exec(`create table runs (run_id text primary key, optimiser text);
    create table steps (run_id text references runs, step integer, reward real);
    insert into runs values ('a1', 'adam'), ('a2', 'adam'), ('a3', 'adam'), ('s1', 'sgd'), ('s2', 'sgd'), ('s3', 'sgd');
    insert into steps select run_id, step, case run_id when 'a1' then 5 when 'a2' then 6 when 'a3' then 7
      when 's1' then 1 when 's2' then 2 else 3 end from runs, (select 0 as step union all select 1)`);
  file.close();
});

const starling = (...parameters: string[]) => runStarling(['compare', path, ...parameters]);

it('compares groups with a baseline', async () => {
  const { out, err } = await starling(
    ...['--measure', 'reward', '--steps', 'mean', '--by', 'optimiser', '--baseline', 'sgd', '--json'],
  );
  expect(err).toBe('');
  const { rows, baseline } = JSON.parse(out) as { baseline: string; rows: Record<string, unknown>[] };
  expect(baseline).toBe('sgd');
  // Means 6 and 2, both of variance 1: t = 4 / √(2/3) with four degrees of freedom.
  expect(rows).toMatchObject([
    { group: 'adam', n: 3, mean: 6, against: { delta: 4, d: 4, test: 'welch', df: expect.closeTo(4, 10), above: 1 } },
    { group: 'sgd', n: 3, mean: 2, isBaseline: true, against: null },
  ]);
  const against = rows[0]?.['against'] as { statistic: number; p: number; corrected: number };
  expect(against.statistic).toBeCloseTo(4 / Math.sqrt(2 / 3), 10);
  expect(against.p).toBeCloseTo(0.008049893, 8);
  expect(against.corrected).toBe(against.p);
});

it('says what there is where a fact or a group is not', async () => {
  const { code, err } = await starling('--measure', 'reward', '--by', 'optimizer');
  expect(code).toBe(1);
  expect(err).toContain('There is no fact “optimizer”');
  expect(err).toContain('optimiser');
  const missing = await starling('--measure', 'reward', '--by', 'optimiser', '--baseline', 'rmsprop');
  expect(missing.err).toContain('There is no group “rmsprop”; there are: adam, sgd');
});

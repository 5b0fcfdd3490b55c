import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { beforeAll, expect, it } from 'vitest';
import { factorioDatabase } from '../database/lenses/testing/factorio-data.ts';
import { runStarling } from './testing/programs.ts';

let path: string;

beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'starling-cli-')), 'agents.sqlite');
  const file = new BetterSqlite3(path);
  for (const each of factorioDatabase({ engine: 'sqlite', columns: '24', json: 'text' })) file.exec(each);
  file.exec(`update programs set response = 'KeyError: 7', code = 'x = ' || printf('%.30000c', 'y') where id = 3`);
  file.close();
});

const starling = (...parameters: string[]) => runStarling(['transcript', path, ...parameters]);

const run = JSON.stringify(['10', '0', '0']);

it('prints a run to be read, texts whole', async () => {
  const { out } = await starling('--episode', run, '--json');
  const steps = JSON.parse(out) as readonly Record<string, unknown>[];
  expect(steps.map(({ step, id, value, failed }) => [step, id, value, failed])).toEqual([
    [1, '1', 1, true],
    [2, '3', 2.5, true],
    [3, '2', -0.5, false],
  ]);
  expect(steps[1]).toMatchObject({ error: 'KeyError: 7', answer: 'KeyError: 7' });
  expect(steps[1]?.code).toHaveLength(30_004);
});

it('prints what failed, for people', async () => {
  const { out: read } = await starling('--episode', run, '--errors');
  expect(read.split('\n')[0]).toBe(
    '── 1 · error · Value 1 · Production score 1 · Tokens 100 · +2 coal by hand · +10 iron-ore by hand',
  );
  expect(read).toContain('\n> KeyError: 7\n');
  expect(read).not.toContain('── 3');
});

it('finds a text in the runs of a version', async () => {
  const { out } = await starling('--find', 'keyerror', '--session', '10', '--json');
  expect(JSON.parse(out)).toMatchObject([{ episode: run, label: 'process 0 · agent 0', where: 'answer' }]);
});

it('says what it needs', async () => {
  const { code, err } = await starling();
  expect({ code, err }).toEqual({
    code: 1,
    err: 'starling: Say which episode to read (--episode), or what to look for (--find)\n',
  });
});

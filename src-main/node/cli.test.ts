import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { programs, runStarling } from './testing/programs.ts';

let path: string;

/** A run with two episodes: a plain SQLite file that the generic lens understands. */
beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'starling-cli-')), 'runs.sqlite');
  const file = new BetterSqlite3(path);
  file.exec(`create table steps (episode_id text, step integer, reward real, big integer);
    insert into steps values ('e1', 0, 1.5, 9007199254740993), ('e1', 1, -0.5, 1), ('e2', 0, 9e999, 2)`);
  file.close();
});

const starling = (...parameters: string[]) => runStarling(parameters);

async function json(...parameters: string[]): Promise<unknown> {
  const { code, out, err } = await starling(...parameters, '--json');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

describe('the command line', () => {
  it('ends quietly when its reader has read enough', async () => {
    const large = `with recursive n(i) as (select 1 union all select i + 1 from n where i < 200000) select i from n`;
    const { cli } = await programs();
    const child = spawn(process.execPath, [cli, 'query', path, large, '--csv']);
    const errors: string[] = [];
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const [code] = await once(child, 'exit');
    expect({ code, errors }).toEqual({ code: 0, errors: [] });
  });

  it('inspects', async () => {
    expect(await json('inspect', path)).toMatchObject({
      engine: 'sqlite',
      readOnly: true,
      lens: { id: 'generic' },
      tables: [{ schema: 'main', name: 'steps', kind: 'table', rows: 3 }],
      episodes: 2,
    });
  });

  it('lists episodes with their roll-ups', async () => {
    expect(await json('episodes', path)).toMatchObject([
      { id: 'e1', label: 'e1', steps: 2 },
      { id: 'e2', label: 'e2', steps: 1 },
    ]);
  });

  it('prints a trajectory without losing a digit', async () => {
    const answer = (await json('trajectory', path, '--episode', 'e1')) as {
      columns: { name: string }[];
      rows: unknown[][];
    };
    const big = answer.columns.findIndex(({ name }) => name === 'big');
    expect(answer.rows.map((row) => row[big])).toEqual(['9007199254740993', 1]);
  });

  it('draws a series and counts what is not finite', async () => {
    const answer = await json('series', path, '--measure', 'reward', '--episode', 'e1', '--episode', 'e2');
    expect(answer).toMatchObject({
      measure: 'reward',
      series: [
        {
          label: 'e1',
          points: [
            [0, 1.5],
            [1, -0.5],
          ],
          rows: 2,
          notFinite: 0,
        },
        { label: 'e2', points: [], rows: 1, notFinite: 1 },
      ],
    });
  });

  it('smooths a series, and shows only what a logarithmic axis has a place for', async () => {
    const ask = ['series', path, '--measure', 'reward', '--episode', 'e1'];
    expect(await json(...ask, '--smooth', 'trailing:2', '--x', 'relative')).toMatchObject({
      series: [
        {
          points: [
            [0, 1.5],
            [1, 0.5],
          ],
          raw: [
            [0, 1.5],
            [1, -0.5],
          ],
        },
      ],
    });
    expect(await json(...ask, '--log')).toMatchObject({ series: [{ points: [[0, 1.5]], rows: 2, below: 1 }] });
  });

  it('runs a statement as JSON and as CSV', async () => {
    const sql = 'select episode_id, reward from steps where step = 0 order by 1';
    expect(await json('query', path, sql)).toEqual([
      { episode_id: 'e1', reward: 1.5 },
      { episode_id: 'e2', reward: 'Infinity' },
    ]);
    expect((await starling('query', path, sql, '--csv')).out).toBe('episode_id,reward\ne1,1.5\ne2,Infinity\n');
  });

  it('says which records there are', async () => {
    expect(await json('records', path)).toEqual([]);
    const { code, out } = await starling('records', path);
    expect({ code, out }).toEqual({ code: 0, out: 'table  title  of\n' });
  });

  it.each([
    ['an unknown command', ['fly'], 2],
    ['a missing argument', ['inspect'], 2],
    ['an unknown option', ['inspect', 'x', '--fast'], 2],
    ['a file that is not there', ['inspect', '/no/such/file.db'], 1],
    ['an episode that is not there', ['trajectory', ':path', '--episode', 'e9'], 1],
    ['a smoothing that is none', ['series', ':path', '--measure', 'reward', '--smooth', 'box:3'], 2],
    ['a measure that is not there', ['series', ':path', '--measure', 'm'], 1],
    ['records that are not there', ['records', ':path', '--table', 'checkpoints'], 1],
    ['records of no table', ['records', ':path', '--of', 'e1'], 1],
    ['a statement that writes', ['query', ':path', 'delete from steps'], 1],
  ])('fails on %s with one line', async (_, parameters, code) => {
    const answer = await starling(...parameters.map((each) => (each === ':path' ? path : each)));
    expect(answer.code).toBe(code);
    expect(answer.out).toBe('');
    expect(answer.err.trim().split('\n')).toHaveLength(1);
  });
});

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runStarling } from './testing/programs.ts';

let folder: string;
let database: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-export-'));
  database = join(folder, 'runs.sqlite');
  const file = new BetterSqlite3(database);
  file.exec(`create table sessions (id text primary key, agent text);
    create table episodes (id text primary key, session_id text references sessions (id), number integer);
    create table steps (episode_id text references episodes (id), step integer, reward real, big integer);
    insert into sessions values ('r1', 'a'), ('r2', 'b');
    insert into episodes values ('e1', 'r1', 1), ('e2', 'r1', 2);
    insert into steps values ('e1', 0, 1.5, 9007199254740993), ('e1', 1, -0.5, 1), ('e2', 0, 9e999, 2)`);
  file.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const starling = (...parameters: string[]) => runStarling(parameters);

/** Every command is a process of its own. */
const patience = 120_000;

describe('starling export', { timeout: patience }, () => {
  it('writes a table, a query and a list', async () => {
    const path = join(folder, 'steps.csv');
    expect(await starling('export', database, '--table', 'steps', '-o', path)).toEqual({
      code: 0,
      out: `3 rows, 85 bytes: ${path}\n`,
      err: '',
    });
    expect(await readFile(path, 'utf8')).toBe(
      'episode_id,step,reward,big\r\ne1,0,1.5,9007199254740993\r\ne1,1,-0.5,1\r\ne2,0,Infinity,2\r\n',
    );
    const lines = join(folder, 'big.jsonl');
    await starling('export', database, '--query', 'select big from steps order by big desc', '-o', lines);
    expect(await readFile(lines, 'utf8')).toBe('{"big":9007199254740993}\n{"big":2}\n{"big":1}\n');
    const points = join(folder, 'points.csv');
    await starling('export', database, '--measure', 'reward', '--episode', 'e1', '-o', points);
    expect(await readFile(points, 'utf8')).toBe(
      'measure,line,id,kind,x,y\r\nreward,e1,e1,value,0,1.5\r\nreward,e1,e1,value,1,-0.5\r\n',
    );
    const episodes = join(folder, 'episodes.md');
    expect((await starling('export', database, '--episodes', '-o', episodes)).err).toBe('');
    expect(await readFile(episodes, 'utf8')).toMatch(/^\| id \| label \|/);
  });

  it('writes a session with its episodes and steps', async () => {
    const path = join(folder, 'session.json');
    expect((await starling('export', database, '--session', 'r1', '-o', path)).err).toBe('');
    const { session, episodes } = JSON.parse(await readFile(path, 'utf8')) as {
      session: { id: string };
      episodes: { steps: { reward: unknown }[] }[];
    };
    expect(session.id).toBe('r1');
    expect(episodes.map(({ steps }) => steps.map(({ reward }) => reward))).toEqual([[1.5, -0.5], ['Infinity']]);
    const zip = join(folder, 'session.zip');
    await starling('export', database, '--session', 'r1', '-o', zip);
    const names = Object.keys(unzipSync(await readFile(zip)));
    expect(names).toEqual(['provenance.json', 'session.csv', 'episodes.csv', 'steps/1 e1.csv', 'steps/2 e2.csv']);
  });

  it('says what it was not told, and leaves nothing behind', async () => {
    const before = await readdir(folder);
    const none = await starling('export', database, '-o', join(folder, 'x.csv'));
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('Say what to export') });
    const ending = await starling('export', database, '--table', 'steps', '-o', join(folder, 'x.pdf'));
    expect(ending).toMatchObject({ code: 1, err: expect.stringContaining('“.pdf” is no format') });
    const wrong = await starling(
      'export',
      database,
      '--query',
      'select nothing from steps',
      '-o',
      join(folder, 'x.csv'),
    );
    expect(wrong.code).toBe(1);
    const over = await starling('export', database, '--table', 'steps', '--format', 'csv', '-o', database);
    expect(over).toMatchObject({ code: 1, err: expect.stringContaining('open as a database') });
    expect(await readdir(folder)).toEqual(before);
  });
});

describe('starling chart', { timeout: patience }, () => {
  it('draws the same bytes twice, in every format', async () => {
    const chart = (format: string, ...more: string[]) =>
      starling('chart', database, '--measure', 'reward', '--episode', 'e1', '-o', join(folder, `c.${format}`), ...more);
    for (const format of ['svg', 'pdf', 'csv']) {
      expect(await chart(format)).toMatchObject({ code: 0, err: '' });
      const once = await readFile(join(folder, `c.${format}`));
      await chart(format);
      expect(Buffer.compare(once, await readFile(join(folder, `c.${format}`))), format).toBe(0);
    }
    expect(await readFile(join(folder, 'c.csv'), 'utf8')).toBe('line,step,reward\r\ne1,0,1.5\r\ne1,1,-0.5\r\n');
    const svg = await readFile(join(folder, 'c.svg'), 'utf8');
    expect(svg).toContain('width="89mm" height="60mm"');
    expect(svg).toMatch(/runs\.sqlite \(SQLite [\d.]+, as of /);
    expect((await chart('svg', '--size', '120x80mm', '--log')).code).toBe(0);
    expect(await readFile(join(folder, 'c.svg'), 'utf8')).toContain('width="120mm" height="80mm"');
  });

  it('says what it cannot draw', async () => {
    const of = (...more: string[]) => starling('chart', database, '--measure', 'reward', ...more);
    expect((await of('-o', join(folder, 'x.jpg'))).err).toContain('svg, pdf, png');
    expect((await of('-o', join(folder, 'x.svg'), '--size', '5x5')).err).toContain('20 to 1000 mm');
    expect((await of('-o', join(folder, 'x.svg'), '--episode', 'nobody')).code).toBe(1);
  });
});

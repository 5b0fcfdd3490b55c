import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { programs, runStarling } from './testing/programs.ts';

/** Every command starts two programs: minutes in all, on a machine that does much else. */
const patience = 400_000;

let folder: string;
const path = (name: string): string => join(folder, name);
const environment = () => ({ ...process.env, STARLING_DATA: path('data') });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-cli-import-'));
  await writeFile(path('runs.csv'), 'id,x\n1,0.5\n2,1.5\n3\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const starling = (...given: string[]) => runStarling(given, environment());

/** Says what was printed where it does not. */
async function succeeds(...given: string[]): Promise<void> {
  const { code, out, err } = await starling(...given);
  expect(code, `${out}${err}`).toBe(0);
}

it(
  'takes the files that a pattern fits as one table, and says where it fits none',
  async () => {
    await mkdir(path('parts'));
    for (const part of [9, 10]) await writeFile(path(`parts/run-${part}.csv`), `step,reward\n1,${part}\n2,0.5\n`);
    await writeFile(path('parts/notes.txt'), 'not one of them');
    await succeeds('import', path('parts/run-*.csv'), '--into', path('pattern.duckdb'));
    const [{ tables }] = JSON.parse((await starling('imports', path('pattern.duckdb'), '--json')).out);
    expect(tables).toHaveLength(1);
    const rows = `select file, sum(reward) from "${tables[0].name}" group by 1 order by 2`;
    expect((await starling('query', path('pattern.duckdb'), rows, '--csv')).out).toMatch(
      /run-9\.csv,9\.5\n.*run-10\.csv,10\.5\n/,
    );
    const none = await starling('import', path('parts/walk-*.csv'), '--into', path('pattern.duckdb'));
    expect(none).toMatchObject({ code: 1, err: expect.stringContaining('No file fits') });
  },
  patience,
);

describe.each(['duckdb', 'sqlite'])('the commands of imports, into a new %s file', (engine) => {
  const into = () => path(`new.${engine}`);

  it(
    'says what would happen, imports, lists, knows it again, and takes it back',
    async () => {
      const dry = await starling('import', path('runs.csv'), '--into', into(), '--dry-run');
      expect(dry.out).toContain('runs: 2 rows, a new table');
      // Nobody counts what is only read as it goes in.
      await writeFile(path('steps.json'), '[{"n": 1}, {"n": 2}]');
      const uncounted = await starling('import', path('steps.json'), '--into', into(), '--dry-run');
      expect(uncounted.out).toContain('steps: as yet uncounted rows, a new table');

      const done = JSON.parse((await starling('import', path('runs.csv'), '--into', into(), '--json')).out);
      expect(done.reports[0]).toMatchObject({
        outcome: 'imported',
        counts: { read: 3, written: 2, rejected: 1, skipped: 0 },
        rejects: [{ file: 'runs.csv', line: 4, raw: '3' }],
      });
      const again = await starling('import', path('runs.csv'), '--into', into());
      expect(again).toMatchObject({ code: 1, out: expect.stringContaining('were imported before') });
      expect(again.out).toContain('--on-duplicate skip|replace|add');
      await succeeds('import', path('runs.csv'), '--into', into(), '--on-duplicate', 'skip');

      const [record] = JSON.parse((await starling('imports', into(), '--json')).out);
      expect(record).toMatchObject({
        importer: 'table',
        counts: { written: 2 },
        tables: [{ name: 'runs', created: true }],
      });
      expect((await starling('query', into(), 'select sum(x) as s from runs', '--csv')).out).toBe('s\n2\n');

      expect((await starling('undo-import', into(), record.id)).out).toContain('runs: removed with its 2 rows');
      expect((await starling('query', into(), 'select * from runs')).code).toBe(1);
      expect((await starling('undo-import', into(), record.id)).err).toContain('There is no import');
    },
    patience,
  );
});

it(
  'says in a line what is left out for one reason, and all of it in JSON',
  async () => {
    const texts = Array.from({ length: 40 }, (_, at) => `text/of_column_${at + 1}`);
    const row = [1, ...texts.map(() => 'word')].join();
    await mkdir(path('run'));
    await writeFile(path('run/progress.csv'), `${['time/total_timesteps', ...texts].join()}\n${row}\n`);
    const told = ['import', path('run'), '--into', path('left-out.duckdb'), '--dry-run'];
    const { out } = await starling(...told);
    expect(out.split('\n').filter((line) => line.includes('Left out'))).toEqual([
      expect.stringMatching(/^ {2}Left out: Texts.*: progress.csv: text\/of_column_1, .* and \d+ more$/),
    ]);
    const [report] = JSON.parse((await starling(...told, '--json')).out).reports;
    expect(report.leftOut).toEqual([
      { what: expect.stringMatching(/^Texts/), names: texts.map((name) => `progress.csv: ${name}`) },
    ]);
  },
  patience,
);

it(
  'makes the tables of a schema once',
  async () => {
    const database = path('tracking.duckdb');
    const made = JSON.parse((await starling('init', database, '--schema', 'tracking', '--json')).out);
    expect(made.created.map((table: { name: string }) => table.name)).toContain('observations');
    expect(await starling('init', database, '--schema', 'tracking')).toMatchObject({ code: 1 });
    await succeeds('init', database, '--schema', 'tracking', '--if-missing');
    expect((await starling('init', database, '--schema', 'nothing')).code).toBe(2);
  },
  patience,
);

it(
  'watches a folder: takes in what appears, and what grew in the place of what it gave before',
  async () => {
    const watched = path('watched');
    const database = path('watched.sqlite');
    await mkdir(watched);
    await writeFile(join(watched, 'a.csv'), 'id,x\n1,0.5\n');
    const { cli } = await programs();
    const child = spawn(process.execPath, [cli, 'watch', watched, '--into', database], { env: environment() });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const rows = async (): Promise<string> =>
      (await starling('query', database, 'select count(*) as n from a', '--csv')).out;
    const become = async (expected: string): Promise<void> => {
      for (let attempt = 0; attempt < 60 && (await rows()) !== expected; attempt++) await setTimeout(500);
      expect(await rows()).toBe(expected);
    };
    try {
      await become('n\n1\n');
      await appendFile(join(watched, 'a.csv'), '2,1.5\n');
      await become('n\n2\n');
    } finally {
      child.kill('SIGINT');
    }
    expect(await ended).toBe(0);
  },
  patience,
);

it.each(['duckdb', 'sqlite'])(
  'leaves no file behind that was made for an import which is interrupted (%s)',
  async (engine) => {
    const file = path('interrupted.csv');
    const row = (at: number): string => `${at},${at / 7},a text of some length to read\n`;
    await writeFile(file, `id,x,words\n${Array.from({ length: 1_500_000 }, (_, at) => row(at)).join('')}`);
    const database = path(`interrupted.${engine}`);
    const { cli } = await programs();
    const child = spawn(process.execPath, [cli, 'import', file, '--into', database], { env: environment() });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    while (!existsSync(database)) await setTimeout(20);
    await setTimeout(500);
    child.kill('SIGINT');
    expect(await ended).toBe(1);
    expect((await readdir(folder)).filter((name) => name.startsWith(`interrupted.${engine}`))).toEqual([]);
  },
  patience,
);

import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportTarget } from '#shared/model/import.ts';
import type { ImportJob } from '#shared/model/import-job.ts';
import { below } from '../../database/importers/run/give-way.ts';
import { createTestDatabase, type TestDatabase } from '../../database/testing/engines.ts';
import { startApp } from '../../node/testing/start-app.ts';
import type { App } from '../create-app.ts';
import type { ProcessHandle } from '../host.ts';

let app: App;
let folder: string;
let processes: readonly ProcessHandle[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-imports-'));
  ({ app, processes } = await startApp(folder));
  const instance = await DuckDBInstance.create(join(folder, 'made.duckdb'));
  const connection = await instance.connect();
  await connection.run('create table numbers as select range as n from range(3)');
  await connection.run(
    `copy (select range as id, random() as x from range(2000000)) to '${join(folder, 'part.parquet')}'`,
  );
  connection.closeSync();
  instance.closeSync();
});

afterEach(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const path = (name: string): string => join(folder, name);

async function run(into: ImportTarget, files: readonly string[], watch?: (job: ImportJob) => void): Promise<ImportJob> {
  const { job } = await app.client.imports.start({ sets: files.map((file) => ({ paths: [path(file)] })), into });
  let last: ImportJob | undefined;
  for await (const state of await app.client.imports.follow({ job })) {
    last = state;
    watch?.(state);
  }
  return last as ImportJob;
}

async function count(database: string, table: string): Promise<number> {
  const request = { conditions: [], search: '', sort: [], limit: 1 };
  return app.client.tables.count({ database, table: { schema: 'main', name: table }, request });
}

async function openMade(): Promise<string> {
  return (await app.client.databases.open({ source: { kind: 'file', path: path('made.duckdb') } })).id;
}

describe('an import into an open DuckDB file', () => {
  it('runs in the process that has it open, while it is browsed, and leaves it open for reading', async () => {
    const database = await openMade();
    const asked: Promise<number>[] = [];
    const job = await run({ kind: 'database', database }, ['part.parquet'], ({ state }) => {
      if (state === 'running') asked.push(count(database, 'numbers'));
    });
    expect(job).toMatchObject({ state: 'done', reports: [{ outcome: 'imported', counts: { written: 2_000_000 } }] });
    expect(await Promise.all(asked)).toEqual(asked.map(() => 3));
    expect(await count(database, 'part')).toBe(2_000_000);
    const [info] = await app.client.databases.list();
    expect(info).toMatchObject({ state: 'open', connection: { readOnly: true } });
    const records = await app.client.imports.records({ into: { kind: 'database', database } });
    expect(records).toMatchObject([{ importer: 'table', counts: { written: 2_000_000 } }]);
    expect((await app.client.lens.get({ database })).imports).toBe(true);
    await app.client.imports.undo({ into: { kind: 'database', database }, id: records[0]?.id ?? '' });
    expect((await app.client.tables.catalogue({ database })).tables.some(({ name }) => name === 'part')).toBe(false);
    expect((await app.client.lens.get({ database })).imports).toBeUndefined();
  });

  it('leaves it as it was when it is cancelled', async () => {
    const database = await openMade();
    const into: ImportTarget = { kind: 'database', database };
    const { job } = await app.client.imports.start({ sets: [{ paths: [path('part.parquet')] }], into });
    let last: ImportJob | undefined;
    for await (const state of await app.client.imports.follow({ job })) {
      last = state;
      if (state.progress !== null) await app.client.imports.cancel({ job });
    }
    expect(last?.state).toBe('cancelled');
    expect((await app.client.tables.catalogue({ database })).tables.map(({ name }) => name)).toEqual(['numbers']);
  });

  it('lets others be looked at and queued meanwhile, and nothing is left of one that is cancelled before its turn', async () => {
    const database = await openMade();
    const into: ImportTarget = { kind: 'database', database };
    await writeFile(path('data.csv'), 'n\n1\n');
    const sets = [{ paths: [path('data.csv')] }];
    const tables = Array.from({ length: 20 }, (_, at) => `part_${at}`);
    const { job } = await app.client.imports.start({
      sets: tables.map((table) => ({ paths: [path('part.parquet')], options: { table } })),
      ...{ into, onDuplicate: 'add' },
    });
    for await (const { progress } of await app.client.imports.follow({ job })) if (progress !== null) break;
    const look = await app.client.imports.look({ sets, into });
    expect(look).toMatchObject({
      refused: [],
      plans: [{ tables: [{ name: 'data', exists: null }], notices: [expect.stringContaining('told when their turn')] }],
    });
    const { job: second } = await app.client.imports.start({ sets, into });
    await app.client.imports.cancel({ job: second });
    await app.client.imports.cancel({ job });
    for await (const { state } of await app.client.imports.follow({ job })) if (state === 'cancelled') break;
    const jobs = await app.client.imports.jobs();
    expect(jobs.find(({ id }) => id === second)).toMatchObject({ state: 'cancelled', started: null, reports: [] });
    expect((await app.client.imports.look({ sets, into })).plans).toMatchObject([
      { tables: [{ exists: false }], notices: [] },
    ]);
  });

  it('is replaced by a reading one when its process is killed, with nothing half done', async () => {
    const database = await openMade();
    const job = await run({ kind: 'database', database }, ['part.parquet'], ({ progress }) => {
      if (progress !== null) processes.at(-1)?.kill();
    });
    expect(job.state).toBe('failed');
    expect(job.failure?.message).toContain('all of a file set or nothing of it');
    expect(await count(database, 'numbers')).toBe(3);
    expect((await app.client.tables.catalogue({ database })).tables.map(({ name }) => name)).toEqual(['numbers']);
  });
});

/** Opens a database of another engine in the application, with a table of three numbers. */
async function openNumbers(made: TestDatabase): Promise<string> {
  await made.execute('create table numbers (n integer primary key)', 'insert into numbers values (0), (1), (2)');
  const { target } = made;
  if (target.kind === 'postgres')
    await app.client.profiles.save({ profile: target.profile, password: target.password ?? '', keep: false });
  else if (target.kind === 'file') await copyFile(target.path, path('made.sqlite'));
  const source =
    target.kind === 'postgres'
      ? ({ kind: 'postgres', profile: target.profile.id } as const)
      : ({ kind: 'file', path: path('made.sqlite') } as const);
  return (await app.client.databases.open({ source })).id;
}

it.each(['sqlite', 'postgres'] as const)(
  'a %s database that is open is seen through the lens that fits what was made in it',
  async (engine) => {
    await using made = await createTestDatabase(engine);
    const database = await openNumbers(made);
    expect(await app.client.lens.get({ database })).toMatchObject({ id: 'generic' });
    await app.client.imports.init({ into: { kind: 'database', database }, schema: 'tracking' });
    expect(await app.client.lens.get({ database })).toMatchObject({ id: 'tracking' });
  },
);

it.each(['sqlite', 'postgres'] as const)(
  'into a %s database that is open, its window goes on browsing and shows the new rows afterwards',
  async (engine) => {
    await using made = await createTestDatabase(engine);
    const database = await openNumbers(made);
    const schema = engine === 'postgres' ? 'public' : 'main';
    const request = { conditions: [], search: '', sort: [], limit: 1 };
    const counted = (name: string) => app.client.tables.count({ database, table: { schema, name }, request });
    const asked: Promise<number>[] = [];
    const job = await run({ kind: 'database', database }, ['part.parquet'], ({ state }) => {
      if (state === 'running') asked.push(counted('numbers'));
    });
    expect(job).toMatchObject({ state: 'done', reports: [{ outcome: 'imported', counts: { written: 2_000_000 } }] });
    expect(asked.length).toBeGreaterThan(1);
    expect(await Promise.all(asked)).toEqual(asked.map(() => 3));
    expect(await counted('part')).toBe(2_000_000);
  },
  60_000,
);

it('queues imports into one database and goes on behind one that fails', async () => {
  await writeFile(path('bad.parquet'), 'PAR1 and nothing else');
  const into: ImportTarget = { kind: 'file', path: path('new.sqlite') };
  const jobs = await Promise.all([run(into, ['bad.parquet']), run(into, ['part.parquet'])]);
  expect(jobs.map(({ state }) => state)).toEqual(['failed', 'done']);
  expect(jobs[0]?.reports[0]?.failure?.code).toBe('FILE_CORRUPT');
  expect(await app.client.imports.records({ into })).toMatchObject([{ counts: { written: 2_000_000 } }]);
});

/** Of a process; on Linux of each of its threads, the engine's among them. None once it has ended. */
async function prioritiesOf({ pid = 0 }: ProcessHandle): Promise<readonly number[]> {
  const threads = process.platform === 'linux' ? await readdir(`/proc/${pid}/task`) : [pid];
  return threads.map((thread) => getPriority(Number(thread)));
}

it('comes behind windows in a process of its own, and not in one that is browsed', async () => {
  const own = getPriority();
  const database = await openMade();
  const priorities = async (into: ImportTarget) => {
    const seen: Promise<readonly number[]>[] = [];
    await run(into, ['part.parquet'], ({ progress }) => {
      if (progress !== null) seen.push(prioritiesOf(processes.at(-1) as ProcessHandle).catch(() => []));
    });
    return new Set((await Promise.all(seen)).flat());
  };
  const behind = new Set([Math.max(own, below)]);
  expect(await priorities({ kind: 'file', path: path('new.duckdb') })).toEqual(behind);
  expect(await priorities({ kind: 'file', path: path('new.sqlite') })).toEqual(behind);
  expect(await priorities({ kind: 'database', database })).toEqual(new Set([own]));
});

it('plans without doing anything', async () => {
  await writeFile(path('data.csv'), 'd,n\n03/04/2026,007\n');
  const into: ImportTarget = { kind: 'file', path: path('new.duckdb') };
  const look = await app.client.imports.look({
    sets: [{ paths: [path('data.csv')] }, { paths: [path('none.csv')] }],
    into,
  });
  expect(look.plans).toMatchObject([
    {
      importer: 'table',
      questions: [{ option: 'dates' }],
      tables: [{ name: 'data', exists: false, preview: [['03/04/2026', '007']] }],
    },
  ]);
  expect(look.plans[0]?.tables[0]?.columns[1]).toMatchObject({
    valueType: 'VARCHAR',
    reason: '“007” has a leading zero',
  });
  expect(look.refused).toMatchObject([{ failure: { code: 'FILE_NOT_FOUND' } }]);
  await expect(app.client.databases.open({ source: { kind: 'file', path: path('new.duckdb') } })).rejects.toThrow();
});

it('takes only files that may be opened', async () => {
  const into: ImportTarget = { kind: 'file', path: path('new.duckdb') };
  await expect(app.client.imports.start({ sets: [{ paths: ['/etc/hostname'] }], into })).rejects.toMatchObject({
    data: { code: 'NOT_ALLOWED' },
  });
});

it('imports into a Postgres profile, and lists and takes back what came', async () => {
  await using database = await createTestDatabase('postgres');
  if (database.target.kind !== 'postgres') return;
  const { profile, password = '' } = database.target;
  await app.client.profiles.save({ profile, password, keep: false });
  await writeFile(path('data.csv'), 'n,word\n1,a\n2,b\n');
  const into: ImportTarget = { kind: 'postgres', profile: profile.id };
  expect(await run(into, ['data.csv'])).toMatchObject({ state: 'done', reports: [{ counts: { written: 2 } }] });
  const [record] = await app.client.imports.records({ into });
  expect(record).toMatchObject({ counts: { written: 2 }, tables: [{ name: 'data', created: true }] });
  expect(await app.client.imports.undo({ into, id: record?.id ?? '' })).toMatchObject({ tables: [{ dropped: true }] });
});

import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataVersion, filesVersion } from './data-version.ts';
import { OpenedDatabase } from './opened-database.ts';
import { createTestDatabase } from './testing/engines.ts';

let scratch: string;

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'starling-version-'));
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

describe.each(['sqlite', 'postgres'] as const)('the version of data on %s', (engine) => {
  it('changes with every commit of somebody else, and not by reading', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute('create table t (n integer)');
    const connection = await database.open();
    const version = () => dataVersion(connection, database.target, {});
    const first = await version();
    await database.execute('insert into t values (1)');
    const second = await version();
    expect(second).not.toBe(first);
    await database.execute('update t set n = 2');
    expect(await version()).not.toBe(second);
  });
});

it('sees what is still in the log of a SQLite database whose writer goes on', async () => {
  await using database = await createTestDatabase('sqlite');
  const { target } = database;
  if (target.kind !== 'file') throw new Error('a file was expected');
  const writer = new BetterSqlite3(target.path);
  writer.exec('pragma journal_mode = wal; create table t (n integer); insert into t values (1)');
  const connection = await database.open();
  const first = await dataVersion(connection, target, {});
  expect(await dataVersion(connection, target, {})).toBe(first);
  writer.exec('begin; insert into t values (2)');
  writer.exec('commit');
  expect(await dataVersion(connection, target, {})).not.toBe(first);
  writer.close();
});

it('says of a copy that its original has changed', async () => {
  await using database = await createTestDatabase('duckdb');
  await database.execute('create table t (n integer)');
  const opened = new OpenedDatabase();
  await opened.open(database.target, { options: { snapshot: true }, scratch });
  const { version, outdated } = await opened.version({});
  expect(outdated).toBe(false);
  await database.execute('insert into t values (1)');
  const now = await opened.version({});
  expect(now.outdated).toBe(true);
  expect(now.version).not.toBe(version);
  await opened.close();
});

it('follows the files of a folder', async () => {
  const target = { kind: 'folder', path: scratch } as const;
  await writeFile(join(scratch, 'a.csv'), 'n\n1\n');
  const first = await filesVersion(target);
  await appendFile(join(scratch, 'a.csv'), '2\n');
  const second = await filesVersion(target);
  expect(second).not.toBe(first);
  await writeFile(join(scratch, 'b.csv'), 'n\n');
  expect(await filesVersion(target)).not.toBe(second);
});

it('is what was heard on the channel of a profile, and nothing else', async () => {
  await using database = await createTestDatabase('postgres');
  const { target } = database;
  if (target.kind !== 'postgres') throw new Error('a profile was expected');
  await database.execute('create table t (n integer)');
  const opened = new OpenedDatabase();
  await opened.open({ ...target, profile: { ...target.profile, channel: 'New "steps"' } }, { options: {}, scratch });
  const version = async () => (await opened.version({})).version;
  const first = await version();
  await database.execute('insert into t values (1)', 'notify "another"');
  expect(await version()).toBe(first);
  await database.execute('insert into t values (2)', 'notify "New ""steps"""');
  await expect.poll(version, { timeout: 10_000 }).not.toBe(first);
  const before = await version();
  await database.execute("select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%'");
  await expect.poll(version, { timeout: 10_000 }).not.toBe(before);
  await opened.close();
});

import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dataVersion, filesVersion, lastingVersion } from './data-version.ts';
import { chooseDriver } from './drivers/engines.ts';
import { OpenedDatabase } from './opened-database.ts';
import { createTestDatabase, engines } from './testing/engines.ts';

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

describe.each(engines)('the lasting version of data on %s', (engine) => {
  it('is another one after every change, and the same for whoever opens the data again', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute('create table t (n integer)');
    const version = async () => {
      const connection = await database.open();
      const found = await lastingVersion(connection, database.target);
      await connection.close();
      return found;
    };
    const first = await version();
    expect(first).not.toBeNull();
    // Other tests write to the same server.
    if (engine !== 'postgres') expect(await version()).toBe(first);
    await database.execute('insert into t values (1)');
    expect(await version()).not.toBe(first);
  });
});

it('is unknown where a table may be another server’s, and of a copy', async () => {
  await using server = await createTestDatabase('postgres');
  await server.execute('create foreign data wrapper w', 'create server s foreign data wrapper w');
  await server.execute('create foreign table far (n integer) server s');
  expect(await lastingVersion(await server.open(), server.target)).toBeNull();
  await using file = await createTestDatabase('duckdb');
  await file.execute('create table t (n integer)');
  const copy = await chooseDriver(file.target);
  const connection = await copy.open(file.target, { options: { snapshot: true }, scratch });
  expect(await lastingVersion(connection, file.target)).toBeNull();
  await connection.close();
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

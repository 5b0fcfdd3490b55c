import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { raw } from '../../sql/sql.ts';
import type { Connection } from '../driver.ts';
import { sqliteDriver } from './driver.ts';

let folder: string;
let place: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-sqlite-'));
  place = join(folder, 'data');
  await mkdir(place);
  await mkdir(join(folder, 'scratch'));
  path = join(place, 'runs #1?.db');
});
afterEach(async () => {
  await chmod(place, 0o755);
  await rm(folder, { recursive: true, force: true });
});

const open = (snapshot = false, file = path): Promise<Connection> =>
  sqliteDriver.open({ kind: 'file', path: file }, { options: { snapshot }, scratch: join(folder, 'scratch') });

const all = async (connection: Connection, text: string) => (await connection.rows(raw(text))).rows;

function create(mode: 'wal' | 'delete', ...statements: string[]): Database.Database {
  const database = new Database(path);
  database.pragma(`journal_mode = ${mode}`);
  for (const statement of ['create table runs (n integer)', 'insert into runs values (1), (2)', ...statements]) {
    database.exec(statement);
  }
  return database;
}

describe('a WAL database', () => {
  it('at rest is read without leaving anything beside it', async () => {
    create('wal').close();
    const before = await readFile(path);
    const connection = await open();
    expect(await all(connection, 'select n from runs')).toEqual([[1], [2]]);
    expect(await readdir(place)).toEqual(['runs #1?.db']);
    await connection.close();
    expect(await readdir(place)).toEqual(['runs #1?.db']);
    expect(await readFile(path)).toEqual(before);
  });

  it('in use shows what its writer has committed, as it comes, and nothing of what it has not', async () => {
    const writer = create('wal');
    writer.pragma('wal_autocheckpoint = 0');
    const connection = await open();
    writer.exec('insert into runs values (3)');
    expect(await all(connection, 'select count(*) from runs')).toEqual([[3]]);
    writer.exec('begin; insert into runs values (4)');
    expect(await all(connection, 'select count(*) from runs')).toEqual([[3]]);
    writer.exec('commit');
    expect(await all(connection, 'select count(*) from runs')).toEqual([[4]]);
    await connection.close();
    writer.close();
  });

  it('is not checkpointed by reading it', async () => {
    const writer = create('wal');
    const sizes = async () => [(await readFile(path)).length, (await readFile(`${path}-wal`)).length];
    const before = await sizes();
    const connection = await open();
    await all(connection, 'select * from runs');
    await connection.close();
    expect(await sizes()).toEqual(before);
    writer.close();
  });

  it('at rest is followed when somebody begins to write', async () => {
    create('wal').close();
    const connection = await open();
    expect(await all(connection, 'select count(*) from runs')).toEqual([[2]]);
    const writer = new Database(path);
    writer.exec('insert into runs values (3)');
    expect(await all(connection, 'select count(*) from runs')).toEqual([[3]]);
    writer.pragma('wal_checkpoint(truncate)');
    writer.exec('insert into runs values (4)');
    expect(await all(connection, 'select count(*) from runs')).toEqual([[4]]);
    await connection.close();
    writer.close();
  });

  it('with a log but no index is read from a copy, committed rows included', async () => {
    const writer = create('wal');
    const copied = join(place, 'copied.db');
    await copyFile(path, copied);
    await copyFile(`${path}-wal`, `${copied}-wal`);
    writer.close();
    const connection = await open(false, copied);
    expect(await all(connection, 'select count(*) from runs')).toEqual([[2]]);
    expect(connection.info.snapshotTaken).not.toBeNull();
    expect(connection.info.notices).toHaveLength(1);
    expect((await readdir(place)).filter((name) => name.startsWith('copied'))).toEqual(['copied.db', 'copied.db-wal']);
    await connection.close();
  });
});

describe('a database with a rollback journal', () => {
  it('is read while a writer prepares a change, and waits its turn while it commits', async () => {
    const writer = create('delete');
    const connection = await open();
    writer.exec('begin immediate; insert into runs values (3)');
    expect(await all(connection, 'select count(*) from runs')).toEqual([[2]]);
    writer.exec('commit; begin exclusive');
    await expect(all(connection, 'select count(*) from runs')).rejects.toMatchObject({ code: 'FILE_LOCKED' });
    writer.exec('commit');
    expect(await all(connection, 'select count(*) from runs')).toEqual([[3]]);
    await connection.close();
    writer.close();
  });

  it('whose writer died is shown as before the unfinished change, from a copy', async () => {
    create('delete').close();
    const script = `
      const Database = require('better-sqlite3');
      const writer = new Database(${JSON.stringify(path)});
      writer.pragma('cache_size = 5'); writer.pragma('cache_spill = 1');
      writer.exec('begin; update runs set n = 100');
      writer.exec("insert into runs with recursive c(x) as (select 1 union all select x + 1 from c limit 20000) select x from c");
      process.kill(process.pid, 'SIGKILL');`;
    await ended(spawn(process.execPath, ['-e', script], { stdio: 'inherit' }));
    const before = await readdir(place);
    expect(before).toContain('runs #1?.db-journal');
    const bytes = await readFile(path);
    const connection = await open();
    expect(await all(connection, 'select n from runs')).toEqual([[1], [2]]);
    expect(connection.info.notices[0]).toContain('never finished');
    await connection.close();
    expect(await readdir(place)).toEqual(before);
    expect(await readFile(path)).toEqual(bytes);
  });

  it('can be opened as a snapshot, which does not follow', async () => {
    const writer = create('delete');
    const connection = await open(true);
    writer.exec('insert into runs values (3)');
    expect(await all(connection, 'select count(*) from runs')).toEqual([[2]]);
    expect(connection.info.snapshotTaken).not.toBeNull();
    await connection.close();
    writer.close();
  });
});

describe('a file', () => {
  it('that vanishes while open says so; one that takes its place is opened', async () => {
    create('delete').close();
    const connection = await open();
    await rename(path, join(place, 'elsewhere.db'));
    await expect(all(connection, 'select 1')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    create('delete', 'insert into runs values (3)').close();
    expect(await all(connection, 'select count(*) from runs')).toEqual([[3]]);
    await connection.close();
  });

  it.each([
    ['that is empty', '', 'NOT_A_DATABASE'],
    ['of text', 'episode,reward\n1,2\n'.repeat(100), 'NOT_A_DATABASE'],
    [
      'of noise, as an encrypted one is',
      Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 197) % 251)),
      'NOT_A_DATABASE',
    ],
    ['with a header and nothing behind it', `SQLite format 3\0${'x'.repeat(40)}`, 'NOT_A_DATABASE'],
  ])('%s is refused with a sentence', async (_, content, code) => {
    await writeFile(path, content);
    await expect(open()).rejects.toMatchObject({ code, message: expect.stringMatching(/^[A-Z].*\.$/) });
    expect(await readdir(place)).toEqual(['runs #1?.db']);
  });

  it('cut off in the middle is FILE_CORRUPT, at the latest when its rows are read', async () => {
    create(
      'delete',
      'create table wide as with recursive c(x) as (select 1 union all select x + 1 from c limit 5000) select x, hex(randomblob(50)) as h from c',
    ).close();
    const whole = await readFile(path);
    await writeFile(path, whole.subarray(0, whole.length / 2));
    const read = async () => all(await open(), 'select count(h) from wide');
    await expect(read()).rejects.toMatchObject({ code: 'FILE_CORRUPT' });
  });

  it('that is missing, a folder, or a dangling link is refused with a sentence', async () => {
    await expect(open()).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    await expect(open(false, place)).rejects.toMatchObject({ code: 'NOT_A_DATABASE' });
    await symlink(join(place, 'nowhere'), path);
    await expect(open()).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});

/** Root may read and write everything, so these run as nobody; that user must be able to reach our sources. */
const script = join(import.meta.dirname, 'testing', 'open-and-count.ts');
const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const reachable = spawnSync(process.execPath, ['-e', 'fs.accessSync(process.argv[1])', script], asNobody).status === 0;

describe.runIf(reachable)('without permission', () => {
  it('says so for a file that may not be read', async () => {
    create('delete').close();
    await chmod(path, 0o000);
    expect(await openAsNobody()).toMatchObject({ code: 'NO_PERMISSION' });
  });

  it('reads WAL databases in a read-only folder: in use, with a log that nobody shares, and at rest', async () => {
    const writer = create('wal');
    const inReadOnlyFolder = async () => {
      await makeReadable();
      await chmod(place, 0o555);
      const answer = await openAsNobody();
      await chmod(place, 0o755);
      return answer;
    };
    expect(await inReadOnlyFolder()).toEqual({ rows: [[2]], copied: false });
    const log = await readFile(`${path}-wal`);
    const main = await readFile(path);
    writer.close();
    await writeFile(path, main);
    await writeFile(`${path}-wal`, log);
    expect(await inReadOnlyFolder()).toEqual({ rows: [[2]], copied: true });
    new Database(path).exec('insert into runs values (3)').close();
    expect(await inReadOnlyFolder()).toEqual({ rows: [[3]], copied: false });
    expect(await readdir(place)).toEqual(['runs #1?.db']);
  });
});

async function makeReadable(): Promise<void> {
  for (const name of await readdir(place)) await chmod(join(place, name), 0o444);
  await chmod(folder, 0o755);
  await chmod(join(folder, 'scratch'), 0o777);
}

async function openAsNobody(): Promise<unknown> {
  await chmod(folder, 0o755);
  const child = spawn(process.execPath, [script, path, join(folder, 'scratch')], {
    ...asNobody,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout?.on('data', (text) => {
    output += String(text);
  });
  await ended(child);
  return JSON.parse(output);
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.on('close', () => resolve()));
}

describe('a statement that is asked again', () => {
  const text = 'select * from runs order by n';

  it('has the columns of now', async () => {
    const writer = create('wal');
    const connection = await open();
    expect(await all(connection, text)).toEqual([[1], [2]]);
    writer.exec(`alter table runs add column label text default 'new'`);
    expect((await connection.rows(raw(text))).columns.map(({ name }) => name)).toEqual(['n', 'label']);
    expect(await all(connection, text)).toEqual([
      [1, 'new'],
      [2, 'new'],
    ]);
    writer.exec('drop table runs; create table runs (n text)');
    expect(await all(connection, text)).toEqual([]);
    writer.close();
    await connection.close();
  });

  it('begins anew beside one that still hands out rows', async () => {
    create(
      'delete',
      'with recursive c(i) as (select 3 union all select i + 1 from c limit 5000) insert into runs select i from c',
    ).close();
    const connection = await open();
    const first = connection.stream(raw(text))[Symbol.asyncIterator]();
    await first.next();
    expect(await all(connection, text)).toHaveLength(5002);
    await first.return?.();
    expect(await all(connection, text)).toHaveLength(5002);
    await connection.close();
  });
});

import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { raw } from '../../sql/sql.ts';
import type { Connection } from '../driver.ts';
import { sqliteDriver } from './driver.ts';
import { bytesToMap } from './mapping.ts';

/** A file with some rows of 20 kB each, and a connection to it. */
async function opened(rows: number): Promise<{ path: string; connection: Connection }> {
  const folder = await mkdtemp(join(tmpdir(), 'starling-mapping-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'test.sqlite');
  fill(path, rows);
  const connection = await sqliteDriver.open({ kind: 'file', path }, { options: {}, scratch: folder });
  onTestFinished(() => connection.close());
  return { path, connection };
}

function fill(path: string, rows: number): void {
  const database = new Database(path);
  database.exec(`create table t (a integer primary key, heavy blob, behind integer);
    with recursive c(i) as (select 1 union all select i + 1 from c limit ${rows})
    insert into t select i, randomblob(20000), i from c`);
  database.close();
}

const total = raw('select count(*), sum(behind) from t');

it('maps no file where others could not replace it, or where a network may go away', () => {
  expect(bytesToMap(tmpdir(), 'win32')).toBe(0);
  expect(bytesToMap('/proc', 'linux')).toBe(0);
});

it('reads a file that others made shorter between two questions', async () => {
  const { path, connection } = await opened(200);
  expect((await connection.rows(total)).rows).toEqual([[200, 20_100]]);
  const shorter = `${path}.shorter`;
  fill(shorter, 3);
  await writeFile(path, await readFile(shorter));
  expect((await connection.rows(total)).rows).toEqual([[3, 6]]);
});

it('says that a file is damaged whose end is gone, and lives on', async () => {
  const { path, connection } = await opened(200);
  await connection.rows(total);
  await truncate(path, 1_000_000);
  await expect(connection.rows(total)).rejects.toMatchObject({ data: { code: 'FILE_CORRUPT' } });
  fill(`${path}.whole`, 5);
  await writeFile(path, await readFile(`${path}.whole`));
  expect((await connection.rows(total)).rows).toEqual([[5, 15]]);
});

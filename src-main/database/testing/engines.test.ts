import { DuckDBInstance } from '@duckdb/node-api';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { expect, it } from 'vitest';
import type { Target } from '../drivers/driver.ts';
import { createTestDatabase } from './engines.ts';

const statements = ['create table t (a integer)', 'insert into t values (1), (41)'];

it('makes a DuckDB file that can be opened again', async () => {
  await using database = await createTestDatabase('duckdb');
  await database.execute(...statements);
  const instance = await DuckDBInstance.create(pathOf(database.target), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const answer = await connection.runAndReadAll('select sum(a)::integer from t');
  expect(answer.getRows()).toEqual([[42]]);
  connection.closeSync();
  instance.closeSync();
});

it('makes a SQLite file that can be opened again', async () => {
  await using database = await createTestDatabase('sqlite');
  await database.execute(...statements);
  const file = new BetterSqlite3(pathOf(database.target), { readonly: true, fileMustExist: true });
  expect(file.prepare('select sum(a) from t').pluck().get()).toBe(42);
  file.close();
});

it('makes a Postgres database of its own', async () => {
  await using database = await createTestDatabase('postgres');
  await database.execute(...statements);
  if (database.target.kind !== 'postgres') throw new Error('not Postgres');
  const { host, port, user, database: name } = database.target.profile;
  const client = new pg.Client({ host, port, user, database: name, password: database.target.password });
  await client.connect();
  const answer = await client.query('select sum(a)::integer as sum, version() from t');
  expect(answer.rows[0]).toMatchObject({ sum: 42, version: expect.stringContaining('PostgreSQL 18') });
  await client.end();
});

function pathOf(target: Target): string {
  if (target.kind !== 'file') throw new Error('not a file');
  return target.path;
}

import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import BetterSqlite3 from 'better-sqlite3';
import type pg from 'pg';
import { CopyQuery } from '../../src-main/database/importers/writers/copy-query.ts';

/** What the engine alone needs for the same rows. */

function list(paths: readonly string[]): string {
  return `[${paths.map((path) => `'${path}'`).join(', ')}]`;
}

/** `INSERT … SELECT read_parquet` into a new file. */
export async function duckdbFloor(file: string, from: string): Promise<void> {
  await rm(file, { force: true });
  const instance = await DuckDBInstance.create(file, { memory_limit: '400MB' });
  const connection = await instance.connect();
  await connection.run(`create table rows as select * from ${from} limit 0`);
  await connection.run(`insert into rows select * from ${from}`);
  connection.closeSync();
  instance.closeSync();
}

export function readParquet(paths: readonly string[]): string {
  return `read_parquet(${list(paths)})`;
}

/** Prepared inserts in one transaction, of rows that DuckDB reads. */
export async function sqliteFloor(file: string, from: string): Promise<void> {
  await rm(file, { force: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const database = new BetterSqlite3(file);
  database.exec(
    'create table rows (episode_id text, time_index integer, agent_id integer, agent_type_id text, x real, y real, z real, v_x real, v_y real, v_z real)',
  );
  const insert = database.prepare('insert into rows values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  database.exec('begin');
  const result = await connection.stream(`select * from ${from}`);
  for await (const chunk of result) for (const row of chunk.getRows()) insert.run(row as unknown[]);
  database.exec('commit');
  database.close();
  connection.closeSync();
  instance.closeSync();
}

/** A CSV that is there already through COPY, as `psql \copy` sends it. */
export async function postgresFloor(client: pg.Client, csv: string): Promise<void> {
  await client.query('drop table if exists floor_rows');
  await client.query(
    `create table floor_rows (episode_id text, time_index integer, agent_id integer, agent_type_id text, x double precision,
       y double precision, z double precision, v_x double precision, v_y double precision, v_z double precision)`,
  );
  const copy = new CopyQuery('copy floor_rows from stdin (format csv, header)');
  client.query(copy);
  await copy.ready;
  for await (const bytes of createReadStream(csv, { highWaterMark: 2 ** 18 })) await copy.send(bytes as Buffer);
  await copy.end();
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { madeOnce } from '../data.ts';

/** The columns of observations, for `count` rows from `first`. */
function observations(first: number, count: number): string {
  return `select 'episode-' || (i // 90000) as episode_id, ((i % 90000) // 30)::integer as time_index,
    (i % 30)::integer as agent_id, 'agent' as agent_type_id, cos(i * 0.001) * 100 as x, sin(i * 0.0013) * 100 as y,
    0.5::double as z, cos(i * 0.017) as v_x, sin(i * 0.013) as v_y, 0.1::double as v_z from range(${first}, ${first + count}) t(i)`;
}

async function written(name: string, statements: (folder: string) => readonly string[]): Promise<string> {
  return madeOnce(`import2-${name}`, async (folder) => {
    await mkdir(folder, { recursive: true });
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    for (const statement of statements(folder)) await connection.run(statement);
    connection.closeSync();
    instance.closeSync();
  });
}

/** Ten parquet files with as many observations in all. */
export async function parquetFiles(rows: number): Promise<readonly string[]> {
  const each = rows / 10;
  const names = Array.from({ length: 10 }, (_, file) => `episode-${file}.parquet`);
  const folder = await written(`parquet-${rows}`, (to) =>
    names.map((name, file) => `copy (${observations(file * each, each)}) to '${join(to, name)}'`),
  );
  return names.map((name) => join(folder, name));
}

/** A database with one row in it, to import into. */
export async function emptyDatabase(path: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run('create table notes as select 1 as number');
  connection.closeSync();
  instance.closeSync();
}

/** One text file with as many observations. */
export async function csvFile(rows: number): Promise<string> {
  const folder = await written(`csv-${rows}`, (to) => [
    `copy (${observations(0, rows)}) to '${join(to, 'rows.csv')}' (header)`,
  ]);
  return join(folder, 'rows.csv');
}

/** Many small parquet files of 90 rows each. */
export async function smallFiles(count: number): Promise<readonly string[]> {
  const names = Array.from({ length: count }, (_, file) => `part-${file}.parquet`);
  const folder = await written(`small-${count}`, (to) =>
    names.map((name, file) => `copy (${observations(file * 90, 90)}) to '${join(to, name)}'`),
  );
  return names.map((name) => join(folder, name));
}

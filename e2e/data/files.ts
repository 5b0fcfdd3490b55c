import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import Database from 'better-sqlite3';
import { makeSample } from '#main/database/care/sample/make-sample.ts';

/** A tracking database of two sessions with three episodes each: 8 agents, 200 frames. */
export async function trackingFile(path: string): Promise<string> {
  await makeSample(path, { sessions: 2, episodes: 3, agents: 8, frames: 200, seed: 7 });
  return path;
}

/** A SQLite file that no lens of ours knows: 250 measurements of five runs, and names that need quoting. */
export function measurementsFile(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  database.exec(`
    create table runs (run_id integer primary key, name text not null, started text);
    create table measurements (run_id integer references runs, time real, temperature real, note text);
    create table "odd ""name"" 🐦" ("select" integer, "a b" text);
    insert into "odd ""name"" 🐦" values (1, 'quoted');
    create view warm as select * from measurements where temperature > 21;
  `);
  const run = database.prepare('insert into runs values (?, ?, ?)');
  const measurement = database.prepare('insert into measurements values (?, ?, ?, ?)');
  database.transaction(() => {
    for (let id = 1; id <= 5; id += 1) {
      run.run(id, `run ${id}`, `2026-01-0${id}T08:00:00Z`);
      for (let step = 0; step < 50; step += 1) measurement.run(id, step / 10, 18 + id + step / 50, null);
    }
  })();
  database.close();
  return path;
}

/** A DuckDB file with one table of `rows` numbers. */
export async function numbersFile(path: string, rows: number): Promise<string> {
  mkdirSync(dirname(path), { recursive: true });
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(`create table numbers as select range as number, range * 0.5 as half from range(${rows})`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

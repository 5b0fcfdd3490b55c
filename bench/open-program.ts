import type { Floor } from './engine.ts';
import { duckdbFloor } from './engines/duckdb.ts';
import { postgresFloor } from './engines/postgres.ts';
import { sqliteFloor } from './engines/sqlite.ts';

/** The least a program can do: start, open a database, read one page of `big`, end. */
const [engine = '', place = ''] = process.argv.slice(2);
const floors: Readonly<Record<string, (place: string) => Promise<Floor>>> = {
  duckdb: duckdbFloor,
  sqlite: sqliteFloor,
  postgres: postgresFloor,
};
const floor = await floors[engine]!(place);
const rows = await floor.query('select * from big limit 200');
process.send?.(rows.length);
await floor.close();
process.disconnect?.();

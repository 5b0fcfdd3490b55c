import { name, type Sql, sql } from '../sql/sql.ts';
import type { TargetInfo } from './importer.ts';

/** Steps of a counter that are taken one by one. */
const mostSteps = 5_000_000;

/** Lets the engine's own counter of a table's `id` go on behind the largest that was given; SQLite's does by itself. */
export async function countOn(target: TargetInfo | null, table: string, last: number): Promise<readonly Sql[]> {
  if (target?.engine === 'postgres')
    return [sql`select setval(pg_get_serial_sequence(${table}, 'id'), (select max(id) from ${name(table)}))`];
  if (target?.engine !== 'duckdb') return [];
  const sequence = `${table}_id_seq`;
  const isMade = !target.tables.has(table);
  const [counter] = isMade
    ? [['0']]
    : await target.ask(
        sql`select coalesce(last_value, start_value - 1)::varchar from duckdb_sequences() where sequence_name = ${sequence}`,
      );
  const steps = counter === undefined ? 0 : last - Number(counter[0]);
  if (steps <= 0 || steps > mostSteps) return [];
  return [sql`select count(nextval(${sequence})) from range(cast(${steps} as bigint))`];
}

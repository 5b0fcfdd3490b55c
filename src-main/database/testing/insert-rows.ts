import type { TestDatabase } from './engines.ts';

export type TestValue = null | number | bigint | string | boolean;

/** Inserts rows given as values, NaN and ±∞ included (SQLite makes NaN NULL). */
export async function insertRows(
  database: TestDatabase,
  table: string,
  rows: readonly (readonly TestValue[])[],
): Promise<void> {
  const { engine } = database;
  const statements: string[] = [];
  for (let at = 0; at < rows.length; at += 2000) {
    const tuples = rows.slice(at, at + 2000).map((row) => `(${row.map((value) => literal(value, engine)).join(', ')})`);
    statements.push(`insert into ${table} values ${tuples.join(', ')}`);
  }
  await database.execute(...statements);
}

function literal(value: TestValue, engine: TestDatabase['engine']): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (typeof value !== 'number' || Number.isFinite(value)) return value === null ? 'null' : doubleText(value);
  if (engine !== 'sqlite') return `cast('${value}' as double precision)`;
  return Number.isNaN(value) ? 'null' : `${value > 0 ? '' : '-'}9e999`;
}

/** A fraction is written as a double: a literal of digits is a decimal to DuckDB and Postgres, and rounds elsewhere. */
function doubleText(value: number | bigint | boolean): string {
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return value.toExponential();
}

import { Failure } from '#shared/model/failure.ts';
import { all, join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { ColumnValue, TableBatch } from '../importer.ts';
import type { Writer, WriteTable } from '../writers/writer.ts';

export type Keys = readonly (readonly (string | null)[])[];

/** Adds the rows whose key is not there yet, one by one (they are few), and returns their keys. */
export async function ensureRows(
  writer: Writer,
  table: WriteTable,
  by: readonly string[],
  batch: TableBatch,
): Promise<Keys> {
  if (by.length === 0)
    throw new Failure('INTERNAL', `The importer does not say what tells the rows of ${table.name} apart`);
  const added: (readonly (string | null)[])[] = [];
  const names = join(table.columns.map((column) => name(column.name)));
  for (let row = 0; row < batch.rows; row++) {
    const values = table.columns.map((_, at) => batch.columns[at]?.[row] ?? null);
    const key = by.map((column) => textOf(values[table.columns.findIndex((each) => each.name === column)] ?? null));
    const same = all(by.map((column, at) => sql`cast(${name(column)} as varchar) = ${key[at] ?? null}`));
    const bound = table.columns.map((column, at) => boundOf(writer, column.declared, values[at] ?? null));
    const changed = await writer.execute(
      sql`insert into ${name(table.name)} (${names}) select ${join(bound)} where not exists (select 1 from ${name(table.name)} where ${same})`,
    );
    if (changed > 0) added.push(key);
  }
  return added;
}

/** A value with the column's type, since the engines guess that of a bare parameter. */
function boundOf({ engine }: Writer, declared: string, value: ColumnValue): Sql {
  if (engine === 'sqlite') return sql`${boundValue(value)}`;
  return sql`cast(${textOf(value)} as ${raw(declared)})`;
}

function boundValue(value: ColumnValue): string | number | bigint | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof Uint8Array ? textOf(value) : value;
}

function textOf(value: ColumnValue): string | null {
  if (value === null) return null;
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : String(value);
}

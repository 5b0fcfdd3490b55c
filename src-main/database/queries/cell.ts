import { type Cell, cellNumber, isTagged } from '#shared/model/cell.ts';
import { Failure } from '#shared/model/failure.ts';
import type { Connection, QueryOptions } from '../drivers/driver.ts';
import { columnNamed } from '../sql/filter.ts';
import { all, type Sql, sql } from '../sql/sql.ts';
import { orderOf } from './order.ts';
import type { Relation, RelationColumn } from './relation.ts';
import { decodeRowKey } from './row-key.ts';
import { rowAt } from './stretches.ts';

/** Larger values are not brought into a window; a copy on its way through three processes would take many times as much. */
const LARGEST = 256 * 1024 * 1024;

/**
 * The whole value of one cell, of the row with that key. Throws NOT_FOUND when the row is gone, NOT_ALLOWED above 256 MB,
 * BAD_INPUT for a key or column of another list.
 */
export async function cell(
  connection: Connection,
  relation: Relation,
  { key, column }: { readonly key: string; readonly column: string },
  options: QueryOptions = {},
): Promise<Cell> {
  const order = orderOf(relation, []);
  if (order.key.length === 0) throw new Failure('BAD_INPUT', 'Rows of this list have no key. Read the value with SQL.');
  const row = rowAt(connection.dialect, order, decodeRowKey(key, { key: order.key.length }).key);
  return cellOfRow(connection, relation, row, column, options);
}

/** The same, of the row that a condition names. */
export async function cellOfRow(
  connection: Connection,
  relation: Relation,
  row: Sql,
  column: string,
  options: QueryOptions = {},
): Promise<Cell> {
  const wanted = columnNamed(relation.columns, column);
  const from = sql`from ${relation.from} where ${all([...relation.where, row])}`;
  const size = sizeOf(connection, wanted);
  if (size !== null) {
    const measured = await connection.rows(sql`select ${size} ${from}`, options);
    refuseLarge(cellNumber(measured.rows[0]?.[0] ?? null) ?? 0, column);
  }
  const { rows } = await connection.rows(sql`select ${wanted.value} ${from}`, options);
  if (rows.length === 0) throw new Failure('NOT_FOUND', 'This row is gone. Load the list again.');
  const value = rows[0]![0] ?? null;
  return wanted.kind === 'json' && !isTagged(value) && typeof value === 'string' ? { k: 'json', t: value } : value;
}

/** Characters or bytes of the value; `null` for columns whose values are always small. */
function sizeOf({ dialect }: Connection, column: RelationColumn): Sql | null {
  return dialect.cut(column.value, column, { characters: 0, bytes: 0, items: 0 })?.size ?? null;
}

function refuseLarge(size: number, column: string): void {
  if (size <= LARGEST) return;
  const megabytes = Math.round(size / 1024 / 1024);
  throw new Failure(
    'NOT_ALLOWED',
    `The value of “${column}” has ${megabytes} MB, more than can be shown (256 MB). Read a part of it with SQL.`,
  );
}

import type { Cell } from '#shared/model/cell.ts';
import { orderOf, typeOfCell } from '../../queries/order.ts';
import type { Relation } from '../../queries/relation.ts';
import { decodeRowKey } from '../../queries/row-key.ts';
import { rowAt } from '../../queries/stretches.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { join, type Sql, sql } from '../../sql/sql.ts';

/** The condition that a row's key is one of some. Throws BAD_INPUT for keys of another list. */
export function keyIn(relation: Relation, keys: readonly string[], dialect: Dialect): Sql {
  const order = orderOf(relation, []);
  const values = keys.map((key) => decodeRowKey(key, { key: order.key.length }).key);
  const [term] = order.key;
  if (order.key.length === 1 && term !== undefined) {
    const literal = (cell: Cell) => dialect.literal(cell, term.type ?? typeOfCell(cell));
    return sql`${term.by} in (${join(values.map(([cell = null]) => literal(cell)))})`;
  }
  return sql`(${join(
    values.map((key) => sql`(${rowAt(dialect, order, key)})`),
    ' or ',
  )})`;
}

import { name, type Sql } from '../sql/sql.ts';

/** A name for an expression of ours that no column has: an `order by` would take it for the column's. */
export function alias(what: string, at: number): Sql {
  return name(`starling ${what} ${at}`);
}

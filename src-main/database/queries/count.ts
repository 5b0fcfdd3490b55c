import { cellNumber } from '#shared/model/cell.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { Connection, QueryOptions } from '../drivers/driver.ts';
import { conditionsOf } from '../sql/filter.ts';
import { all, sql } from '../sql/sql.ts';
import { filteredRows } from './filtered.ts';
import type { Relation } from './relation.ts';

/** How many rows of a relation pass the filters and the search. Exact, so it may have to read them all. */
export async function count(
  connection: Connection,
  relation: Relation,
  request: Pick<Partial<PageRequest>, 'conditions' | 'search'>,
  options: QueryOptions = {},
): Promise<number> {
  const where = [...relation.where, ...conditionsOf(connection.dialect, relation.columns, request)];
  const query = sql`select count(*) from ${relation.from} where ${all(where)}`;
  const { rows } = await filteredRows(connection, query, { relation, conditions: request.conditions }, options);
  return cellNumber(rows[0]?.[0] ?? null) ?? 0;
}

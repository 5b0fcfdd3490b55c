import { Failure } from '#shared/model/failure.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import { type Dialect, digits } from '../sql/dialect.ts';
import { columnNamed, conditionsOf } from '../sql/filter.ts';
import { all, join, name, raw, type Sql, sql } from '../sql/sql.ts';
import { orderBy, orderOf } from './order.ts';
import type { Relation } from './relation.ts';

export interface WholeRequest extends Pick<Partial<PageRequest>, 'conditions' | 'search' | 'sort'> {
  /** Names of columns, in order; all of them without. */
  readonly columns?: readonly string[] | undefined;
  /** Rows by number in this order; all of them without. */
  readonly range?: { readonly from: number; readonly count: number } | undefined;
}

/**
 * Every row that pages of a relation would show, in their order, as one statement for a cursor: whole values, nothing cut.
 * A very large table without an order of its own is given as the engine reads it.
 */
export function wholeQuery(dialect: Dialect, relation: Relation, request: WholeRequest): Sql {
  const { range } = request;
  const chosen = request.columns?.map((each) => columnNamed(relation.columns, each)) ?? relation.columns;
  if (chosen.length === 0) throw new Failure('BAD_INPUT', 'This table has no columns that could be written to a file');
  const where = [...relation.where, ...conditionsOf(dialect, relation.columns, request)];
  const order = orderOf(relation, request.sort ?? []);
  const isOrdered = relation.order.length > 0 || (request.sort ?? []).length > 0;
  const asRead = order.natural || (!isOrdered && relation.manyRows === true);
  const terms = asRead && range === undefined ? [] : [...order.sort, ...order.key];
  const select = join(chosen.map((column) => sql`${column.value} as ${name(column.name)}`));
  const part = range === undefined ? raw('') : sql` limit ${digits(range.count)} offset ${digits(range.from)}`;
  return sql`select ${select} from ${relation.from} where ${all(where)} ${orderBy(terms, dialect)}${part}`;
}

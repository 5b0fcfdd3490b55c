import { type Cell, cellNumber, isTagged } from '#shared/model/cell.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { AnswerColumn, Page } from '#shared/model/page.ts';
import type { Connection, QueryOptions } from '../drivers/driver.ts';
import type { CutLimits, Dialect } from '../sql/dialect.ts';
import { conditionsOf } from '../sql/filter.ts';
import { all, join, raw, type Sql, sql } from '../sql/sql.ts';
import { alias } from './alias.ts';
import { filteredRows } from './filtered.ts';
import { type Order, orderBy, orderOf } from './order.ts';
import { defaultCut, project } from './projection.ts';
import type { Relation, RelationColumn } from './relation.ts';
import { encodeRowKey, type SortValue } from './row-key.ts';
import { blockStretches, type Stretch, stretchesOf } from './stretches.ts';

export interface PageOptions extends QueryOptions {
  /** When values are large, so that only their beginning is sent. */
  readonly cut?: Partial<CutLimits> | undefined;
}

/**
 * Some rows of a relation: filtered, searched, sorted and cut in the engine. Pages continue behind a row (`after`), which
 * costs the same at any depth, or start at a row number (`offset`). A relation without a key has no `keys`, and its pages
 * go by number only. Throws BAD_INPUT for a column, value or key that does not fit.
 */
export async function page(
  connection: Connection,
  relation: Relation,
  request: Partial<PageRequest>,
  options: PageOptions = {},
): Promise<Page> {
  const { dialect } = connection;
  const limit = request.limit ?? 200;
  const order = orderOf(relation, request.sort ?? []);
  const answer = answerOf(dialect, relation, order, { ...defaultCut, ...options.cut });
  const where = [...relation.where, ...conditionsOf(dialect, relation.columns, request)];
  const rows: PageRow[] = [];
  for await (const stretch of stretches(connection, relation, order, { request, options })) {
    const query = select(dialect, answer, { ...stretch, where: [...where, ...stretch.where] }, limit + 1 - rows.length);
    const found = await filteredRows(connection, query, { relation, conditions: request.conditions }, options);
    rows.push(...found.rows.map((row) => answer.read(row)));
    if (rows.length > limit) break;
  }
  const shown = rows.slice(0, limit);
  return {
    columns: relation.columns.map(answerColumn),
    rows: shown.map(({ cells }) => cells),
    keys: relation.key === null ? [] : shown.map(({ key }) => key),
    more: rows.length > limit,
  };
}

function stretches(
  connection: Connection,
  relation: Relation,
  order: Order,
  { request, options }: { readonly request: Partial<PageRequest>; readonly options: QueryOptions },
): Iterable<Stretch> | AsyncIterable<Stretch> {
  const { dialect } = connection;
  const { blocks } = relation;
  if (!blocks || order.sort.length > 0 || request.offset !== undefined) {
    return stretchesOf(dialect, relation, order, request);
  }
  const count = async (expression: Sql) => {
    const { rows } = await connection.rows(sql`select ${expression}`, options);
    return cellNumber(rows[0]?.[0] ?? null) ?? 0;
  };
  return blockStretches(dialect, { ...relation, blocks }, order, { after: request.after, count });
}

export function answerColumn({ name, title, type, kind, unit }: RelationColumn): AnswerColumn {
  return { name, title, type, kind, unit };
}

interface PageRow {
  readonly cells: readonly Cell[];
  readonly key: string;
}

/** The answer of a page's statements: cells, key and sort values of each row. */
interface PageAnswer {
  /** Whole values, read for the rows of the page only. */
  readonly inner: Sql;
  readonly from: Sql;
  /** What of them is sent. */
  readonly outer: Sql;
  read(row: readonly Cell[]): PageRow;
}

/** Sort values larger than this stay in the database; a row's key is enough to find them again. */
const SORT_VALUE: CutLimits = { characters: 200, bytes: 200, items: 0 };
const UNKNOWN = { type: '', kind: 'other' } as const;

function answerOf(dialect: Dialect, relation: Relation, order: Order, limits: CutLimits): PageAnswer {
  const sort = relation.key === null ? [] : order.sort;
  const cells = project(
    dialect,
    relation.columns.map(({ type, kind }, at) => ({ type, kind, value: alias('value', at) })),
    { limits, prefix: 'cell' },
  );
  const sortValues = project(
    dialect,
    sort.map(({ type }, at) => ({ ...(type ?? UNKNOWN), value: alias('sort', at) })),
    { limits: SORT_VALUE, prefix: 'order' },
  );
  const keyFrom = cells.select.length;
  const sortFrom = keyFrom + order.key.length;
  return {
    from: relation.from,
    inner: join([
      ...relation.columns.map(({ value }, at) => sql`${value} as ${alias('value', at)}`),
      ...order.key.map(({ by }, at) => sql`${by} as ${alias('key', at)}`),
      ...sort.map(({ by }, at) => sql`${by} as ${alias('sort', at)}`),
    ]),
    outer: join([...cells.select, ...order.key.map((_, at) => alias('key', at)), ...sortValues.select]),
    read: (row) => ({
      cells: cells.read(row, 0),
      key: encodeRowKey({
        sort: sortValues.read(row, sortFrom).map(sortValue),
        key: row.slice(keyFrom, sortFrom),
      }),
    }),
  };
}

/** Rows are chosen first and cut afterwards, so that only the values of one page are measured. */
function select(dialect: Dialect, { inner, outer, from }: PageAnswer, stretch: Stretch, limit: number): Sql {
  const { where, terms, offset } = stretch;
  const skip = offset > 0 ? sql` offset ${integer(offset)}` : raw('');
  return sql`select ${outer} from (
  select ${inner} from ${from} where ${all(where)} ${orderBy(terms, dialect)} limit ${integer(limit)}${skip}
) as page`;
}

function sortValue(cell: Cell): SortValue {
  const cut = isTagged(cell) && (cell.k === 'cut' || (cell.k === 'blob' && cell.hex.length !== cell.size * 2));
  return cut ? 'cut' : { cell };
}

function integer(value: number): Sql {
  return raw(String(Math.trunc(value)));
}

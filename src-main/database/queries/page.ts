import { cellNumber } from '#shared/model/cell.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { AnswerColumn, Page } from '#shared/model/page.ts';
import type { Connection, QueryOptions } from '../drivers/driver.ts';
import type { CutLimits } from '../sql/dialect.ts';
import { conditionsOf } from '../sql/filter.ts';
import { join, type Sql, sql } from '../sql/sql.ts';
import { filteredRows } from './filtered.ts';
import { type Order, orderOf, typeOfCell } from './order.ts';
import { type PageRow, pageAnswer } from './page-answer.ts';
import { defaultCut } from './projection.ts';
import type { Relation, RelationColumn } from './relation.ts';
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
  const limit = request.limit ?? 200;
  const order = orderOf(relation, request.sort ?? []);
  const where = [...relation.where, ...conditionsOf(connection.dialect, relation.columns, request)];
  const question: Question = { connection, relation, order, request, options };
  const read = isLarge(relation, order, request) ? readByKey : readRows;
  const rows: PageRow[] = [];
  for await (const stretch of stretches(question)) {
    rows.push(...(await read(question, { ...stretch, where: [...where, ...stretch.where] }, limit + 1 - rows.length)));
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

export function answerColumn({ name, title, type, kind, unit, leadsTo }: RelationColumn): AnswerColumn {
  return { name, title, type, kind, unit, ...(leadsTo && { leadsTo }) };
}

interface Question {
  readonly connection: Connection;
  readonly relation: Relation;
  readonly order: Order;
  readonly request: Partial<PageRequest>;
  readonly options: PageOptions;
}

function stretches({ connection, relation, order, request, options }: Question) {
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

async function readRows(
  { connection, relation, order, request, options }: Question,
  stretch: Stretch,
  limit: number,
  columns = relation.columns,
): Promise<readonly PageRow[]> {
  const limits = { ...defaultCut, ...options.cut };
  const answer = pageAnswer(connection.dialect, { ...relation, columns }, order, limits);
  const filter = { relation, conditions: request.conditions };
  const { rows } = await filteredRows(connection, answer.query(stretch, limit), filter, options);
  return rows.map((row) => answer.read(row));
}

/** Sorting so many columns takes DuckDB more memory than it may have. */
const WIDE = 400;

/** From here on it pays to leave the cells out while rows are passed over. */
const DEEP = 10_000;

function isLarge({ columns }: Relation, { key, natural }: Order, { offset = 0 }: Partial<PageRequest>): boolean {
  return key.length === 1 && !natural && (columns.length > WIDE || offset >= DEEP);
}

/** Which rows, in which order, first; then their cells. */
async function readByKey(question: Question, stretch: Stretch, limit: number): Promise<readonly PageRow[]> {
  const { connection, relation, order } = question;
  const [key] = order.key;
  const chosen = await readRows(question, stretch, limit, []);
  if (chosen.length === 0 || !key) return chosen;
  const ids = chosen.map(({ id: [cell = null] }) => connection.dialect.literal(cell, key.type ?? typeOfCell(cell)));
  const among: Stretch = { where: [...relation.where, sql`${key.by} in (${join(ids)})`], terms: [], offset: 0 };
  const found = await readRows({ ...question, order: { ...order, sort: [] } }, among, limit);
  const byId = new Map(found.map((row) => [JSON.stringify(row.id), row]));
  return chosen.map((row) => ({ ...row, cells: byId.get(JSON.stringify(row.id))?.cells ?? [] }));
}

import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { all, raw, sql } from '../../sql/sql.ts';
import { numberOf } from './columns.ts';
import type { M4Input, M4Question } from './input.ts';
import { double, windowOf } from './steps.ts';

/** What is known of the rows before they are reduced. */
export interface Extent {
  readonly from: number;
  readonly to: number;
  /** How many rows there are; where a range was asked for, no further than a few, more being Infinity. */
  readonly rows: number;
}

/**
 * Smallest and largest finite x and the number of rows. Plain extremes first: DuckDB has them at hand, an index has them
 * too; only where one is not finite (NaN sorts above everything) are the rows looked through.
 */
export async function extentOf(connection: Connection, input: M4Input, options: QueryOptions): Promise<Extent> {
  const rest = sql`from ${input.from} where ${all(input.where)}`;
  const { rows } = await connection.rows(sql`select min(${input.x}), max(${input.x}), count(*) ${rest}`, options);
  const [from, to, count] = (rows[0] ?? []).map(numberOf);
  if (count === 0 || count === undefined) return { from: 0, to: 0, rows: 0 };
  if (Number.isFinite(from) && Number.isFinite(to)) return { from: from!, to: to!, rows: count };
  const x = double(input.x);
  const finite = all([...input.where, connection.dialect.isFinite(x)]);
  const answer = await connection.rows(sql`select min(${x}), max(${x}) from ${input.from} where ${finite}`, options);
  const [least, greatest] = (answer.rows[0] ?? []).map(numberOf);
  return Number.isFinite(least) ? { from: least!, to: greatest!, rows: count } : { from: 0, to: 0, rows: 0 };
}

/** Rows of the range and its margins, counted no further than a few. */
export async function rowsOfRange(
  connection: Connection,
  question: M4Question,
  options: QueryOptions,
): Promise<number> {
  const rows = sql`select 1 as one from ${question.from} where ${all([...question.where, ...windowOf(question)])} limit ${raw(String(question.fewSteps + 1))}`;
  const answer = await connection.rows(sql`select count(*) from (${rows}) as few`, options);
  const count = numberOf(answer.rows[0]?.[0]);
  return count > question.fewSteps ? Number.POSITIVE_INFINITY : count;
}

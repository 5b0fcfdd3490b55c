import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { all, raw, sql } from '../../sql/sql.ts';
import { numberOf } from './columns.ts';
import type { M4Question } from './input.ts';
import { windowOf } from './steps.ts';

/** Rows of the range and its margins, counted no further than to `most`; ∞ beyond. */
export async function rowsOfRange(
  connection: Connection,
  question: M4Question,
  most: number,
  options: QueryOptions,
): Promise<number> {
  const rows = sql`select 1 as one from ${question.from} where ${all([...question.where, ...windowOf(question)])} limit ${raw(String(most + 1))}`;
  const answer = await connection.rows(sql`select count(*) from (${rows}) as few`, options);
  const count = numberOf(answer.rows[0]?.[0]);
  return count > most ? Number.POSITIVE_INFINITY : count;
}

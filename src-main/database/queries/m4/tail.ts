import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { all, sql } from '../../sql/sql.ts';
import type { LineBefore } from './before.ts';
import { keyOf, numberOf } from './columns.ts';
import type { M4Input } from './input.ts';
import { atLeast, double, less, lineOf } from './steps.ts';

interface Tail {
  readonly before: number;
  /** How many rows of each line; where means are drawn, how many different x. */
  readonly need: number;
  /** The lines there are, as they were found. */
  readonly lines: readonly LineBefore[];
}

/** An x from which on each line has so many rows before another x, or all it has there. Looks at few rows more than that. */
export async function tailBefore(
  connection: Connection,
  { from, where, x, group, aggregate }: Pick<M4Input, 'from' | 'where' | 'x' | 'group' | 'aggregate'>,
  { before, need, lines }: Tail,
  options: QueryOptions,
): Promise<number> {
  const least = lines.reduce((low, { first }) => Math.min(low, first), before);
  const fewest = lines.reduce((few, { stored }) => Math.min(few, stored), Number.POSITIVE_INFINITY);
  const steps = sql`count(${aggregate === undefined ? double(x) : sql`distinct ${double(x)}`})`;
  let width = ((before - least) * (need + 1)) / Math.max(1, fewest);
  for (; before - width > least; width *= 2) {
    const start = before - width;
    const kept = all([...where, atLeast(x, start), less(x, before)]);
    const { rows } = await connection.rows(
      sql`select ${lineOf({ group })}, ${steps} from ${from} where ${kept} group by 1`,
      options,
    );
    const found = new Map(rows.map(([key, own]) => [keyOf(key), numberOf(own)]));
    if (lines.every(({ key, first }) => first >= start || (found.get(key) ?? 0) >= need)) return start;
  }
  return least;
}

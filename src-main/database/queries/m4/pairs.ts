import type { PixelGrid } from '#shared/model/m4.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { all, raw, type Sql, sql } from '../../sql/sql.ts';
import type { M4Question } from './input.ts';
import { double, lineOf, pixel, stepsOf, windowOf } from './steps.ts';

/**
 * Pixel columns where arrays have an order (Postgres): the least and the greatest of `[x, y]` and of `[y, x]`. One pass;
 * joining plain extremes back to the rows takes twice as long. `offset 0` keeps the planner from guessing the number of
 * pixels by the number of rows, for which it would sort them all.
 */
export function pairColumns(dialect: Dialect, question: M4Question): Sql {
  const { grid, aggregate } = question;
  const steps = aggregate === undefined ? rowsOnce(dialect, question) : stepsOf(dialect, question, windowOf(question));
  return sql`select line, pixel, n, finite, below, steps, first[1], first[2], last[1], last[2], low[2], low[1], -high[2], high[1] from (
  select line, pixel, sum(n) as n, sum(finite) as finite, sum(below) as below, count(y) as steps,
    min(array[x, y]) filter (where y is not null) as first, max(array[x, y]) filter (where y is not null) as last,
    min(array[y, x]) filter (where y is not null) as low, max(array[y, -x]) filter (where y is not null) as high
  from (select *, ${pixel(grid, dialect)} as pixel from (${drawable(steps, grid)}) as steps offset 0) as placed group by line, pixel
) as columns`;
}

/**
 * The rows as steps. Their values stand behind an `offset 0` as well: the planner would put a value's expression wherever
 * it is named, and compute a speed five times a row.
 */
function rowsOnce(dialect: Dialect, question: M4Question): Sql {
  const x = double(question.x);
  const kept = all([...question.where, dialect.isFinite(x), ...windowOf(question)]);
  const usable = dialect.isFinite(raw('value'));
  return sql`select line, x, case when ${usable} then value end as y, 1 as n, case when ${usable} then 1 else 0 end as finite from (
    select ${lineOf(question)} as line, ${x} as x, ${double(question.y)} as value from ${question.from} where ${kept} offset 0
  ) as rows`;
}

/** With `below`: 1 where y has no place on a logarithmic axis, and is NULL. */
function drawable(steps: Sql, { log }: PixelGrid): Sql {
  if (log !== true) return sql`select *, 0 as below from (${steps}) as steps`;
  return sql`select line, x, case when y > 0 then y end as y, n, finite, case when y <= 0 then 1 else 0 end as below from (${steps}) as steps`;
}

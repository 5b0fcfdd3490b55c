import type { PixelGrid } from '#shared/model/m4.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { raw, type Sql, sql } from '../../sql/sql.ts';
import type { M4Question } from './input.ts';
import { pixel, stepsOf, windowOf } from './steps.ts';

/**
 * Pixel columns where arrays have an order (Postgres): the least and the greatest of `[x, y]` and of `[y, x]`. One pass;
 * joining plain extremes back to the rows takes twice as long. `offset 0` keeps the planner from guessing the number of
 * pixels by the number of rows, for which it would sort them all. (Another around the values, so that each is computed
 * once, keeps it from reading the table by several workers.) Means that may be many are taken of sorted rows: of ten million it
 * guesses a million, and a table of all of them that outgrows its memory takes twice as long.
 */
export function pairColumns(dialect: Dialect, question: M4Question): Sql {
  const { grid, aggregate, fewSteps } = question;
  const steps = drawable(stepsOf(dialect, question, windowOf(question), grid.to - grid.from > fewSteps), grid);
  // Of rows, what they count is plain already: `finite` would compute every value again.
  const counts = raw(
    aggregate === undefined ? 'count(*) as n, count(y) + sum(below) as finite' : 'sum(n) as n, sum(finite) as finite',
  );
  return sql`select line, pixel, n, finite, below, steps, first[1], first[2], last[1], last[2], low[2], low[1], -high[2], high[1] from (
  select line, pixel, ${counts}, sum(below) as below, count(y) as steps,
    min(array[x, y]) filter (where y is not null) as first, max(array[x, y]) filter (where y is not null) as last,
    min(array[y, x]) filter (where y is not null) as low, max(array[y, -x]) filter (where y is not null) as high
  from (select *, ${pixel(grid, dialect)} as pixel from (${steps}) as steps offset 0) as placed group by line, pixel
) as columns`;
}

/** With `below`: 1 where y has no place on a logarithmic axis, and is NULL. */
function drawable(steps: Sql, { log }: PixelGrid): Sql {
  if (log !== true) return sql`select *, 0 as below from (${steps}) as steps`;
  return sql`select line, x, case when y > 0 then y end as y, n, finite, case when y <= 0 then 1 else 0 end as below from (${steps}) as steps`;
}

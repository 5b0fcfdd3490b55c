import type { Cell } from '#shared/model/cell.ts';
import type { Connection, QueryOptions } from '../drivers/driver.ts';
import { type Dialect, render } from '../sql/dialect.ts';
import { all, type Sql, sql } from '../sql/sql.ts';
import { type BarGrid, type BarLine, type BarsAsked, type BarsFound, closeBars, type Heap } from './close-bars.ts';
import { keyOf, numberOf } from './m4/columns.ts';
import { constant, lineOf } from './m4/steps.ts';
import type { M4Input } from './m4.ts';

/** Values to be counted by how great they are. */
export interface BarsInput extends Pick<M4Input, 'from' | 'where' | 'group'>, Pick<BarsAsked, 'most' | 'whole'> {
  /** A number. */
  readonly value: Sql;
}

/** Counted in the engine, over all rows: one pass for the extent, one by bars, and more where these have to be narrower. */
export async function countBars(
  connection: Connection,
  input: BarsInput,
  options: QueryOptions,
): Promise<BarsFound<string | null> & { readonly sql: string }> {
  const { dialect } = connection;
  const { from, where, value, most, whole } = input;
  const usable = dialect.finite(value);
  const values = sql`select ${lineOf(input)} as line, ${usable} as x from ${from} where ${all(where)}`;
  const ends = sql`select min(x), max(x) from (${values}) as found`;
  const [low, high] = (await connection.rows(ends, options)).rows[0] ?? [];
  const extent = low == null ? ([0, 0] as const) : ([numberOf(low), numberOf(high)] as const);
  let last = ends;
  const found = await closeBars({ extent, most, whole }, async (grid) => {
    last = heapsOf(values, grid, dialect);
    return linesOf((await connection.rows(last, options)).rows);
  });
  return { ...found, sql: render(last, dialect).text };
}

function heapsOf(values: Sql, { width, first, last }: BarGrid, dialect: Dialect): Sql {
  const placed = sql`select line, x, ${dialect.floor(sql`x / ${constant(width)}`)} as bar from (${values}) as found`;
  const side = sql`case when bar < ${constant(first)} then -1 when bar > ${constant(last)} then 1 else 0 end`;
  return sql`select line, side, case when side = 0 then bar end as bar, count(*), min(x), max(x)
from (select line, x, bar, ${side} as side from (${placed}) as placed) as sided group by 1, 2, 3 order by 1, 2, 3`;
}

function linesOf(rows: readonly (readonly Cell[])[]): ReadonlyMap<string | null, BarLine> {
  const byLine = Map.groupBy(rows, ([line]) => keyOf(line));
  return new Map([...byLine].map(([key, own]) => [key, lineOfRows(own)]));
}

function lineOfRows(rows: readonly (readonly Cell[])[]): BarLine {
  const hasPlace = ([, side, bar]: readonly Cell[]) => numberOf(side) !== 0 || bar !== null;
  const heaps = rows.filter(hasPlace).map(
    ([, side, bar, count, least, greatest]): Heap => ({
      bar: bar === null ? numberOf(side) * Number.POSITIVE_INFINITY : numberOf(bar),
      ...{ least: numberOf(least), greatest: numberOf(greatest), count: numberOf(count) },
    }),
  );
  const notFinite = rows.filter((row) => !hasPlace(row)).reduce((sum, [, , , count]) => sum + numberOf(count), 0);
  return { heaps, notFinite };
}

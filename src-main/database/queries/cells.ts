import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { type CellsLine, cellSize } from '#shared/model/cells.ts';
import type { Connection, QueryOptions } from '../drivers/driver.ts';
import { type Dialect, render } from '../sql/dialect.ts';
import { all, raw, type Sql, sql } from '../sql/sql.ts';
import type { M4Group } from './m4.ts';

/** Pairs of values that are counted by the cell they lie in. */
export interface CellsInput {
  readonly from: Sql;
  readonly where: readonly Sql[];
  /** A number: what is across. */
  readonly x: Sql;
  /** A number. */
  readonly y: Sql;
  /** One line per value of the key; `null` for a single line. */
  readonly group: M4Group | null;
  readonly most: readonly [number, number];
}

export interface CellsFound {
  readonly size: readonly [number, number];
  /** By key. */
  readonly lines: ReadonlyMap<string | null, Pick<CellsLine, 'cells' | 'rows' | 'notFinite'>>;
  readonly sql: string;
}

/** Counted in the engine, over all rows, in two passes: one for the extent, which the size of the cells follows from. */
export async function countCells(
  connection: Connection,
  input: CellsInput,
  options: QueryOptions,
): Promise<CellsFound> {
  const { dialect } = connection;
  const points = pointsOf(input, dialect);
  const extent = sql`select min(x), max(x), min(y), max(y) from (${points}) as points where usable = 1`;
  const [lowX, highX, lowY, highY] = ((await connection.rows(extent, options)).rows[0] ?? []).map(numberOf);
  const size = [cellSize(lowX!, highX!, input.most[0]), cellSize(lowY!, highY!, input.most[1])] as const;
  const bin = (value: string, width: number) =>
    sql`case when usable = 1 then ${dialect.floor(sql`${raw(value)} / cast(${width} as double precision)`)} end`;
  const query = sql`select line, ${bin('x', size[0])}, ${bin('y', size[1])}, count(*) from (${points}) as points
group by 1, 2, 3 order by 1, 2, 3`;
  const { rows } = await connection.rows(query, options);
  return { size, lines: linesOf(rows, size), sql: render(query, dialect).text };
}

function pointsOf({ from, where, x, y, group }: CellsInput, dialect: Dialect): Sql {
  const line = group === null ? raw('cast(null as varchar)') : group.text(group.parts);
  const usable = all([dialect.isFinite(x), dialect.isFinite(y)]);
  const double = (value: Sql) => sql`cast(${value} as double precision)`;
  return sql`select ${line} as line, ${double(x)} as x, ${double(y)} as y, case when ${usable} then 1 else 0 end as usable from ${from} where ${all(where)}`;
}

function linesOf(rows: readonly (readonly Cell[])[], [width, height]: readonly [number, number]): CellsFound['lines'] {
  const byLine = Map.groupBy(rows, ([line = null]) => (line === null ? null : String(line)));
  return new Map(
    [...byLine].map(([key, own]) => {
      const cells = own.map(([, x, y, count]) => [numberOf(x) * width, numberOf(y) * height, numberOf(count)] as const);
      const total = cells.reduce((sum, [, , count]) => sum + count, 0);
      const found = cells.filter(([x]) => Number.isFinite(x));
      const finite = found.reduce((sum, [, , count]) => sum + count, 0);
      return [key, { cells: found.toSorted(byPlace), rows: total, notFinite: total - finite }] as const;
    }),
  );
}

function byPlace([a, b]: readonly [number, number, number], [c, d]: readonly [number, number, number]): number {
  return a - c || b - d;
}

function numberOf(cell: Cell | undefined): number {
  return cellNumber(cell ?? null) ?? Number.NaN;
}

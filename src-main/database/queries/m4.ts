import { cellNumber } from '#shared/model/cell.ts';
import type { Series } from '#shared/model/experiment.ts';
import { LineReducer, type PixelGrid, pixelOf } from '#shared/model/m4.ts';
import type { Connection, QueryOptions } from '../drivers/driver.ts';
import { type Dialect, render } from '../sql/dialect.ts';
import { all, raw, type Sql, sql } from '../sql/sql.ts';

/** Rows to draw as lines. */
export interface M4Input {
  /** What follows `from`, joins included. */
  readonly from: Sql;
  readonly where: readonly Sql[];
  /** A number; rows where it is NULL or not finite are left out. Integers stay exact up to 2⁵³. */
  readonly x: Sql;
  /** A number. */
  readonly y: Sql;
  /** One line per value of this text; `null` for a single line. */
  readonly group: Sql | null;
  /** What the chart shows of x; without it, all there is. */
  readonly range?: readonly [from: number, to: number] | undefined;
  /** Width of the chart in device pixels. */
  readonly pixels: number;
  /** `mean`: one point per x, the mean of its finite values (over agents of a frame, say), before anything is reduced. */
  readonly aggregate?: 'mean' | undefined;
}

/** One line. */
export interface M4Line extends Pick<Series, 'points' | 'rows' | 'notFinite' | 'method'> {
  /** Value of `group`; `null` where it is NULL or there is none. */
  readonly key: string | null;
}

export interface M4Answer {
  /** Ordered by key. A line whose values are all not finite has no points. */
  readonly lines: readonly M4Line[];
  /** What was run, for "show SQL". */
  readonly sql: string;
}

/**
 * Lines with at most four points per pixel column, which draw exactly like all the rows (see `#shared/model/m4.ts`).
 * Columns align to `range`; one point beyond each edge comes along, so that lines run out of the picture. `rows` and
 * `notFinite` count the rows of the range.
 */
export async function m4(connection: Connection, input: M4Input, options: QueryOptions = {}): Promise<M4Answer> {
  const [from, to] = input.range ?? (await extent(connection, input, options));
  const grid: PixelGrid = { from, to, pixels: input.pixels };
  const query = stepsOf(connection.dialect, input);
  const lines = new Map<string | null, Line>();
  for await (const { rows } of connection.stream(query, options)) {
    for (const [group, x, y, count, finite] of rows) {
      const key = typeof group === 'string' ? group : null;
      const line = lines.get(key) ?? { reducer: new LineReducer(grid), rows: 0, finite: 0 };
      lines.set(key, line);
      const place = cellNumber(x ?? null) ?? Number.NaN;
      const value = cellNumber(y ?? null);
      if (value !== undefined) line.reducer.add(place, value);
      if (pixelOf(place, grid) < 0 || pixelOf(place, grid) >= grid.pixels) continue;
      line.rows += cellNumber(count ?? null) ?? 0;
      line.finite += cellNumber(finite ?? null) ?? 0;
    }
  }
  return {
    lines: [...lines].map(([key, line]) => finished(key, line, input)).sort(byKey),
    sql: render(query, connection.dialect).text,
  };
}

/** Smallest and largest finite x. */
async function extent(
  connection: Connection,
  input: M4Input,
  options: QueryOptions,
): Promise<readonly [number, number]> {
  const x = double(input.x);
  const where = all([...input.where, connection.dialect.isFinite(x)]);
  const { rows } = await connection.rows(sql`select min(${x}), max(${x}) from ${input.from} where ${where}`, options);
  const [least, greatest] = rows[0] ?? [];
  return [cellNumber(least ?? null) ?? 0, cellNumber(greatest ?? null) ?? 0];
}

interface Line {
  readonly reducer: LineReducer;
  rows: number;
  finite: number;
}

/** Group, x, y (NULL where not finite), rows and finite rows of every step. */
function stepsOf(dialect: Dialect, { from, where, x, y, group, aggregate }: M4Input): Sql {
  const key = group === null ? raw('null') : dialect.text(group);
  const place = double(x);
  const condition = all([...where, dialect.isFinite(place)]);
  const value = sql`case when ${dialect.isFinite(y)} then ${double(y)} end`;
  if (aggregate === undefined) {
    return sql`select ${key}, ${place}, ${value}, 1, case when ${dialect.isFinite(y)} then 1 else 0 end from ${from} where ${condition}`;
  }
  return sql`select ${key}, ${place}, avg(${value}), count(*), count(${value}) from ${from} where ${condition} group by 1, 2`;
}

function finished(key: string | null, { reducer, rows, finite }: Line, { aggregate }: M4Input): M4Line {
  const { points, whole } = reducer.finish();
  const method = aggregate === 'mean' ? (whole ? 'mean' : 'mean+m4') : whole ? 'rows' : 'm4';
  return { key, points, rows, notFinite: rows - finite, method };
}

function byKey(a: M4Line, b: M4Line): number {
  if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

function double(value: Sql): Sql {
  return sql`cast(${value} as double precision)`;
}

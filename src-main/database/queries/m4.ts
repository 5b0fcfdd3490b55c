import { type CountedLine, type PixelGrid, tidy } from '#shared/model/m4.ts';
import type { Connection, QueryOptions } from '../drivers/driver.ts';
import { render } from '../sql/dialect.ts';
import { all, sql } from '../sql/sql.ts';
import { numberOf } from './m4/columns.ts';
import { withEdges } from './m4/edges.ts';
import type { M4Answer, M4Input, M4Line, M4Question } from './m4/input.ts';
import { reduced } from './m4/reduce.ts';
import { double } from './m4/steps.ts';

export type { M4Answer, M4Input, M4Line } from './m4/input.ts';

/**
 * Lines with at most four points per pixel column, which draw exactly like all the rows (see `#shared/model/m4.ts`).
 * Columns align to `range`; one point beyond each edge comes along, so that lines run out of the picture. `rows` and
 * `notFinite` count the rows of the range.
 */
export async function m4(connection: Connection, input: M4Input, options: QueryOptions = {}): Promise<M4Answer> {
  const [from, to] = input.range ?? (await extent(connection, input, options));
  const grid: PixelGrid = { from, to, pixels: Math.max(1, Math.trunc(input.pixels)) };
  const question: M4Question = { ...input, grid, margin: input.range === undefined ? 0 : marginOf(grid) };
  const { lines, query } = await reduced(connection, question, options);
  const found = await withEdges(connection, question, lines, options);
  return {
    lines: [...found].map(([key, line]) => finished(key, line, input)).sort(byKey),
    sql: render(query, connection.dialect).text,
  };
}

/** Smallest and largest finite x; without any, an empty range. */
async function extent(
  connection: Connection,
  input: M4Input,
  options: QueryOptions,
): Promise<readonly [number, number]> {
  const x = double(input.x);
  const where = all([...input.where, connection.dialect.isFinite(x)]);
  const { rows } = await connection.rows(sql`select min(${x}), max(${x}) from ${input.from} where ${where}`, options);
  const [row = []] = rows;
  return row[0] === null ? [0, 0] : [numberOf(row[0]), numberOf(row[1])];
}

/** A sixteenth of the range; whole for a range of whole numbers, so that an index over integers serves. */
function marginOf({ from, to }: PixelGrid): number {
  const margin = (to - from) / 16;
  return Number.isInteger(from) && Number.isInteger(to) ? Math.ceil(margin) : margin;
}

function finished(key: string | null, line: CountedLine, { aggregate }: M4Input): M4Line {
  const { before, after, whole, rows, finite } = line;
  const points = tidy([...(before ? [before] : []), ...line.points, ...(after ? [after] : [])]);
  const method = aggregate === 'mean' ? (whole ? 'mean' : 'mean+m4') : whole ? 'rows' : 'm4';
  return { key, points, rows, notFinite: rows - finite, method };
}

function byKey(a: M4Line, b: M4Line): number {
  if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}

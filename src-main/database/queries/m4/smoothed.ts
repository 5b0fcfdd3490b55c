import type { Cell } from '#shared/model/cell.ts';
import { Failure } from '#shared/model/failure.ts';
import type { LineSet } from '#shared/model/m4-lines.ts';
import { type SmoothedLine, type SmoothLine, smoothLines } from '#shared/model/smooth-line.ts';
import { type Smoothing, writeSmoothing } from '#shared/model/smoothing.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { linesHow } from '../../sql/lines-how.ts';
import { all, join, type Sql, sql } from '../../sql/sql.ts';
import type { M4Question } from './input.ts';
import { batches, linesOf, rowsOf, takeRows } from './rows.ts';
import { double, lineOf } from './steps.ts';

export interface Smoothed {
  readonly lines: ReadonlyMap<string | null, SmoothedLine>;
  /** What did the work, for "show SQL". */
  readonly query: Sql;
}

/**
 * All lines, smoothed and then reduced, in one pass and bounded memory. Rows are tried as they are stored, and sorted by
 * the engine only where they do not come by ascending x.
 */
export async function smoothed(
  connection: Connection,
  question: M4Question,
  smoothing: Smoothing,
  options: QueryOptions,
): Promise<Smoothed> {
  const by = connection.dialect.reduction === 'function' ? byFunction : byRows;
  return by(connection, question, smoothing, options);
}

function linesFor({ grid, aggregate, goingOn }: M4Question, smoothing: Smoothing): LineSet<SmoothLine> {
  return smoothLines({ grid, smoothing, mean: aggregate !== undefined }, goingOn);
}

async function byRows(
  connection: Connection,
  question: M4Question,
  smoothing: Smoothing,
  options: QueryOptions,
): Promise<Smoothed> {
  const marked = await linesOf(connection, question, options);
  const plain = rowsOf(question, marked);
  for (const query of [plain, sql`${plain} order by 1`]) {
    const lines = linesFor(question, smoothing);
    let inOrder = true;
    for await (const [x, y, marks] of batches(connection, query, options)) {
      inOrder = takeRows(lines, marked, x!, y!, marks);
      if (!inOrder) break;
    }
    if (inOrder) return { lines: lines.finish(), query };
  }
  throw outOfOrder();
}

/** The function is the driver's own and answers as JSON. `limit` keeps the order that a query around it would not need. */
async function byFunction(
  connection: Connection,
  question: M4Question,
  smoothing: Smoothing,
  options: QueryOptions,
): Promise<Smoothed> {
  const { aggregate, grid, from, where, goingOn } = question;
  const { pixels, log = false } = grid;
  const places = [grid.from, grid.to, linesHow({ pixels, log, mean: aggregate !== undefined })];
  const on = goingOn === undefined ? null : JSON.stringify(goingOn);
  const how = sql`${join(places.map((each) => double(sql`${each}`)))}, ${writeSmoothing(smoothing)}, ${on}`;
  const kept = all(where);
  const plain = sql`select starling_smooth(${lineOf(question)}, ${double(question.x)}, ${question.y}, ${how}) from ${from} where ${kept}`;
  const rows = sql`select ${lineOf(question)} as line, ${double(question.x)} as x, ${question.y} as y from ${from} where ${kept} order by 2 limit -1`;
  for (const query of [plain, sql`select starling_smooth(line, x, y, ${how}) from (${rows}) as sorted`]) {
    const found = linesOfJson((await connection.rows(query, options)).rows);
    if (found !== null) return { lines: found, query };
  }
  throw outOfOrder();
}

/** Sorted by x they come by ascending x: where they do not, the engine does not do as it was told. */
function outOfOrder(): Failure {
  return new Failure('INTERNAL', 'The rows did not come in the order of x and cannot be smoothed; draw them without');
}

function linesOfJson(rows: readonly (readonly Cell[])[]): Smoothed['lines'] | null {
  const json = rows[0]?.[0];
  return typeof json === 'string' ? new Map(JSON.parse(json) as [string | null, SmoothedLine][]) : null;
}

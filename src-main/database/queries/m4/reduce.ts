import { type Cell, cellNumber } from '#shared/model/cell.ts';
import type { PixelGrid } from '#shared/model/m4.ts';
import { type CountedLine, LineSet, StepLine } from '#shared/model/m4-lines.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { linesHow } from '../../sql/lines-how.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { type FoundLines, keyOf, linesOf, numberOf } from './columns.ts';
import type { M4Question } from './input.ts';
import { pairColumns } from './pairs.ts';
import { byRows, queryOfRows } from './rows.ts';
import { rowsOfRange } from './rows-of-range.ts';
import { double, lineOf, ofLines, stepsOf, windowOf } from './steps.ts';

export interface Reduced {
  readonly lines: FoundLines;
  /** What did the work, for "show SQL". */
  readonly query: Sql;
  /** How far beyond the range was looked for neighbours, where that was not as far as asked for. */
  readonly margin?: number;
}

/** All lines of the range and its margins, by the engine's fastest way. */
export async function reduced(connection: Connection, question: M4Question, options: QueryOptions): Promise<Reduced> {
  switch (connection.dialect.reduction) {
    case 'rows':
      return byRows(connection, question, options);
    case 'function':
      return byFunction(connection, question, options);
    case 'pairs':
      return (await fewSteps(connection, question, options)) ?? byColumns(connection, question, options);
  }
}

/** Reduces the steps here; `null` where they are many. */
async function fewSteps(connection: Connection, question: M4Question, options: QueryOptions): Promise<Reduced | null> {
  if (await hasMany(connection, question, options)) return null;
  const { grid, fewSteps: few } = question;
  const steps = stepsOf(connection.dialect, question, windowOf(question));
  const { rows } = await connection.rows(sql`${steps} limit ${raw(String(few + 1))}`, options);
  return rows.length > few ? null : { lines: reduceSteps(rows, grid), query: steps };
}

/** Of means, nobody knows how many there are before they are computed; there may be few where their x lie close. */
async function hasMany(connection: Connection, question: M4Question, options: QueryOptions): Promise<boolean> {
  const { rows, aggregate, grid, fewSteps: few } = question;
  if (aggregate !== undefined && grid.to - grid.from <= few) return false;
  return (rows ?? (await rowsOfRange(connection, question, few, options))) > few;
}

async function byColumns(connection: Connection, question: M4Question, options: QueryOptions): Promise<Reduced> {
  const { dialect } = connection;
  const query = pairColumns(dialect, question);
  const { lines, incomplete } = linesOf((await connection.rows(query, options)).rows, question.grid);
  if (incomplete.length > 0) {
    const rest = stepsOf(dialect, question, [...windowOf(question), ...ofLines(question, incomplete)]);
    const { rows } = await connection.rows(rest, options);
    for (const [key, line] of reduceSteps(rows, question.grid)) lines.set(key, line);
  }
  return { lines, query };
}

/**
 * The functions are the driver's own; they reduce all lines in one pass and answer them as JSON. Means that do not come by
 * ascending x are computed by the engine first.
 */
async function byFunction(connection: Connection, question: M4Question, options: QueryOptions): Promise<Reduced> {
  const rows = functionOfRows(question);
  const found = linesOfJson((await connection.rows(rows, options)).rows);
  if (found !== null) return { lines: found, query: rows };
  const query = functionOfSteps(connection.dialect, question);
  return { lines: linesOfJson((await connection.rows(query, options)).rows) ?? new Map(), query };
}

function functionOfRows(question: M4Question): Sql {
  const { aggregate, from, where } = question;
  const kept = all([...where, ...windowOf(question)]);
  const row = sql`${lineOf(question)}, ${double(question.x)}, ${question.y}`;
  return sql`select starling_lines(${row}, ${placed(question, aggregate !== undefined)}) from ${from} where ${kept}`;
}

function functionOfSteps(dialect: Dialect, question: M4Question): Sql {
  const steps = stepsOf(dialect, question, windowOf(question));
  return sql`select starling_steps(line, x, y, n, finite, ${placed(question, false)}) from (${steps}) as steps`;
}

function placed({ grid: { from, to, pixels, log = false } }: M4Question, mean: boolean): Sql {
  return join([from, to, linesHow({ pixels, log, mean })].map((each) => double(sql`${each}`)));
}

/** What is known of the rows that a statement would reduce. */
interface Seen {
  readonly lines: number;
  readonly rows: number;
  readonly steps: number;
  /** Whether they come by ascending x. */
  readonly inOrder: boolean;
}

/** The statement that `reduced` runs, for "show SQL" where somebody else has done the work. */
export function queryOf(dialect: Dialect, question: M4Question, { lines, rows, steps, inOrder }: Seen): Sql {
  const { aggregate, grid, fewSteps: few } = question;
  switch (dialect.reduction) {
    case 'rows':
      return queryOfRows(question, dialect, { lines, inOrder });
    case 'function':
      return inOrder || aggregate === undefined ? functionOfRows(question) : functionOfSteps(dialect, question);
    case 'pairs': {
      const isFew = aggregate !== undefined && grid.to - grid.from <= few ? steps <= few : rows <= few;
      return isFew ? stepsOf(dialect, question, windowOf(question)) : pairColumns(dialect, question);
    }
  }
}

function linesOfJson(rows: readonly (readonly Cell[])[]): FoundLines | null {
  const json = rows[0]?.[0];
  return typeof json === 'string' ? new Map(JSON.parse(json) as [string | null, CountedLine][]) : null;
}

function reduceSteps(rows: readonly (readonly Cell[])[], grid: PixelGrid): FoundLines {
  const lines = new LineSet(() => new StepLine(grid));
  for (const [line, x, y, n, finite] of rows) {
    lines.of(keyOf(line)).add(numberOf(x), cellNumber(y ?? null) ?? Number.NaN, numberOf(n), numberOf(finite));
  }
  return lines.finish();
}

import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { type CountedLine, LineSet, type PixelGrid } from '#shared/model/m4.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { raw, type Sql, sql } from '../../sql/sql.ts';
import { argumentColumns } from './arguments.ts';
import { type FoundLines, keyOf, linesOf, numberOf } from './columns.ts';
import { rowsOfRange } from './extent.ts';
import type { M4Question } from './input.ts';
import { pairColumns } from './pairs.ts';
import { ofLines, stepsOf, windowOf } from './steps.ts';

export interface Reduced {
  readonly lines: FoundLines;
  /** What did the work, for "show SQL". */
  readonly query: Sql;
}

/** All lines of the range and its margins: here while their steps are few, else by the engine's fastest way. */
export async function reduced(connection: Connection, question: M4Question, options: QueryOptions): Promise<Reduced> {
  const steps = stepsOf(connection.dialect, question, windowOf(question));
  if (connection.dialect.reduction === 'function') return byFunction(connection, question, steps, options);
  return (await fewSteps(connection, question, steps, options)) ?? byColumns(connection, question, steps, options);
}

/** `null` where the steps are many. Of means, nobody knows how many there are before they are computed. */
async function fewSteps(
  connection: Connection,
  question: M4Question,
  steps: Sql,
  options: QueryOptions,
): Promise<Reduced | null> {
  const { rows: counted, aggregate, grid, fewSteps: few } = question;
  const many = aggregate === undefined && (counted ?? (await rowsOfRange(connection, question, options))) > few;
  if (many) return null;
  const query = sql`${steps} limit ${raw(String(few + 1))}`;
  const { rows } = await connection.rows(query, options);
  return rows.length > few ? null : { lines: reduceSteps(rows, grid), query: steps };
}

async function byColumns(
  connection: Connection,
  question: M4Question,
  steps: Sql,
  options: QueryOptions,
): Promise<Reduced> {
  const { dialect } = connection;
  const columns = dialect.reduction === 'pairs' ? pairColumns : argumentColumns;
  const query = columns(dialect, question.grid, steps);
  const { lines, incomplete } = linesOf((await connection.rows(query, options)).rows, question.grid);
  if (incomplete.length > 0) {
    const rest = stepsOf(dialect, question, [...windowOf(question), ...ofLines(dialect, question, incomplete)]);
    const { rows } = await connection.rows(rest, options);
    for (const [key, line] of reduceSteps(rows, question.grid)) lines.set(key, line);
  }
  return { lines, query };
}

/** The function is the driver's own; it reduces all lines in one pass and answers them as JSON. */
async function byFunction(
  connection: Connection,
  { grid }: M4Question,
  steps: Sql,
  options: QueryOptions,
): Promise<Reduced> {
  const query = sql`select starling_lines(line, x, y, n, finite, ${grid.from}, ${grid.to}, ${grid.pixels}) from (${steps}) as steps`;
  const { rows } = await connection.rows(query, options);
  const json = rows[0]?.[0];
  const lines = typeof json === 'string' ? (JSON.parse(json) as [string | null, CountedLine][]) : [];
  return { lines: new Map(lines), query };
}

function reduceSteps(rows: readonly (readonly Cell[])[], grid: PixelGrid): FoundLines {
  const lines = new LineSet(grid);
  for (const [line, x, y, n, finite] of rows) {
    lines.add(keyOf(line), numberOf(x), cellNumber(y ?? null) ?? null, numberOf(n), numberOf(finite));
  }
  return lines.finish();
}

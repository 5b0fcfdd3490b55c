import type { Cell } from '#shared/model/cell.ts';
import { Failure } from '#shared/model/failure.ts';
import { KeptMeanLine, LineSet, MeanLine, RowLine, StepLine } from '#shared/model/m4-lines.ts';
import type { BatchOptions, Connection, QueryOptions } from '../../drivers/driver.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { keyOf, numberOf } from './columns.ts';
import type { M4Input, M4Question } from './input.ts';
import { narrowed } from './margin.ts';
import type { Reduced } from './reduce.ts';
import { rowsOfRange } from './rows-of-range.ts';
import { double, windowOf } from './steps.ts';

/**
 * So many rows, which are 24 MB of two columns, the engine has sooner as a whole: it works at them with all its threads, and
 * handing them on as they come takes half as long again.
 */
const SMALL = 1_500_000;

/** So many means, which are 24 MB as well, are kept until it is known how they are drawn. */
const MOST_KEPT = 750_000;

/**
 * Lines where rows come as columns of doubles (DuckDB): every row is taken here, in one pass and bounded memory. As fast
 * as the engine's own groups, which besides leave open which of several rows that tie they take, and need a second look.
 */
export async function byRows(connection: Connection, asked: M4Question, options: QueryOptions): Promise<Reduced> {
  const marked = await linesOf(connection, asked, options);
  const { grid, aggregate, unjoined } = asked;
  if (aggregate !== undefined && unjoined !== undefined) return byMeans(connection, asked, marked, options);
  const question = narrowed(asked, marked.rows ?? 0, marked.keys.size);
  const query = rowsOf(question, marked);
  const isSmall = (await rowsAtMost(connection, question, marked.rows, options)) <= SMALL;
  // Of several lines the engine looks whose rows are, and hands them on in no order.
  const isKept = isSmall && marked.mark !== null;
  const means = () => (isKept ? new KeptMeanLine(grid) : new MeanLine(grid));
  const lines = new LineSet<RowLine | MeanLine | KeptMeanLine>(
    aggregate === undefined ? () => new RowLine(grid) : means,
  );
  for await (const [x, y, marks] of batches(connection, query, { ...options, isSmall })) {
    if (!takeRows(lines, marked, x!, y!, marks)) return byMeans(connection, question, marked, options);
  }
  return { lines: lines.finish(), query, margin: question.margin };
}

/** The statement that `byRows` runs, where so many lines have rows in the window. */
export function queryOfRows(
  question: M4Question,
  dialect: Dialect,
  { lines, inOrder }: { readonly lines: number; readonly inOrder: boolean },
): Sql {
  const { mark } = dialect;
  const marked = {
    keys: new Map(),
    mark: lines > 1 && mark !== undefined ? (parts: readonly Sql[]) => mark(parts, 0) : null,
  };
  const means = question.aggregate !== undefined && (question.unjoined !== undefined || !inOrder);
  return means ? meansOf(dialect, question, marked, windowOf(question)) : rowsOf(question, marked);
}

/** A line that takes rows, without those whose x is not finite; false where it needed them in another order. */
export interface RowTaker {
  addRows(x: Float64Array, y: Float64Array, start: number, end: number): boolean;
  finish(): unknown;
}

/** The rows of a stretch of the answer; false where means did not come by ascending x. */
export function takeRows(
  lines: LineSet<RowTaker>,
  marked: Marked,
  x: Float64Array,
  y: Float64Array,
  marks: Float64Array | undefined,
): boolean {
  for (let start = nextFinite(x, 0); start < x.length; ) {
    const end = marks === undefined ? x.length : endOf(marks, start);
    if (!lines.of(keyAt(marked, marks?.[start] ?? 0)).addRows(x, y, start, end)) return false;
    start = nextFinite(x, end);
  }
  return true;
}

/** A row without a place makes no line. */
function nextFinite(x: Float64Array, start: number): number {
  let row = start;
  while (row < x.length && x[row]! - x[row]! !== 0) row++;
  return row;
}

/** Where the rows of the line at `start` end. */
function endOf(marks: Float64Array, start: number): number {
  const mark = marks[start];
  let end = start + 1;
  while (end < marks.length && marks[end] === mark) end++;
  return end;
}

/** Means of rows in any order: the engine groups them, and sees to it that they fit into memory. */
async function byMeans(
  connection: Connection,
  question: M4Question,
  marked: Marked,
  options: QueryOptions,
): Promise<Reduced> {
  const query = meansOf(connection.dialect, question, marked, windowOf(question));
  const lines = new LineSet(() => new StepLine(question.grid));
  for await (const [x, y, n, finite, marks] of question.means ?? batches(connection, query, options)) {
    for (let row = 0; row < x!.length; row++) {
      lines.of(keyAt(marked, marks?.[row] ?? 0)).add(x![row]!, y![row]!, n![row]!, finite![row]!);
    }
  }
  return { lines: lines.finish(), query };
}

/** Means as columns: x, the mean, rows, and those of them that are finite. */
export type Means = readonly (readonly (Float64Array | undefined)[])[];

/** The means of one line, in memory; `undefined` where they are too many for it. */
export async function keptMeans(
  connection: Connection,
  input: M4Input,
  options: QueryOptions,
): Promise<Means | undefined> {
  const query = meansOf(connection.dialect, input, ONE_LINE, []);
  const kept: Means[number][] = [];
  let rows = 0;
  for await (const batch of batches(connection, query, options)) {
    rows += batch[0]!.length;
    if (rows > MOST_KEPT) return undefined;
    kept.push(batch.map((column) => column?.slice()));
  }
  return kept;
}

/** What stands for a line in a column of numbers. */
export interface Marked {
  readonly keys: ReadonlyMap<number, string | null>;
  /** `null` where there is but one line. */
  readonly mark: ((parts: readonly Sql[]) => Sql) | null;
  /** How many rows were looked at, where that was done. */
  readonly rows?: number;
}

const ONE_LINE: Marked = { keys: new Map([[0, null]]), mark: null };

/** All lines there are, each with a number of its own. */
export async function linesOf(connection: Connection, question: M4Question, options: QueryOptions): Promise<Marked> {
  return question.marked ?? (await lookAtLines(connection, question, windowOf(question), options));
}

/** How far lines reach in x, as the engine orders numbers (NaN last). */
export interface Reach {
  readonly least: number;
  readonly greatest: number;
}

/**
 * The lines of some rows and, without a window, their reach in the same look; `null` where no x is known, or there is
 * nothing to tell lines by.
 */
export async function lookAtLines(
  connection: Connection,
  { group, from, where, x }: M4Input,
  window: readonly Sql[],
  options: QueryOptions,
): Promise<Marked & { readonly reach: Reach | null }> {
  const { mark } = connection.dialect;
  if (group === null || mark === undefined) return { ...ONE_LINE, reach: null };
  const parts = group.parts.map((_, at) => part(at));
  const kept = all([...where, ...window]);
  const reach = window.length > 0 ? raw('') : sql`, min(${x}) as least, max(${x}) as greatest`;
  const lines = sql`select ${named(group.parts)}, count(*) as n${reach} from ${from} where ${kept} group by ${join(group.parts.map((_, at) => raw(String(at + 1))))}`;
  for (let salt = 0; ; salt++) {
    const ends = raw(window.length > 0 ? '' : ', least, greatest');
    const query = sql`select ${mark(parts, salt)}, ${group.text(parts)}, n${ends} from (${lines}) as lines`;
    const { rows } = await connection.rows(query, options);
    const keys = new Map(rows.map(([number, line]) => [numberOf(number), keyOf(line)]));
    const texts = new Set(rows.map(([, line]) => keyOf(line)));
    const found = { reach: reachOf(rows), rows: rows.reduce((sum, [, , n]) => sum + numberOf(n), 0) };
    if (texts.size <= 1) return { keys: new Map([[0, keyOf(rows[0]?.[1])]]), mark: null, ...found };
    if (keysDiffer(rows, keys)) return { keys, mark: (values) => mark(values, salt), ...found };
  }
}

function reachOf(rows: readonly (readonly Cell[])[]): Reach | null {
  const known = rows.filter(([, , , least]) => least != null);
  if (known.length === 0) return null;
  return {
    least: known.reduce((found, [, , , least]) => Math.min(found, numberOf(least)), Number.POSITIVE_INFINITY),
    greatest: known.reduce(
      (found, [, , , , greatest]) => Math.max(found, numberOf(greatest)),
      Number.NEGATIVE_INFINITY,
    ),
  };
}

/** Whether every number stands for one line alone. */
function keysDiffer(rows: readonly (readonly Cell[])[], keys: Marked['keys']): boolean {
  return rows.every(([number, line]) => keys.get(numberOf(number)) === keyOf(line));
}

export function keyAt({ keys }: Marked, mark: number): string | null {
  const key = keys.get(mark);
  if (key !== undefined) return key;
  throw new Failure('SQL_FAILED', 'The data changed while they were read. Ask again.');
}

export function rowsOf(question: M4Question, { mark }: Marked): Sql {
  const { from, where, group } = question;
  const columns = [double(question.x), double(question.y), ...(mark === null ? [] : [mark(group!.parts)])];
  return sql`select ${join(columns)} from ${from} where ${all([...where, ...windowOf(question)])}`;
}

export function meansOf(dialect: Dialect, input: M4Input, { mark }: Marked, window: readonly Sql[]): Sql {
  const { from, where, group } = input;
  const x = double(input.x);
  const kept = all([...where, dialect.isFinite(x), ...window]);
  const parts = mark === null ? [] : group!.parts;
  const y = dialect.finite(input.y);
  const grouped = join([raw('x'), ...parts.map((_, at) => part(at))]);
  const rows = sql`select ${x} as x, ${y} as y${parts.length === 0 ? raw('') : sql`, ${named(parts)}`} from ${from} where ${kept}`;
  const marks = mark === null ? raw('') : sql`, ${mark(parts.map((_, at) => part(at)))}`;
  return sql`select x, avg(y), count(*), count(y)${marks} from (${rows}) as rows group by ${grouped}`;
}

function named(parts: readonly Sql[]): Sql {
  return join(parts.map((each, at) => sql`${each} as ${part(at)}`));
}

function part(at: number): Sql {
  return raw(`part${at}`);
}

/** ∞ where nobody knows, or it would take as long to know as to read them. */
async function rowsAtMost(
  connection: Connection,
  question: M4Question,
  looked: Marked['rows'],
  options: QueryOptions,
): Promise<number> {
  if (question.unjoined !== undefined) return Number.POSITIVE_INFINITY;
  const known = question.rows ?? looked;
  if (known !== undefined) return known;
  return question.computed === true ? Number.POSITIVE_INFINITY : rowsOfRange(connection, question, SMALL, options);
}

export function batches(
  connection: Connection,
  query: Sql,
  options: BatchOptions,
): AsyncIterable<readonly (Float64Array | undefined)[]> {
  if (connection.numberBatches === undefined) throw new Failure('INTERNAL', 'This engine does not stream numbers');
  return connection.numberBatches(query, options);
}

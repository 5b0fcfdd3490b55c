import type { ColumnKind, TableRef } from '#shared/model/catalogue.ts';
import { type Cell, isTagged } from '#shared/model/cell.ts';
import { Failure } from '#shared/model/failure.ts';
import type { Engine } from '#shared/model/source.ts';
import { raw, type Sql, type SqlValue, sql } from './sql.ts';

/**
 * What differs between the engines' SQL: quoting, parameters and the few functions that queries need. Everything outside
 * a dialect is the same for all three.
 */
export interface Dialect {
  readonly engine: Engine;
  /** Whether all values of a column have its type; else each has its own. */
  readonly typed: boolean;
  quote(name: string): string;
  /** Placeholder of the n-th parameter, from 1. */
  placeholder(position: number): string;
  /** A constant spelled out, where an engine plans a statement anew for its parameters; `null` to bind it. */
  constant(value: string | number): string | null;

  /** A bound text turned into the column's own type, so that comparisons keep their index: `cast(? as bigint)`. */
  castTo(value: Sql, column: ColumnType): Sql;
  /**
   * A value that came out of this engine, bound so that it equals itself: 64-bit integers, nanoseconds, NaN and blobs
   * included. Takes scalar and blob cells.
   */
  literal(cell: Cell, column: ColumnType): Sql;
  text(value: Sql): Sql;
  /** The condition that a value is one of some, at least one; an index serves. */
  among(value: Sql, some: readonly Sql[]): Sql;
  /**
   * More values than so many, or more rows of several values, are compared with as `given` ones rather than spelled out;
   * `null` where spelling is as quick.
   */
  readonly mostSpelled: { readonly values: number | null; readonly rows: number | null };
  /** A double, or NULL where the text is no number. */
  double(value: Sql): Sql;
  /** The same of what takes long to find, which is found once. */
  doubleOnce(value: Sql): Sql;
  /** A decimal as a double; one beyond all doubles is infinite. */
  decimal(value: Sql, column: ColumnType): Sql;
  /** True for finite numbers; false for NaN and ±∞ (and NULL stays NULL or false). */
  isFinite(value: Sql): Sql;
  /** A number as a double; NULL where it is not finite. */
  finite(value: Sql): Sql;
  /** `isFinite` of a decimal; false for one beyond all doubles too. */
  isFiniteDecimal(value: Sql): Sql;
  /** Whether text contains another, ignoring case; both sides are text. */
  containsText(value: Sql, part: Sql): Sql;
  /** Text in lower case, as far as comparing it with `part` needs. */
  lower(value: Sql, part: string): Sql;
  matches(value: Sql, pattern: Sql): Sql;
  /**
   * A value inside JSON as text; NULL where the text is no JSON (but `NaN` and `Infinity`, which Python writes, are taken).
   * `path` holds keys; digits index arrays. `column` spares the look whether it is JSON, where its type says so.
   */
  jsonText(value: Sql, path: readonly string[], column?: ColumnType | null): Sql;
  /** An item, as text, of an array that is JSON text; `index` is a number from 0. */
  jsonItem(array: Sql, index: Sql): Sql;
  /** The sum of the numbers in the object there, 0 of an empty one, as a double; NULL where no object is. */
  jsonSum(value: Sql, path: readonly string[], column?: ColumnType | null): Sql;
  /** What unfolds the object in a JSON column or text into its entries; of anything else there is one row without a key. */
  jsonEntries(value: Sql, alias: string, column?: ColumnType | null): JsonEntries;
  /** Where a text begins inside another, from 1; 0 where it does not. */
  position(value: Sql, part: Sql): Sql;
  /** Epoch seconds of a date or timestamp, as a double. */
  epochSeconds(value: Sql): Sql;
  /** The time of epoch seconds, in UTC; exact to the microsecond, in SQLite to the millisecond. */
  moment(seconds: Sql): Sql;
  sqrt(value: Sql): Sql;
  floor(value: Sql): Sql;
  /** How to keep a large value out of an answer, or `null` for a column whose values are always small. */
  cut(value: Sql, column: ColumnType, limits: CutLimits): Cut | null;
  /** Rows that are given along as JSON, `[["a", "1"], …]`, as a query with columns of these names, all of text. */
  given(rows: string, columns: readonly string[]): Sql;
  /** A double that has no fraction as a whole number of 64 bits. */
  wholeNumber(value: Sql): Sql;
  /**
   * The whole numbers `n` of a query as one text, in its order and with commas between them, those that are NULL left out: of
   * very many rows that takes half as long as handing them out. `null` where rows stream as columns of numbers.
   */
  readonly inOneText: ((rows: Sql) => Sql) | null;
  /**
   * A value that no index is looked for, where an engine groups rows by sorting them: to tell the few different values of all
   * rows that way takes four times as long. `null` where it keeps a table of them.
   */
  readonly unsorted: ((value: Sql) => Sql) | null;
  /** Texts of a group as one, with commas between them, in any order; `different`: each once. */
  joined(value: Sql, different?: 'different'): Sql;
  /** Several numbers as one value: a list, or JSON. At most a hundred. */
  list(numbers: readonly Sql[]): Sql;
  /** What unfolds a flattened list of pairs, `[start, end, start, end, …]`; `list` is of a table before it in the `from`. */
  pairs(list: Sql, alias: string): Pairs;
  /** A sort key under which the numbers inside text sort as numbers (`episode-10` after `episode-9`). */
  naturalKey(value: Sql): Sql;
  /** Sample standard deviation as an aggregate. */
  deviation(value: Sql): Sql;
  /** Quantile as an aggregate, interpolated between neighbours (0.5 is the median). All values must be finite doubles. */
  quantile(value: Sql, share: number): Sql;
  /** Pearson's correlation as an aggregate; NULL where there is none. Rows with a NULL are left out. */
  correlation(one: Sql, other: Sql): Sql;
  /**
   * Aggregates that are the same while the pairs of doubles in a group are, in whatever order they are read, and other
   * numbers as a rule when they are not. `y` is NULL or finite; `x` is near 0.
   */
  digest(x: Sql, y: Sql): readonly Sql[];
  /** What follows `limit` where rows are wanted as they are read, from the first; `null` where a number is as good. */
  readonly firstRows: ((count: number) => Sql) | null;
  /** `order by` suffix that puts NULLs last in either direction. */
  nullsLast(value: Sql, descending: boolean): Sql;
  /**
   * How lines are reduced to the pixels of a chart, by what measured fastest: here, row by row as they stream; aggregates
   * over ordered pairs; or a function of the driver's own (`starling_lines`).
   */
  readonly reduction: 'rows' | 'pairs' | 'function';
  /** A whole number below 2⁵³ that tells values apart as a rule, and with another salt others; only where rows stream as numbers. */
  readonly mark?: (values: readonly Sql[], salt: number) => Sql;
  /** Ends a query whose values are named more than once, so that each is computed once; empty where engines see to it. */
  readonly computedOnce: Sql;
  /** How many rows are grouped by few keys in one pass; `null` where groups of groups are quicker than distinct counting. */
  readonly onePass: OnePass | null;
  /** How to ask beforehand whether an index has the rows of a query in their order; `null` where nothing depends on it. */
  readonly plan: Plan | null;
  /** The engine's own row id (`rowid`, `ctid`), or `null` where it has none. */
  readonly rowId: RowId | null;
}

/** A row per entry of a JSON object, joined to what stands before it in the `from`. */
export interface JsonEntries {
  readonly join: Sql;
  /** NULL where there is no object. */
  readonly key: Sql;
  /** To be unfolded further. */
  readonly value: Sql;
  readonly column: ColumnType;
  /** The value as text, as {@link Dialect.jsonText} gives it. */
  readonly text: Sql;
}

/** A row per pair of a list; none for a list that is empty or NULL. */
export interface Pairs {
  /** What follows the table in the `from`. */
  readonly join: Sql;
  /** Which pair, from 1. */
  readonly number: Sql;
  readonly first: Sql;
  /** NULL where the list ends half-way. */
  readonly second: Sql;
}

export interface OnePass {
  /** Ends a query: its values are computed once, and its rows come in this order, from an index where one has it. */
  ordered(keys: Sql): Sql;
  /** One value, never NULL, that is the same of rows whose values are the same as text. */
  alike(values: readonly Sql[]): Sql;
}

export interface Plan {
  of(query: Sql): Sql;
  /** Whether a plan, all of its rows, reads rows in their order from an index, and only those that are asked for. */
  inOrder(plan: readonly (readonly Cell[])[]): boolean;
  /** Of more looks into an index, reading all rows takes as long. */
  readonly mostLooks: number;
}

/** The engine's own type name and what it means to us. */
export interface ColumnType {
  readonly type: string;
  readonly kind: ColumnKind;
}

export interface RowId {
  readonly by: Sql;
  readonly type: ColumnType;
  /** Whether plain reading gives rows by ascending row id; then it is a better key for pages than a primary key. */
  readonly inOrder: boolean;
  /** Where rows lie in the order of their row id but no plan promises to read them so. */
  readonly blocks: BlockOrder | null;
}

/** Row ids that begin with the number of a block of the table, so that a stretch of blocks is read and sorted alone. */
export interface BlockOrder {
  /** How many blocks a table has; answered without reading it. */
  count(table: TableRef): Sql;
  /** The first row id of a block, to compare row ids with. */
  start(block: number): Sql;
  blockOf(rowId: Cell): number;
}

/** What a value may measure before an answer cuts it. */
export interface CutLimits {
  readonly characters: number;
  readonly bytes: number;
  readonly items: number;
}

/**
 * What to ask for instead of a value that may be large. All are expressions over the same value. Few of them, because a
 * page of a thousand columns asks for each of them a thousand times.
 */
export interface Cut {
  /** Text, JSON and blobs: one unit more than the limit at most. Others: the value, NULL where it exceeds its limit. */
  readonly value: Sql;
  /** Whole length: characters, bytes of a blob; NULL where that is no question. */
  readonly size: Sql;
  /** The beginning of the text of a value that is not sent, NULL for those that are; `null` where all are sent in part. */
  readonly head: Sql | null;
}

export interface Rendered {
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** A fragment as text and parameters for its engine. */
export function render(query: Sql, dialect: Dialect): Rendered {
  const values: SqlValue[] = [];
  const text = query.parts
    .map((part) => {
      if (part.kind === 'text') return part.text;
      if (part.kind === 'name') return dialect.quote(part.name);
      const spelled = part.kind === 'constant' ? dialect.constant(part.value) : null;
      if (spelled !== null) return spelled;
      values.push(part.value);
      return dialect.placeholder(values.length);
    })
    .join('');
  return { text, values };
}

/** `corr` of values that both vary: of a constant, rounding would make any correlation. */
export function correlationOf(one: Sql, other: Sql): Sql {
  const varies = (value: Sql, beside: Sql) => {
    const both = sql`case when ${beside} is not null then ${value} end`;
    return sql`min(${both}) < max(${both})`;
  };
  return sql`case when ${varies(one, other)} and ${varies(other, one)} then corr(${one}, ${other}) end`;
}

/** A number of ours as text: as a parameter its type would have to be guessed. */
export function digits(value: number): Sql {
  return raw(String(Math.trunc(value)));
}

/** `Dialect.literal` for engines with static types: the cell's exact text, cast to the column's type. */
export function castLiteral(castTo: Dialect['castTo'], cell: Cell, column: ColumnType): Sql {
  if (cell === null) return raw('null');
  if (!isTagged(cell)) return castTo(sql`${Object.is(cell, -0) ? '-0' : String(cell)}`, column);
  if (cell.k === 'blob') return castTo(sql`${`\\x${cell.hex}`}`, column);
  if ('t' in cell) return castTo(sql`${cell.t}`, column);
  throw new Failure('INTERNAL', 'A nested value cannot be compared. Sort or filter by another column.');
}

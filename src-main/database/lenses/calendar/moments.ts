import { type ColumnInfo, findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import { type Cell, cellNumber, isTagged } from '#shared/model/cell.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { name, raw, type Sql, sql } from '../../sql/sql.ts';
import { tableAs } from '../binding/compile.ts';
import type { LensContext } from '../lens-context.ts';

/** A column of times, and how moments are written to be compared with it so that its index serves. */
export interface Moments {
  readonly table: TableInfo;
  readonly column: ColumnInfo;
  /** What to compare: the column itself as a rule. */
  of(alias: string): Sql;
  /** Epoch seconds as a double, the cheapest way for what the column holds. */
  seconds(alias: string): Sql;
  /** The same of what `of` gives, the least of all for instance. */
  secondsOf(value: Sql): Sql;
  /** A moment in epoch milliseconds, as something to compare with: `as` of what `written` gives. */
  at(moment: number): Sql;
  /** A moment as a plain literal, for a list of many: a cast for each would take long to plan. */
  written(moment: number): Sql;
  as(literal: Sql): Sql;
  /** First and last, in epoch seconds; `null` for a table without rows. */
  readonly extent: readonly [first: number, last: number] | null;
}

/** `null` where the database lacks the column. */
export async function momentsOf(context: LensContext, table: string, column: string): Promise<Moments | null> {
  const { dialect, find } = context;
  const found = find(table);
  const info = found && findColumn(found, column);
  if (found === undefined || info === undefined) return null;
  const cells = await extremes(context, found, info);
  const known = formOf(cells, info, dialect);
  const form: Form = known ?? { written: (moment) => number(moment / 1000), as: (literal) => literal };
  const seconds = secondsOf(cells, info, dialect);
  return {
    table: found,
    column: info,
    of: known === null ? (alias) => dialect.epochSeconds(name(alias, column)) : (alias) => name(alias, column),
    at: (moment) => form.as(form.written(moment)),
    ...form,
    seconds: known === null ? (alias) => dialect.epochSeconds(name(alias, column)) : seconds,
    secondsOf: (value) =>
      known === null ? value : sql`(select ${seconds('s')} from (select ${value} as ${name(column)}) s)`,
    extent: cells.length === 0 ? null : await extentOf(context, found, info, known === null ? null : cells),
  };
}

/** The least and the greatest value: an index finds each at once, but not both together. */
async function extremes({ connection }: LensContext, table: TableInfo, { name: column }: ColumnInfo) {
  const from = tableAs(table, 't');
  const value = name('t', column);
  const { rows } = await connection.rows(
    sql`select (select min(${value}) from ${from}), (select max(${value}) from ${from})`,
  );
  return (rows[0] ?? []).filter((cell) => cell !== null);
}

/** A full look only where the extremes are no times. */
async function extentOf(
  { connection, dialect }: LensContext,
  table: TableInfo,
  column: ColumnInfo,
  cells: readonly Cell[] | null,
): Promise<readonly [number, number] | null> {
  if (cells !== null && isNumbers(cells)) return [cells[0] / scaleOf(cells), cells[1] / scaleOf(cells)];
  const seconds = dialect.epochSeconds(name('t', column.name));
  const query =
    cells === null
      ? sql`select min(${seconds}), max(${seconds}) from ${tableAs(table, 't')}`
      : sql`select ${dialect.epochSeconds(dialect.literal(cells[0]!, column))}, ${dialect.epochSeconds(dialect.literal(cells[1]!, column))}`;
  const { rows } = await connection.rows(query);
  const [first, last] = (rows[0] ?? []).map(cellNumber);
  return first === undefined || last === undefined ? null : [first, last];
}

type Form = Pick<Moments, 'written' | 'as'>;

/** How moments are written where all values are of one form; `null` where none is recognised. */
function formOf(cells: readonly Cell[], column: ColumnInfo, dialect: Dialect): Form | null {
  const as: Form['as'] = (literal) => literal;
  if (isNumbers(cells)) return { written: (moment) => number((moment * scaleOf(cells)) / 1000), as };
  if (column.kind === 'time' && cells.every((cell) => isTagged(cell) && cell.k.startsWith('timestamp'))) {
    if (dialect.engine === 'sqlite') return null;
    return { written: (moment) => text(`${iso(moment, ' ')}+00`), as: (literal) => dialect.castTo(literal, column) };
  }
  const separators = cells.map((cell) => (typeof cell === 'string' ? ISO.exec(cell)?.[1] : undefined));
  const [separator] = separators;
  if (dialect.engine !== 'sqlite' || separator === undefined || separators.some((each) => each !== separator)) {
    return null;
  }
  return { written: (moment) => text(iso(moment, separator)), as };
}

function secondsOf(cells: readonly Cell[], { name: column }: ColumnInfo, dialect: Dialect): Moments['seconds'] {
  if (isNumbers(cells)) {
    const scale = scaleOf(cells);
    return (alias) => sql`cast(${name(alias, column)} as double precision) / ${raw(String(scale))}`;
  }
  const isIso = dialect.engine === 'sqlite' && typeof cells[0] === 'string';
  return (alias) => (isIso ? isoSeconds(name(alias, column)) : dialect.epochSeconds(name(alias, column)));
}

/** `Dialect.epochSeconds` tells apart what a value may be, which takes longer than reading it where all are ISO 8601 in UTC. */
function isoSeconds(value: Sql): Sql {
  return sql`(unixepoch(substr(${value}, 1, 19)) + 0e0 + cast(substr(${value}, 20) as real))`;
}

/** UTC, written by all programs in an order that is the order of time. */
const ISO = /^\d{4}-\d\d-\d\d([ T])\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:?00)?$/;

/** Without a fraction, so that it comes before the same second written with one. */
function iso(moment: number, separator: string): string {
  return new Date(moment).toISOString().slice(0, 19).replace('T', separator);
}

function isNumbers(cells: readonly Cell[]): cells is readonly [number, number] {
  return cells.length === 2 && cells.every((cell) => typeof cell === 'number');
}

/** Units in a second: seconds, milliseconds, microseconds or nanoseconds, told apart by size as `Dialect.epochSeconds` does. */
function scaleOf([, last]: readonly [number, number]): number {
  const size = Math.abs(last);
  return size >= 1e17 ? 1e9 : size >= 1e14 ? 1e6 : size >= 1e11 ? 1e3 : 1;
}

/** Ours, so it may stand in the statement: thousands of parameters would be too many. */
function number(value: number): Sql {
  return raw(Number.isInteger(value) ? BigInt(value).toString() : value.toExponential());
}

function text(value: string): Sql {
  return raw(`'${value}'`);
}

import { cellNumber } from '#shared/model/cell.ts';
import type { TrainingColumns } from '#shared/model/training.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { all, raw, type Sql, sql } from '../../sql/sql.ts';
import type { TimeRows } from './entity-rows.ts';

/** Columns of time, and which of them a row is in. */
export interface FoundColumns {
  readonly columns: TrainingColumns;
  readonly from: number;
  readonly to: number;
  /** A row's value to group by, over {@link TimeRows.x}. */
  readonly key: Sql;
  /** Which column a value of `key` is. */
  at(key: number): number;
}

/** One column per value of x as long as these are few, else so many of one width; `null` where there are no rows. */
export async function timeColumns(
  connection: Connection,
  { from, where, x }: TimeRows,
  most: number,
  options: QueryOptions,
): Promise<FoundColumns | null> {
  const kept = all([...where, connection.dialect.isFinite(x)]);
  const distinct = sql`select distinct ${x} as x from ${from} where ${kept}`;
  const { rows } = await connection.rows(sql`select min(q.x), max(q.x), count(*) from (${distinct}) q`, options);
  const [first, last, count] = (rows[0] ?? []).map((cell) => cellNumber(cell));
  if (first == null || last == null || count == null) return null;
  if (count > most) return wide(x, first, last, most);
  const { rows: values } = await connection.rows(sql`select q.x from (${distinct}) q order by q.x`, options);
  return single(
    x,
    values.map(([value = null]) => cellNumber(value) ?? Number.NaN),
  );
}

/** The last reaches as far as its neighbours usually do. */
function single(x: Sql, starts: readonly number[]): FoundColumns {
  const [first, last] = [starts[0]!, starts.at(-1)!];
  const distances = starts.slice(1).map((value, at) => value - starts[at]!);
  const usual = distances.toSorted((one, other) => one - other)[distances.length >> 1] ?? 1;
  const places = new Map(starts.map((value, at) => [value, at]));
  return {
    columns: { starts, end: last + usual, single: true },
    ...{ from: first, to: last, key: x, at: (key) => places.get(key) ?? 0 },
  };
}

function wide(x: Sql, from: number, to: number, most: number): FoundColumns {
  const width = (to - from) / most;
  const double = (value: number) => sql`cast(${value} as double precision)`;
  return {
    columns: { starts: Array.from({ length: most }, (_, at) => from + at * width), end: to, single: false },
    ...{ from, to, key: sql`floor((${x} - ${double(from)}) / ${double(width)})` },
    // The last value is the end of the last column.
    at: (key) => Math.min(Math.max(key, 0), most - 1),
  };
}

/** Groups what was computed of each row, since engines do not know an expression with parameters again. */
export function groupedBy(columns: readonly string[], aggregates: readonly string[], rows: Sql): Sql {
  const keys = columns.map((column) => `q.${column}`).join(', ');
  return sql`select ${raw([keys, ...aggregates].join(', '))} from (${rows}) q group by ${raw(keys)}`;
}

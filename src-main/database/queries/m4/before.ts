import { createHash } from 'node:crypto';
import { type Cell, cellNumber } from '#shared/model/cell.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { keyOf } from './columns.ts';
import type { M4Input, M4Line } from './input.ts';
import { constant, double, less, lineOf } from './steps.ts';

type Rows = Pick<M4Input, 'from' | 'where' | 'x' | 'y' | 'group'>;

/** What is known of the rows before an x. */
export interface Before {
  /** The same as long as they are. */
  readonly digest: string;
  /** The least x of them. */
  readonly from: number;
  /** Of each line what lies in the part that was asked for. */
  readonly lines: readonly LineBefore[];
}

export interface LineBefore extends Pick<M4Line, 'key' | 'rows' | 'notFinite'> {
  /** How many rows of it there are before the x, counted or not. */
  readonly stored: number;
  /** The least x of those. */
  readonly first: number;
  readonly below: number;
}

interface BeforeWhat {
  readonly before: number;
  /** What of it is counted; all without. */
  readonly counted?: readonly [from: number, to: number] | undefined;
  /** As `M4Input.log`. */
  readonly log?: boolean | undefined;
}

/** Looks whether the rows before an x are the same: reads all of them, but reduces none. */
export async function rowsBefore(
  connection: Connection,
  { from, where, x, y: value, group }: Rows,
  { before, counted, log = false }: BeforeWhat,
  options: QueryOptions,
): Promise<Before> {
  const { dialect } = connection;
  const usable = dialect.isFinite(value);
  const y = sql`case when ${usable} then ${double(value)} end`;
  const within = (value: Sql) =>
    counted === undefined ? raw('null') : sql`count(case when ${between(x, counted)} then ${value} end)`;
  const counts = [
    sql`${within(raw('1'))}, ${within(y)}, count(*), count(${y}), min(${double(x)})`,
    ...(log ? [sql`sum(case when ${usable} and ${value} <= 0 then 1 else 0 end)`] : []),
  ];
  const digest = dialect.digest(sql`(${double(x)} - ${constant(before)})`, y);
  const line = group === null ? [] : [lineOf({ group })];
  const query = sql`select ${join([...counts, ...digest, ...line])} from ${from}
    where ${all([...where, less(x, before)])} ${raw(group === null ? '' : `group by ${counts.length + digest.length + 5}`)}`;
  const found = (await connection.rows(query, options)).rows;
  const lines = found.map(([own, ownFinite, all, allFinite, least, below, ...rest]): LineBefore => {
    const key = group === null ? null : keyOf(rest.at(-1));
    const first = cellNumber(least ?? null) ?? Number.POSITIVE_INFINITY;
    const stored = countIn(all);
    const rows = counted === undefined ? stored : countIn(own);
    const notFinite = rows - countIn(counted === undefined ? allFinite : ownFinite);
    return { key, stored, first, rows, notFinite, below: log ? countIn(below) : 0 };
  });
  return {
    digest: digestOf(found.map((row) => row.slice(2))),
    from: lines.reduce((least, { first }) => Math.min(least, first), Number.POSITIVE_INFINITY),
    lines: lines.filter(({ stored }) => stored > 0),
  };
}

function between(x: Sql, [from, to]: readonly [number, number]): Sql {
  return sql`${double(x)} >= ${constant(from)} and ${double(x)} < ${constant(to)}`;
}

function digestOf(rows: readonly (readonly Cell[])[]): string {
  const texts = rows.map((row) => JSON.stringify(row)).sort();
  return createHash('sha256').update(texts.join()).digest('base64');
}

function countIn(cell: Cell | undefined): number {
  return cellNumber(cell ?? null) ?? 0;
}

/** The greatest x up to one; `null` without any. */
export async function newestX(
  connection: Connection,
  { from, where, x }: Rows,
  to: number,
  options: QueryOptions,
): Promise<number | null> {
  const finite = connection.dialect.isFinite(double(x));
  const kept = all([...where, finite, sql`${double(x)} <= ${constant(to)}`]);
  const { rows } = await connection.rows(
    sql`select ${x} from ${from} where ${kept} order by ${x} desc limit 1`,
    options,
  );
  return cellNumber(rows[0]?.[0] ?? null) ?? null;
}

import { createHash } from 'node:crypto';
import { type Cell, cellNumber } from '#shared/model/cell.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { all, join, raw, sql } from '../../sql/sql.ts';
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
  readonly lines: readonly (Pick<M4Line, 'key' | 'rows' | 'notFinite'> & { readonly below: number })[];
}

/** Looks whether the rows before an x are the same: reads all of them, but reduces none. `log`: as `M4Input.log`. */
export async function rowsBefore(
  connection: Connection,
  { from, where, x, y: value, group }: Rows,
  { before, log = false }: { readonly before: number; readonly log?: boolean | undefined },
  options: QueryOptions,
): Promise<Before> {
  const { dialect } = connection;
  const usable = dialect.isFinite(value);
  const y = sql`case when ${usable} then ${double(value)} end`;
  const counts = [
    sql`count(*), count(${y}), min(${double(x)})`,
    ...(log ? [sql`sum(case when ${usable} and ${value} <= 0 then 1 else 0 end)`] : []),
  ];
  const digest = dialect.digest(sql`(${double(x)} - ${constant(before)})`, y);
  const line = group === null ? [] : [lineOf({ group })];
  const query = sql`select ${join([...counts, ...digest, ...line])} from ${from}
    where ${all([...where, less(x, before)])} ${raw(group === null ? '' : `group by ${counts.length + digest.length + 3}`)}`;
  const found = (await connection.rows(query, options)).rows;
  const lines = found.map(([rows, finite, , below, ...rest]) => {
    const count = countIn(rows);
    const key = group === null ? null : keyOf(rest.at(-1));
    return { key, rows: count, notFinite: count - countIn(finite), below: log ? countIn(below) : 0 };
  });
  return {
    digest: createHash('sha256')
      .update(
        found
          .map((row) => JSON.stringify(row))
          .sort()
          .join(),
      )
      .digest('base64'),
    from: found.reduce(
      (least, [, , first]) => Math.min(least, cellNumber(first ?? null) ?? least),
      Number.POSITIVE_INFINITY,
    ),
    lines: lines.filter(({ rows }) => rows > 0),
  };
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

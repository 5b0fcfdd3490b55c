import { MOST_CELLS } from '#shared/model/density.ts';
import { Failure } from '#shared/model/failure.ts';
import type { Connection, QueryOptions } from '../drivers/driver.ts';
import { all, join, name, raw, type Sql, sql } from '../sql/sql.ts';

export interface DensityInput {
  readonly from: Sql;
  readonly where: readonly Sql[];
  /** Doubles: a row's place on both axes. */
  readonly across: Sql;
  readonly along: Sql;
  /** Length of a cell's sides. */
  readonly bin: number;
  /** Cells with fewer rows are left out; above 1 the answer has `all`, one number: the rows of these cells too. */
  readonly minimum: number;
  /** Doubles whose finite values are averaged per cell, or (`sum`) added up. */
  readonly more: readonly { readonly name: string; readonly value: Sql; readonly sum?: boolean }[];
}

/**
 * Counts rows in square cells, which begin at multiples of `bin`: `across` and `along` (numbers of cells), `rows`, and
 * `more`. Rows whose place is not finite count nowhere. Throws BAD_INPUT for more than 250,000 cells.
 */
export async function densityOf(
  connection: Connection,
  { from, where, across, along, bin, minimum, more }: DensityInput,
  options: QueryOptions,
): Promise<Readonly<Record<string, Float64Array>>> {
  const { dialect } = connection;
  const size = sql`cast(${String(bin)} as double precision)`;
  const cell = (place: Sql) => dialect.floor(sql`${place} / ${size}`);
  const reduced = more.map(({ value, sum }) => {
    const finite = sql`case when ${dialect.isFinite(value)} then ${value} end`;
    return sum ? sql`sum(${finite})` : sql`avg(${finite})`;
  });
  const known = [across, along].map((place) => dialect.isFinite(place));
  const columns = [cell(across), cell(along), raw('count(*)'), ...reduced].map(
    (value, at) => sql`${value} as ${name(`c${at}`)}`,
  );
  const cells = (more: readonly Sql[]) =>
    sql`select ${join([...columns, ...more])} from ${from} where ${all([...where, ...known])} group by 1, 2`;
  const few = minimum > 1;
  const counted = few
    ? sql`select * from (${cells([sql`sum(count(*)) over () as of_all`])}) g where g.c2 >= ${minimum}`
    : cells([]);
  const answer = await connection.numbers(sql`${counted} limit ${MOST_CELLS + 1}`, options);
  if ((answer[0]?.length ?? 0) > MOST_CELLS) {
    throw new Failure(
      'BAD_INPUT',
      `Cells of ${bin} are too small: there are more than ${MOST_CELLS / 1000},000. Choose larger ones`,
    );
  }
  const names = ['across', 'along', 'rows', ...more.map(({ name }) => name)];
  const named = names.map((name, at) => [name, answer[at] ?? new Float64Array()] as const);
  const ofAll = answer[names.length]?.slice(0, 1) ?? new Float64Array();
  return Object.fromEntries(few ? [...named, ['all', ofAll]] : named);
}

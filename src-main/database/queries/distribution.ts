import { cellNumber } from '#shared/model/cell.ts';
import type { ColumnStatistics } from '#shared/model/page.ts';
import type { Connection, QueryOptions } from '../drivers/driver.ts';
import { all, sql } from '../sql/sql.ts';
import type { Sample } from './statistics.ts';

export type Distribution = Pick<ColumnStatistics, 'mean' | 'deviation' | 'histogram'>;

const BINS = 20;

/**
 * Histogram, mean and sample standard deviation of the finite values between two known extremes, in one pass: every bin
 * brings its own moments, which then merge. Values are measured in bins from the smallest, so that neither large offsets
 * (epoch seconds) nor large values (1e300) cost digits or overflow.
 */
export async function distributionOf(
  connection: Connection,
  { column, from, where }: Sample,
  [min, max]: readonly [number, number],
  options: QueryOptions,
): Promise<Distribution> {
  const { dialect } = connection;
  const half = max / 2 - min / 2;
  const value = sql`cast(${column.value} as double precision)`;
  const finite = all([...where, dialect.isFinite(column.value)]);
  // Below a billionth of a millionth of the range it is nothing: Postgres fails where a quotient is too small for a double.
  const place =
    half === 0
      ? sql`cast(0 as double precision)`
      : sql`case when ${value} / 2 - ${min / 2} < ${half * 1e-15} then 0 else (${value} / 2 - ${min / 2}) / ${half} * ${BINS} end`;
  const bin = sql`case when place >= ${BINS} then ${BINS - 1} else ${dialect.floor(sql`place`)} end`;
  const query = sql`select bin, count(*), avg(place), ${dialect.deviation(sql`place`)} from (
  select place, ${bin} as bin from (select ${place} as place from ${from} where ${finite}) as placed
) as binned group by bin order by bin`;
  const { rows } = await connection.rows(query, options);
  const bins = rows.map((row) => row.map((cell) => cellNumber(cell) ?? 0) as [number, number, number, number]);
  return described(
    bins.map(([at, count, mean, deviation]) => ({ at, count, mean, deviation })),
    min,
    half,
  );
}

interface Bin {
  readonly at: number;
  readonly count: number;
  /** Both in bins from the smallest value. */
  readonly mean: number;
  readonly deviation: number;
}

function described(bins: readonly Bin[], min: number, half: number): Distribution {
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  const mean = bins.reduce(
    (sum, bin) => sum + (bin.mean - (bins[0]?.mean ?? 0)) * (bin.count / count),
    bins[0]?.mean ?? 0,
  );
  const squares = bins.reduce(
    (sum, bin) => sum + bin.deviation ** 2 * (bin.count - 1) + (bin.mean - mean) ** 2 * bin.count,
    0,
  );
  const edge = (at: number) => min + half * (at / BINS) * 2;
  const counts = new Map(bins.map((bin) => [bin.at, bin.count]));
  const places = half === 0 ? [0] : Array.from({ length: BINS }, (_, at) => at);
  return {
    mean: edge(mean),
    deviation: count < 2 ? null : half * (Math.sqrt(squares / (count - 1)) / BINS) * 2,
    histogram: places.map((at) => ({ from: edge(at), to: edge(half === 0 ? at : at + 1), count: counts.get(at) ?? 0 })),
  };
}

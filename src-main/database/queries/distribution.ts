import { cellNumber } from '#shared/model/cell.ts';
import type { ColumnStatistics } from '#shared/model/page.ts';
import { all, raw, type Sql, sql } from '../sql/sql.ts';
import { asNumber, type Sample } from './statistics.ts';

export type Distribution = Pick<ColumnStatistics, 'mean' | 'deviation' | 'histogram'>;

const BINS = 20;

/**
 * Histogram, mean and sample standard deviation of the finite values between two known extremes, in one pass: every bin
 * brings its own moments, which then merge. Values are measured in bins from the smallest, so that neither large offsets
 * (epoch seconds) nor large values (1e300) cost digits or overflow.
 */
export async function distributionOf(
  { dialect, column, from, where, ask }: Sample,
  [min, max]: readonly [number, number],
): Promise<Distribution> {
  const number = asNumber(column, dialect);
  const finite = all([...where, dialect.isFinite(number)]);
  const place = placeOf(sql`cast(${number} as double precision)`, min, max);
  const bin = sql`case when place >= ${BINS} then ${BINS - 1} else ${dialect.floor(sql`place`)} end`;
  const query = sql`select bin, count(*), avg(place), ${dialect.deviation(sql`place`)} from (
  select place, ${bin} as bin from (select ${place} as place from ${from} where ${finite}) as placed
) as binned group by bin order by bin`;
  const bins = (await ask(query)).map((row) => {
    const [at = 0, count = 0, mean = 0, deviation = 0] = row.map((cell) => cellNumber(cell) ?? 0);
    return { at, count, mean, deviation };
  });
  return described(bins, min, max);
}

/**
 * How many bins a value lies above the smallest, as a double. A range too wide for a double is halved first; distances
 * below 10⁻¹⁵ of it count as none, since Postgres fails where a quotient is too small for a double.
 */
function placeOf(value: Sql, min: number, max: number): Sql {
  if (min === max) return raw('cast(0 as double precision)');
  const wide = !Number.isFinite(max - min);
  const scaled = wide ? sql`case when abs(${value}) < 1 then 0 else ${value} / 2 end` : value;
  const [start, width] = wide ? [min / 2, max / 2 - min / 2] : [min, max - min];
  const distance = sql`(${scaled} - ${start})`;
  return sql`case when ${distance} < ${width * 1e-15} then 0 else ${distance} / ${width} * ${BINS} end`;
}

interface Bin {
  readonly at: number;
  readonly count: number;
  /** Both in bins from the smallest value. */
  readonly mean: number;
  readonly deviation: number;
}

function described(bins: readonly Bin[], min: number, max: number): Distribution {
  const half = max / 2 - min / 2;
  const wide = (some: number) => (some / BINS) * half;
  const edge = (at: number) => min + wide(at) + wide(at);
  const count = bins.reduce((sum, bin) => sum + bin.count, 0);
  const first = bins[0]?.mean ?? 0;
  const mean = first + bins.reduce((sum, bin) => sum + (bin.mean - first) * (bin.count / count), 0);
  const squares = bins.reduce(
    (sum, bin) => sum + bin.deviation ** 2 * (bin.count - 1) + (bin.mean - mean) ** 2 * bin.count,
    0,
  );
  const counts = new Map(bins.map((bin) => [bin.at, bin.count]));
  return {
    mean: edge(mean),
    deviation: count < 2 ? null : wide(Math.sqrt(squares / (count - 1))) * 2,
    histogram:
      min === max
        ? [{ from: min, to: max, count }]
        : Array.from({ length: BINS }, (_, at) => ({
            ...{ from: edge(at), to: at === BINS - 1 ? max : edge(at + 1) },
            count: counts.get(at) ?? 0,
          })),
  };
}

import { packColumns } from '#shared/model/bulk.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { raw, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { doubleOf } from '../binding/compile.ts';
import { idIs } from '../binding/ids.ts';

export interface StripRange {
  readonly episode: string;
  /** First and last time, both included. */
  readonly from: number;
  readonly to: number;
  /** In how many equal parts the time between them is cut. */
  readonly bins: number;
}

/**
 * How much there is along an episode's time, as packed columns with a value per part: `rows`, and `frames`, the number of
 * different times. Counted over all rows.
 */
export async function readStrip(
  { connection, dialect }: BoundLens,
  steps: BoundSteps,
  { episode, from, to, bins }: StripRange,
  options: QueryOptions,
): Promise<Blob> {
  const double = (value: number) => sql`cast(${String(value)} as double precision)`;
  const part =
    to > from ? sql`${dialect.floor(sql`(f.t - ${double(from)}) / ${double((to - from) / bins)}`)}` : raw('0');
  // Times first: there are far fewer of them than rows; and as they are stored, by which an index has them in order.
  const stored = sql`select ${steps.time.sql} as t, count(*) as n from ${steps.from}
    where ${idIs(steps.episode, episode, dialect)} group by 1`;
  const time = { ...steps.time, sql: raw('s.t'), column: null };
  const frames = sql`select ${doubleOf(time, dialect)} as t, s.n from (${stored}) s`;
  const [at, rows, times] = await connection.numbers(
    sql`select ${part} as part, cast(sum(f.n) as double precision), count(distinct f.t) from (${frames}) f
      where f.t >= ${double(from)} and f.t <= ${double(to)} group by 1`,
    options,
  );
  const dense = (values: Float64Array | undefined) => {
    const into = new Float64Array(bins);
    at?.forEach((each, row) => {
      const bin = Math.min(each, bins - 1);
      into[bin] = (into[bin] ?? 0) + (values?.[row] ?? 0);
    });
    return into;
  };
  return new Blob([packColumns({ rows: dense(rows), frames: dense(times) })]);
}

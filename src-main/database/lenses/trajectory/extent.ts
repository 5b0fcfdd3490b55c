import { cellNumber } from '#shared/model/cell.ts';
import type { ValueExtent } from '#shared/model/experiment.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { all, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { idIs } from '../binding/ids.ts';
import type { BoundMeasure } from '../measures/measures.ts';
import { stepsWith } from './frames.ts';

/** Least and greatest finite value of a measure in the steps of an episode; `null` where none is finite. */
export async function readExtent(
  { connection, dialect }: BoundLens,
  steps: BoundSteps,
  measure: BoundMeasure,
  episode: string,
  options: QueryOptions,
): Promise<ValueExtent | null> {
  const { from, where } = stepsWith(steps, measure);
  const finite = sql`case when ${dialect.isFinite(measure.value)} then ${measure.value} end`;
  const { rows } = await connection.rows(
    sql`select min(${finite}), max(${finite}), count(${finite}) from ${from}
      where ${all([idIs(steps.episode, episode, dialect), ...where])}`,
    options,
  );
  const [low, high, values] = (rows[0] ?? []).map((cell) => cellNumber(cell));
  return low === undefined || high === undefined ? null : { low, high, values: values ?? 0 };
}

import { type Sql, sql } from '../../../sql/sql.ts';
import { type Calendar, calendarOf } from '../../calendar/calendar.ts';
import type { Moments } from '../../calendar/moments.ts';
import type { LensContext } from '../../lens-context.ts';
import { HOLD, type OccupancySource } from './source.ts';

/** The days of all three tables, written to be compared with the times of one of them. */
export function calendarFor(
  context: LensContext,
  times: Moments,
  { readings, transitions, predictions }: OccupancySource,
): Promise<Calendar | null> {
  const others = [readings, transitions, predictions].filter((each) => each !== null && each !== times);
  return calendarOf(context, [times, ...(others as Moments[])], { reach: HOLD });
}

/** That a row `t` lies in the day `d`. */
export function inDay(times: Moments): Sql {
  return sql`${times.of('t')} >= d.starts and ${times.of('t')} < d.ends`;
}

/** That a row `t` lies in the day `d` or in the `HOLD` before it. */
export function inReach(times: Moments): Sql {
  return sql`${times.of('t')} >= d.earlier and ${times.of('t')} < d.ends`;
}

/** That a row `t` lies in the day `d`, the `HOLD` before it, or as long after it. */
export function aroundDay(times: Moments): Sql {
  return sql`${times.of('t')} >= d.earlier and ${times.of('t')} < d.later`;
}

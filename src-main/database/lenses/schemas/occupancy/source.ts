import { raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import { type Moments, momentsOf } from '../../calendar/moments.ts';
import type { LensContext } from '../../lens-context.ts';

/** The three tables with their times, as far as the database has them. */
export interface OccupancySource {
  readonly readings: Moments;
  readonly transitions: Moments | null;
  readonly predictions: Moments | null;
}

const known = new WeakMap<LensContext, Promise<OccupancySource | null>>();

/** Asked of the database once for all derived tables. */
export function sourceOf(context: LensContext): Promise<OccupancySource | null> {
  const found = known.get(context) ?? readSource(context);
  known.set(context, found);
  return found;
}

async function readSource(context: LensContext): Promise<OccupancySource | null> {
  const [readings, transitions, predictions] = await Promise.all([
    momentsOf(context, 'sensor_readings', 'timestamp'),
    momentsOf(context, 'room_transitions', 'timestamp'),
    momentsOf(context, 'predictions', 'prediction_made_at'),
  ]);
  return readings && { readings, transitions, predictions };
}

/**
 * How long a zone's state holds, in seconds, unless a reading follows sooner: sensors write only what changes, so silence
 * is no news, but after a day of it nothing tells a quiet sensor from a dead one, and the state is unknown.
 */
export const HOLD = 86_400;

export function lesser(one: Sql, other: Sql): Sql {
  return sql`case when ${one} < ${other} then ${one} else ${other} end`;
}

export function greater(one: Sql, other: Sql): Sql {
  return sql`case when ${one} > ${other} then ${one} else ${other} end`;
}

/** Seconds of ours as a double. */
export function seconds(value: number): Sql {
  return raw(value.toExponential());
}

/** Epoch seconds of the last reading of all: nothing is known beyond it. */
export function recordEnd({ dialect }: LensContext, { table, of }: Moments): Sql {
  const last = sql`select max(${of('z')}) as last from ${tableAs(table, 'z')}`;
  return sql`(select ${dialect.epochSeconds(raw('m.last'))} from (${last}) m)`;
}

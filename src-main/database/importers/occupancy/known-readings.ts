import { sql } from '../../sql/sql.ts';
import type { TargetInfo } from '../importer.ts';
import type { Place } from './places.ts';
import { type Micros, ZonedTimes } from './zoned-times.ts';

/** What tells one reading of a sensor from another: a moment and a state. */
export function keyOf(micros: Micros, state: boolean): number {
  return micros * 2 + (state ? 1 : 0);
}

export interface KnownReadings {
  readonly keys: ReadonlySet<number>;
  /** Where the database has the sensor. */
  readonly place: Place | null;
}

const none: KnownReadings = { keys: new Set(), place: null };

/** What a database has of one sensor already. */
export async function knownReadings(target: TargetInfo | null, entity: string): Promise<KnownReadings> {
  if (target === null || !target.tables.has('sensor_readings')) return none;
  const rows = await target.ask(
    sql`select timestamp, state, room, zone from sensor_readings where source_entity = ${entity} order by timestamp, id`,
  );
  // Times without a zone are UTC, as the project's tests on SQLite write them.
  const times = new ZonedTimes('UTC');
  const keys = new Set<number>();
  for (const [time, state] of rows) {
    const moment = times.moment(time ?? '', entity);
    if ('micros' in moment) keys.add(keyOf(moment.micros, /^(t|true|1)$/i.test(state ?? '')));
  }
  const [, , room, zone] = rows.at(-1) ?? [];
  return { keys, place: room && zone ? { room, zone } : null };
}

import { findColumn, type TableInfo } from '#shared/model/catalogue.ts';
import { name, raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import { type Calendar, calendarOf } from '../../calendar/calendar.ts';
import { type Moments, momentsOf } from '../../calendar/moments.ts';
import type { LensContext } from '../../lens-context.ts';
import { type Outage, outagesOf } from './outages.ts';

/** The recorder's states, whichever of its layouts wrote them. */
export interface RecorderSource {
  readonly times: Moments;
  /** Where entities have a table of their own (`states_meta`); else their ids are in the states. */
  readonly meta: TableInfo | null;
  readonly calendar: Calendar;
  /** The last time anything is known of, in epoch seconds. */
  readonly end: number;
  readonly outages: readonly Outage[];
}

const known = new WeakMap<LensContext, Promise<RecorderSource | null>>();

/** Asked of the database once for all derived tables. */
export function sourceOf(context: LensContext): Promise<RecorderSource | null> {
  const found = known.get(context) ?? readSource(context);
  known.set(context, found);
  return found;
}

async function readSource(context: LensContext): Promise<RecorderSource | null> {
  const written = context.find('states');
  const epoch = written !== undefined && findColumn(written, 'last_updated_ts') !== undefined;
  const times = await momentsOf(context, 'states', epoch ? 'last_updated_ts' : 'last_updated');
  const calendar = times && (await calendarOf(context, [times]));
  if (times === null || calendar === null || times.extent === null) return null;
  const own = context.find('states_meta');
  const meta = own !== undefined && findColumn(times.table, 'metadata_id') !== undefined ? own : null;
  return { times, meta, calendar, end: times.extent[1], outages: await outagesOf(context, times) };
}

/** The states `t` with their entity, as `from` takes them, and the entity's id. */
export function statesOf({ times, meta }: RecorderSource): { readonly from: Sql; readonly entity: Sql } {
  const states = tableAs(times.table, 't');
  return meta === null
    ? { from: states, entity: raw('t.entity_id') }
    : { from: sql`${tableAs(meta, 'm')} cross join ${states}`, entity: raw('m.entity_id') };
}

/** That a state is of its entity. */
export function ofEntity({ meta }: RecorderSource): Sql {
  return raw(meta === null ? 't.entity_id is not null' : 't.metadata_id = m.metadata_id');
}

/** Epoch seconds of when the state changed: NULL stands for the time of the update. */
export function changed({ times }: RecorderSource, { dialect }: LensContext): Sql {
  if (findColumn(times.table, 'last_changed_ts') !== undefined) {
    return sql`coalesce(t.last_changed_ts, ${times.seconds('t')})`;
  }
  if (findColumn(times.table, 'last_changed') === undefined) return times.seconds('t');
  return sql`coalesce(${dialect.epochSeconds(name('t', 'last_changed'))}, ${times.seconds('t')})`;
}

/** States that say that nothing is known. */
export const UNKNOWN = "('unavailable', 'unknown', '')";

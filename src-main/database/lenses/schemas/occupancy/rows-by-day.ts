import { join, name, raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import { aheadOf } from '../../calendar/calendar.ts';
import type { Moments } from '../../calendar/moments.ts';
import type { DerivedColumn, DerivedTable } from '../../derived/derived-table.ts';
import type { LensContext } from '../../lens-context.ts';
import { calendarFor, inDay } from './calendar.ts';
import { type OccupancySource, sourceOf } from './source.ts';

/** Readings with the day they belong to. */
export const readingsByDay: DerivedTable = byDay('readings_by_day', ({ readings }) => readings, []);

/** Transitions into and out of a room, with their day; one from a room to itself is both. */
export const transitionsByDay: DerivedTable = byDay('transitions_by_day', ({ transitions }) => transitions, [
  { room: 'to_room', direction: 'in' },
  { room: 'from_room', direction: 'out' },
]);

interface Side {
  readonly room: string;
  readonly direction: 'in' | 'out';
}

/** Rows of a table with `room` and `day`; of a table with sides once for each room it names, with the `direction`. */
function byDay(
  table: string,
  timesOf: (source: OccupancySource) => Moments | null,
  sides: readonly Side[],
): DerivedTable {
  return {
    name: table,
    async query(context) {
      const source = await sourceOf(context);
      const times = source && timesOf(source);
      const calendar = source && times && (await calendarFor(context, times, source));
      if (!times || !calendar) return null;
      const columns = times.table.columns.filter(({ name: each }) => each !== 'room');
      const own = join(columns.map(({ name: each }) => name('t', each)));
      const from = sql`from ${calendar.days} cross join ${tableAs(times.table, 't')} where ${inDay(times)}`;
      const hour = hourOf(context, times);
      const rowsOf = (room: string, more: Sql) =>
        sql`select ${roomOf(name('t', room), room)} as room, d.date as day${more}, ${own} ${from}`;
      const parts = sides.map(
        ({ room, direction }) =>
          sql`${rowsOf(room, sql`, ${raw(`'${direction}'`)} as direction, ${hour} as hour`)} and ${name('t', room)} is not null`,
      );
      const added: readonly DerivedColumn[] = ['room', 'day', ...(sides.length === 0 ? [] : ['direction'])].map(
        (each) => ({ name: each, kind: 'text' }),
      );
      return {
        query: parts.length === 0 ? rowsOf('room', raw('')) : join(parts, ' union all '),
        columns: [
          ...added,
          ...(sides.length === 0 ? [] : [{ name: 'hour', kind: 'integer' } as const]),
          ...columns.map(({ name: each, kind, nullable }) => ({ name: each, kind, nullable })),
        ],
        key: [...added.map(({ name: each }) => each), times.column.name, 'id'],
      };
    },
  };
}

/** No index has `from_room` and the time: as an expression it leaves the choice to the time, which knows the day. */
function roomOf(value: Sql, column: string): Sql {
  return column === 'from_room' ? sql`coalesce(${value}, ${value})` : value;
}

/** The hour that clocks show, 0 to 23. */
function hourOf(context: LensContext, times: Moments): Sql {
  const at = times.seconds('t');
  const { floor } = context.dialect;
  const hours = sql`${floor(sql`(${at} + ${aheadOf(context, times, at)}) / 3600`)}`;
  return sql`cast(${hours} - 24 * ${floor(sql`${hours} / 24e0`)} as integer)`;
}

import { raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { Moments } from '../../calendar/moments.ts';
import type { DerivedColumn, DerivedTable } from '../../derived/derived-table.ts';
import type { LensContext } from '../../lens-context.ts';
import { calendarFor } from './calendar.ts';
import { asNumber, shares } from './shares.ts';
import { lesser, sourceOf } from './source.ts';

const columns: readonly DerivedColumn[] = [
  { name: 'room', kind: 'text' },
  { name: 'day', kind: 'text' },
  { name: 'weekday', kind: 'text' },
  { name: 'hours', kind: 'float' },
  { name: 'starts', kind: 'time' },
  { name: 'ends', kind: 'time' },
  { name: 'occupied_seconds', kind: 'float', nullable: true },
  { name: 'known_seconds', kind: 'float', nullable: true },
];

/** The days of each room from its first row to its last, days without readings included, and what is known of them. */
export const days: DerivedTable = {
  name: 'days',
  async query(context) {
    const source = await sourceOf(context);
    const rooms = context.find('rooms');
    const calendar = source && (await calendarFor(context, source.readings, source));
    if (source === null || calendar === null || rooms === undefined) return null;
    const share = shares(readingsOfDay(context, source.readings));
    const ofShare = (column: string) => sql`(select ${raw(`x.${column}`)} from (${share}) x)`;
    return {
      query: sql`select r.room, d.date as day, d.weekday, cast(d.closes - d.opens as double precision) / 3600 as hours, d.starts, d.ends,
          ${ofShare('occupied')} as occupied_seconds, ${ofShare('known')} as known_seconds
        from ${tableAs(rooms, 'r')} cross join ${calendar.days}
        where d.closes > r.since and d.opens <= r.until`,
      columns,
      key: ['room', 'day'],
    };
  },
};

/** What `shares` takes, of the room `r` on the day `d` of the query around it. */
function readingsOfDay({ dialect }: LensContext, { table, of }: Moments): Sql {
  const end = sql`(select max(${of('z')}) from ${tableAs(table, 'z')})`;
  return sql`select r.room, d.date as day, t.zone, ${asNumber(raw('t.state'))} as occupied, t.id,
      ${dialect.epochSeconds(of('t'))} as t, d.opens as low, ${lesser(dialect.epochSeconds(end), raw('d.closes'))} as high
    from ${tableAs(table, 't')} where t.room = r.room and ${of('t')} >= d.earlier and ${of('t')} < d.ends`;
}

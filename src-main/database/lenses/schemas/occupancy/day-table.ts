import { raw, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import { lastEnd } from '../../binding/spans.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';
import { calendarFor, inReach } from './calendar.ts';
import { lesser, recordEnd, sourceOf } from './source.ts';
import { asNumber, summary } from './summary.ts';

/** The days of each room from its first row to its last, days without readings included. */
export const days: DerivedTable = {
  name: 'days',
  async query(context) {
    const source = await sourceOf(context);
    const rooms = context.find('rooms');
    const calendar = source && (await calendarFor(context, source.readings, source));
    if (source === null || calendar === null || rooms === undefined) return null;
    return {
      query: sql`select r.room, d.date as day, d.weekday, cast(d.closes - d.opens as double precision) / 3600 as hours, d.starts, d.ends
        from ${tableAs(rooms, 'r')} cross join ${calendar.days}
        where d.closes > r.since and d.opens <= r.until`,
      columns: [
        { name: 'room', kind: 'text' },
        { name: 'day', kind: 'text' },
        { name: 'weekday', kind: 'text' },
        { name: 'hours', kind: 'float' },
        { name: 'starts', kind: 'time' },
        { name: 'ends', kind: 'time' },
      ],
      key: ['room', 'day'],
    };
  },
};

/** What the readings of a day come to, for days of which anything is known. */
export const daySummaries: DerivedTable = {
  name: 'day_summaries',
  async query(context) {
    const source = await sourceOf(context);
    const calendar = source && (await calendarFor(context, source.readings, source));
    if (source === null || calendar === null) return null;
    const { table } = source.readings;
    const cut = lastEnd(context, raw('t.room'), raw('d.opens'));
    const seen = cut === null ? raw('') : sql` and ${source.readings.seconds('t')} >= coalesce(${cut}, -1e18)`;
    const end = recordEnd(context, source.readings);
    const readings = sql`select t.room, d.date as day, t.zone, ${asNumber(raw('t.state'))} as occupied, t.id, d.starts,
        ${source.readings.seconds('t')} as t, d.opens as low, ${lesser(end, raw('d.closes'))} as high
      from ${calendar.days} cross join ${tableAs(table, 't')} where ${inReach(source.readings)}${seen}`;
    return summary(readings);
  },
};

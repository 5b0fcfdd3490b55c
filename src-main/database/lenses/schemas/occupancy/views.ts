import { raw, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import { aheadOf } from '../../calendar/calendar.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';
import { sourceOf } from './source.ts';
import { asNumber } from './summary.ts';

/** The two documented views, where a database lacks them: the same columns and rows. */

/** A row per room and clock hour; `active_zones` are those that wrote anything, also that nobody is there. */
export const stats: DerivedTable = {
  name: 'sensor_reading_stats',
  async query(context) {
    const source = await sourceOf(context);
    if (source === null || context.find('sensor_reading_stats') !== undefined) return null;
    const { readings } = source;
    const ahead = aheadOf(context, readings, raw('r.at'));
    const shown = sql`select r.*, ${ahead} as ahead from (
      select t.room, t.zone, t.confidence, ${readings.seconds('t')} as at from ${tableAs(readings.table, 't')}) r`;
    const hours = sql`select s.*, ${context.dialect.floor(raw('(s.at + s.ahead) / 3600'))} * 3600 - s.ahead as hour from (${shown}) s`;
    const { moment } = context.dialect;
    const sums = sql`select h.room, h.hour, count(*) as reading_count, count(distinct h.zone) as active_zones,
      avg(h.confidence) as avg_confidence, min(h.at) as first_at, max(h.at) as last_at from (${hours}) h group by h.room, h.hour`;
    return {
      query: sql`select g.room, ${moment(raw('g.hour'))} as hour, g.reading_count, g.active_zones,
        cast(g.avg_confidence as double precision) as avg_confidence,
        ${moment(raw('g.first_at'))} as first_reading, ${moment(raw('g.last_at'))} as last_reading from (${sums}) g`,
      columns: [
        { name: 'room', kind: 'text' },
        { name: 'hour', kind: 'time' },
        { name: 'reading_count', kind: 'integer' },
        { name: 'active_zones', kind: 'integer' },
        { name: 'avg_confidence', kind: 'float' },
        { name: 'first_reading', kind: 'time' },
        { name: 'last_reading', kind: 'time' },
      ],
      key: ['room', 'hour'],
    };
  },
};

/** The newest reading of each zone: a room is occupied as soon as one zone is on. No time-out: a dead sensor stays on. */
export const status: DerivedTable = {
  name: 'room_occupancy_status',
  async query(context) {
    const source = await sourceOf(context);
    if (source === null || context.find('room_occupancy_status') !== undefined) return null;
    const { table, of } = source.readings;
    const ranked = sql`select t.room, t.zone, ${asNumber(raw('t.state'))} as occupied, ${of('t')} as at, t.confidence,
      row_number() over (partition by t.room, t.zone order by ${of('t')} desc, t.id desc) as place from ${tableAs(table, 't')} `;
    const sums = sql`select n.room, sum(n.occupied) as active_zones, count(*) as total_zones, max(n.at) as last_update,
      avg(n.confidence) as avg_confidence from (${ranked}) n where n.place = 1 group by n.room`;
    return {
      query: sql`select g.room, cast(g.active_zones as bigint) as active_zones, g.total_zones, g.last_update,
        cast(g.avg_confidence as double precision) as avg_confidence,
        case when g.active_zones > 0 then 'occupied' else 'vacant' end as occupancy_status from (${sums}) g`,
      columns: [
        { name: 'room', kind: 'text' },
        { name: 'active_zones', kind: 'integer' },
        { name: 'total_zones', kind: 'integer' },
        { name: 'last_update', kind: 'time' },
        { name: 'avg_confidence', kind: 'float' },
        { name: 'occupancy_status', kind: 'text' },
      ],
      key: ['room'],
    };
  },
};

import { raw, sql } from '../../../../sql/sql.ts';
import type { Question } from '../../../questions/question.ts';
import { between, from, ofRoom, over, room, to } from './parts.ts';

const stats: Question = {
  id: 'hourly-stats',
  title: 'Readings by the hour',
  about: 'The documented view sensor_reading_stats: readings of each room and clock hour, the newest first',
  parameters: [room, from, to],
  columns: [
    { name: 'room', title: 'Room', kind: 'text' },
    { name: 'hour', title: 'Hour', kind: 'time' },
    { name: 'reading_count', title: 'Readings', kind: 'integer' },
    { name: 'active_zones', title: 'Zones that wrote', kind: 'integer' },
    { name: 'avg_confidence', title: 'Mean confidence', kind: 'float' },
    { name: 'first_reading', title: 'First reading', kind: 'time' },
    { name: 'last_reading', title: 'Last reading', kind: 'time' },
  ],
  order: ['-hour', 'room'],
  chart: { kind: 'line', x: 'hour', y: ['reading_count'], by: 'room' },
  statement: (context, values) =>
    over(
      context,
      'sensor_reading_stats',
      (table, rows) =>
        sql`select t.room, t.hour, t.reading_count, t.active_zones, t.avg_confidence, t.first_reading, t.last_reading
        from ${rows} where ${ofRoom(context, table, values)} and ${between(context, raw('t.hour'), values)}`,
    ),
};

const status: Question = {
  id: 'current-status',
  title: 'Current status',
  about:
    'The documented view room_occupancy_status: the newest reading of each zone; a sensor that died while somebody was there stays occupied',
  parameters: [],
  columns: [
    { name: 'room', title: 'Room', kind: 'text' },
    { name: 'active_zones', title: 'Zones on', kind: 'integer' },
    { name: 'total_zones', title: 'Zones', kind: 'integer' },
    { name: 'last_update', title: 'Last update', kind: 'time' },
    { name: 'avg_confidence', title: 'Mean confidence', kind: 'float' },
    { name: 'occupancy_status', title: 'Status', kind: 'text' },
  ],
  order: ['room'],
  statement: (context) =>
    over(
      context,
      'room_occupancy_status',
      (_, rows) =>
        sql`select t.room, t.active_zones, t.total_zones, t.last_update, t.avg_confidence, t.occupancy_status from ${rows}`,
    ),
};

export const viewQuestions: readonly Question[] = [stats, status];

import { raw, sql } from '../../../../sql/sql.ts';
import type { Question } from '../../../questions/question.ts';
import { between, from, ofRoom, over, room, to } from './parts.ts';

const unsure: Question = {
  id: 'suspected-cats',
  title: 'Suspected cat movements',
  about: 'Readings of little confidence, for review',
  parameters: [
    room,
    { id: 'below', title: 'Confidence below', kind: 'number', minimum: 0, maximum: 1, default: 0.5 },
    from,
    to,
  ],
  columns: [
    { name: 'timestamp', title: 'Time', kind: 'time' },
    { name: 'room', title: 'Room', kind: 'text' },
    { name: 'zone', title: 'Zone', kind: 'text' },
    { name: 'state', title: 'Presence', kind: 'boolean' },
    { name: 'confidence', title: 'Confidence', kind: 'float' },
    { name: 'id', title: 'Id', kind: 'integer' },
  ],
  order: ['timestamp', 'id'],
  statement: (context, values) =>
    over(
      context,
      'sensor_readings',
      (table, rows) =>
        sql`select t.timestamp, t.room, t.zone, t.state, t.confidence, t.id from ${rows}
        where ${ofRoom(context, table, values)} and t.confidence < ${raw(Number(values['below']).toExponential())}
          and ${between(context, raw('t.timestamp'), values)}`,
    ),
};

const atOnce: Question = {
  id: 'rooms-at-once',
  title: 'Two rooms at once',
  about:
    'Presence that begins in one room within moments of the last one that began, in another room: the planned cat filter',
  parameters: [{ id: 'seconds', title: 'Within', kind: 'number', unit: 's', minimum: 0, default: 5 }, from, to],
  columns: [
    { name: 'timestamp', title: 'Time', kind: 'time' },
    { name: 'room', title: 'Room', kind: 'text' },
    { name: 'zone', title: 'Zone', kind: 'text' },
    { name: 'other_room', title: 'Room before', kind: 'text' },
    { name: 'other_zone', title: 'Zone before', kind: 'text' },
    { name: 'seconds', title: 'Apart', kind: 'float', unit: 's' },
    { name: 'confidence', title: 'Confidence', kind: 'float' },
    { name: 'id', title: 'Id', kind: 'integer' },
  ],
  order: ['timestamp', 'id'],
  statement: (context, values) =>
    over(context, 'sensor_readings', (_, rows) => {
      const { dialect } = context;
      const begun = sql`select t.*, ${dialect.epochSeconds(raw('t.timestamp'))} as at from ${rows} where t.state`;
      const order = raw('over (order by b.at, b.id)');
      const pairs = sql`select b.timestamp, b.room, b.zone, b.confidence, b.id, lag(b.room) ${order} as other_room,
        lag(b.zone) ${order} as other_zone, b.at - lag(b.at) ${order} as seconds from (${begun}) b`;
      return sql`select p.timestamp, p.room, p.zone, p.other_room, p.other_zone, p.seconds, p.confidence, p.id from (${pairs}) p
        where p.other_room <> p.room and p.seconds <= ${raw(Number(values['seconds']).toExponential())}
          and ${between(context, raw('p.timestamp'), values)}`;
    }),
};

export const catQuestions: readonly Question[] = [unsure, atOnce];

import { raw, sql } from '../../../../sql/sql.ts';
import type { Question } from '../../../questions/question.ts';
import { ofRoom, over, room, sinceDay } from './parts.ts';

const parameters = [room, { id: 'from', title: 'Days since', kind: 'time', optional: true }] as const;

const sums = sql`sum(t.occupied_seconds) / 3600 as occupied_hours, sum(t.known_seconds) / 3600 as known_hours,
  sum(t.occupied_seconds) / nullif(sum(t.known_seconds), 0) as share`;

const columns = [
  { name: 'occupied_hours', title: 'Occupied', kind: 'float', unit: 'h' },
  { name: 'known_hours', title: 'Time with data', kind: 'float', unit: 'h' },
  { name: 'share', title: 'Share of time occupied', kind: 'float' },
] as const;

const byRoom: Question = {
  id: 'occupied-share',
  title: 'Share of time occupied',
  about: 'For what share of the time of which anything is known each room was occupied; of a long history give a time',
  parameters,
  columns: [
    { name: 'room', title: 'Room', kind: 'text' },
    { name: 'days', title: 'Days with data', kind: 'integer' },
    ...columns,
  ],
  order: ['room'],
  chart: { kind: 'bar', x: 'room', y: ['share'] },
  statement: (context, values) =>
    over(
      context,
      'day_summaries',
      (table, rows) => sql`select t.room, count(*) as days, ${sums} from ${rows}
        where ${ofRoom(context, table, values)} and ${sinceDay(context, 't.starts', values['from'])} group by t.room`,
    ),
};

const byWeekday: Question = {
  id: 'occupied-share-by-weekday',
  title: 'Share of time occupied by weekday',
  about: 'The same for each day of the week, Monday first',
  parameters,
  columns: [
    { name: 'weekday', title: 'Weekday', kind: 'integer' },
    { name: 'name', title: 'Name', kind: 'text' },
    { name: 'room', title: 'Room', kind: 'text' },
    ...columns,
  ],
  order: ['weekday', 'room'],
  chart: { kind: 'line', x: 'weekday', y: ['share'], by: 'room' },
  statement: (context, values) =>
    over(context, 'day_summaries', (table, rows) => {
      // 5 January 1970 was a Monday; the day's own date counts, whatever the zone.
      const { epochSeconds, floor, text } = context.dialect;
      const number = floor(sql`(${epochSeconds(sql`${text(raw('t.day'))} || ' 00:00:00'`)} - 345600) / 86400`);
      const weekday = sql`cast(${number} - 7 * ${floor(sql`${number} / 7e0`)} as integer) + 1`;
      const names = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
      const named = raw(names.map((each, at) => `when ${at + 1} then '${each}'`).join(' '));
      return sql`select q.weekday, case q.weekday ${named} end as name, q.room, q.occupied_hours, q.known_hours, q.share
        from (select ${weekday} as weekday, t.room, ${sums} from ${rows}
          where ${ofRoom(context, table, values)} and ${sinceDay(context, 't.starts', values['from'])} group by 1, 2) q`;
    }),
};

export const shareQuestions: readonly Question[] = [byRoom, byWeekday];

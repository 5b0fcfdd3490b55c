import { raw, sql } from '../../../../sql/sql.ts';
import type { Question } from '../../../questions/question.ts';
import { between, from, over, to } from './parts.ts';

const transitions: Question = {
  id: 'transitions',
  title: 'Transitions',
  about: 'Movements from room to room, of a time, from or to one room (get_transitions)',
  parameters: [
    { id: 'from_room', title: 'From room', kind: 'text', optional: true },
    { id: 'to_room', title: 'To room', kind: 'session', optional: true },
    from,
    to,
  ],
  columns: [
    { name: 'timestamp', title: 'Time', kind: 'time' },
    { name: 'from_room', title: 'From', kind: 'text' },
    { name: 'to_room', title: 'To', kind: 'text' },
    { name: 'duration', title: 'Duration', kind: 'float', unit: 's' },
    { name: 'confidence', title: 'Confidence', kind: 'float' },
    { name: 'id', title: 'Id', kind: 'integer' },
  ],
  order: ['timestamp', 'id'],
  statement: (context, values) =>
    over(context, 'room_transitions', (_, rows) => {
      const { text } = context.dialect;
      const is = (column: string, value: unknown) =>
        value == null ? raw('1=1') : sql`${raw(column)} = ${text(sql`${String(value)}`)}`;
      return sql`select t.timestamp, coalesce(t.from_room, 'initial') as from_room, t.to_room,
          t.transition_duration_seconds as duration, t.confidence, t.id from ${rows}
        where ${is("coalesce(t.from_room, 'initial')", values['from_room'])} and ${is('t.to_room', values['to_room'])}
          and ${between(context, raw('t.timestamp'), values)}`;
    }),
};

const patterns: Question = {
  id: 'transition-patterns',
  title: 'Transition patterns',
  about: 'How often people go from which room to which (get_transition_patterns)',
  parameters: [from, to],
  columns: [
    { name: 'from_room', title: 'From', kind: 'text' },
    { name: 'to_room', title: 'To', kind: 'text' },
    { name: 'transitions', title: 'Transitions', kind: 'integer' },
    { name: 'duration', title: 'Mean duration', kind: 'float', unit: 's' },
  ],
  order: ['-transitions', 'from_room', 'to_room'],
  chart: { kind: 'bar', x: 'from_room', y: ['transitions'], by: 'to_room' },
  statement: (context, values) =>
    over(
      context,
      'room_transitions',
      (_, rows) =>
        sql`select coalesce(t.from_room, 'initial') as from_room, t.to_room, count(*) as transitions,
          avg(t.transition_duration_seconds) as duration from ${rows}
        where ${between(context, raw('t.timestamp'), values)} group by 1, 2`,
    ),
};

const byHour: Question = {
  id: 'arrivals-by-hour',
  title: 'Arrivals by hour of day',
  about: 'How often people come into each room, by the hour that their clocks show',
  parameters: [from, to],
  columns: [
    { name: 'hour', title: 'Hour', kind: 'integer', unit: 'h' },
    { name: 'room', title: 'Room', kind: 'text' },
    { name: 'arrivals', title: 'Arrivals', kind: 'integer' },
  ],
  order: ['hour', 'room'],
  chart: { kind: 'line', x: 'hour', y: ['arrivals'], by: 'room' },
  statement: (context, values) =>
    over(
      context,
      'transitions_by_day',
      (_, rows) =>
        sql`select t.hour, t.room, count(*) as arrivals from ${rows}
        where t.direction = 'in' and ${between(context, raw('t.timestamp'), values)} group by 1, 2`,
    ),
};

export const movementQuestions: readonly Question[] = [transitions, patterns, byHour];

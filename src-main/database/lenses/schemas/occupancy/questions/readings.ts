import { raw, sql } from '../../../../sql/sql.ts';
import type { Question } from '../../../questions/question.ts';
import { asNumber } from '../summary.ts';
import { between, from, ofRoom, over, room, to, whole } from './parts.ts';

const latest: Question = {
  id: 'latest-readings',
  title: 'Latest readings',
  about: 'The newest readings of a room, or of all (get_latest_readings)',
  parameters: [room, { id: 'count', title: 'How many', kind: 'number', minimum: 1, whole: true, default: 100 }],
  columns: [
    { name: 'timestamp', title: 'Time', kind: 'time' },
    { name: 'room', title: 'Room', kind: 'text' },
    { name: 'zone', title: 'Zone', kind: 'text' },
    { name: 'state', title: 'Presence', kind: 'boolean' },
    { name: 'confidence', title: 'Confidence', kind: 'float' },
    { name: 'source_entity', title: 'Sensor', kind: 'text' },
    { name: 'id', title: 'Id', kind: 'integer' },
  ],
  order: ['-timestamp', '-id'],
  statement: (context, values) =>
    over(context, 'sensor_readings', (table, rows) => {
      const newest = sql`order by t.timestamp desc, t.id desc limit ${whole(values['count'])}`;
      return sql`select * from (select t.timestamp, t.room, t.zone, t.state, t.confidence, t.source_entity, t.id
        from ${rows} where ${ofRoom(context, table, values)} ${newest}) l`;
    }),
};

const readings: Question = {
  id: 'readings',
  title: 'Readings of a time',
  about: 'Readings of a room, a zone and a time, the oldest first (get_readings_by_room_and_timerange)',
  parameters: [room, { id: 'zone', title: 'Zone', kind: 'text', optional: true }, from, to],
  columns: latest.columns,
  order: ['timestamp', 'id'],
  statement: (context, values) =>
    over(context, 'sensor_readings', (table, rows) => {
      const zone =
        values['zone'] === null ? raw('1=1') : sql`t.zone = ${context.dialect.text(sql`${values['zone']!}`)}`;
      return sql`select t.timestamp, t.room, t.zone, t.state, t.confidence, t.source_entity, t.id from ${rows}
        where ${ofRoom(context, table, values)} and ${zone} and ${between(context, raw('t.timestamp'), values)}`;
    }),
};

const changes: Question = {
  id: 'state-changes',
  title: 'State changes',
  about:
    'Readings whose state differs from the one before of the same zone; the project compares with the row before, so zones between hide changes there (get_state_changes)',
  parameters: [room, from, to],
  columns: [
    { name: 'timestamp', title: 'Time', kind: 'time' },
    { name: 'room', title: 'Room', kind: 'text' },
    { name: 'zone', title: 'Zone', kind: 'text' },
    { name: 'state', title: 'Presence', kind: 'boolean' },
    { name: 'before', title: 'Held before', kind: 'float', unit: 's' },
    { name: 'id', title: 'Id', kind: 'integer' },
  ],
  order: ['timestamp', 'id'],
  statement: (context, values) =>
    over(context, 'sensor_readings', (table, rows) => {
      const seconds = context.dialect.epochSeconds(raw('t.timestamp'));
      const own = raw('over (partition by t.room, t.zone order by t.timestamp, t.id)');
      const state = asNumber(raw('t.state'));
      const pairs = sql`select t.timestamp, t.room, t.zone, t.state, ${state} as now, lag(${state}) ${own} as past, t.id, ${seconds} as at
        from ${rows} where ${ofRoom(context, table, values)}`;
      const changed = sql`select p.*, lag(p.at) over (partition by p.room, p.zone order by p.timestamp, p.id) as since
        from (${pairs}) p where p.past is null or p.past <> p.now`;
      return sql`select c.timestamp, c.room, c.zone, c.state, c.at - c.since as before, c.id from (${changed}) c
        where c.past is not null and ${between(context, raw('c.timestamp'), values)}`;
    }),
};

const gaps: Question = {
  id: 'data-gaps',
  title: 'Gaps in the data',
  about: 'Neighbouring readings of a room that are far apart (get_data_gaps)',
  parameters: [
    room,
    { id: 'seconds', title: 'Longer than', kind: 'number', unit: 's', minimum: 0, default: 300 },
    from,
    to,
  ],
  columns: [
    { name: 'room', title: 'Room', kind: 'text' },
    { name: 'gap_start', title: 'Start', kind: 'time' },
    { name: 'gap_end', title: 'End', kind: 'time' },
    { name: 'seconds', title: 'Length', kind: 'float', unit: 's' },
  ],
  order: ['-seconds', 'room', 'gap_start'],
  statement: (context, values) =>
    over(context, 'sensor_readings', (table, rows) => {
      const { dialect } = context;
      const pairs = sql`select t.room, lag(t.timestamp) over (partition by t.room order by t.timestamp, t.id) as gap_start,
        t.timestamp as gap_end from ${rows} where ${ofRoom(context, table, values)}`;
      const long = sql`select p.*, ${dialect.epochSeconds(raw('p.gap_end'))} - ${dialect.epochSeconds(raw('p.gap_start'))} as seconds
        from (${pairs}) p where p.gap_start is not null`;
      return sql`select g.room, g.gap_start, g.gap_end, g.seconds from (${long}) g
        where g.seconds > ${raw(Number(values['seconds']).toExponential())} and ${between(context, raw('g.gap_start'), values)}`;
    }),
};

const duplicates: Question = {
  id: 'exact-duplicates',
  title: 'Exact duplicates',
  about:
    'Readings of one sensor at one moment that are there more than once: no key keeps history from being ingested twice',
  parameters: [room],
  columns: [
    { name: 'timestamp', title: 'Time', kind: 'time' },
    { name: 'source_entity', title: 'Sensor', kind: 'text' },
    { name: 'copies', title: 'Copies', kind: 'integer' },
    { name: 'states', title: 'Different states', kind: 'integer' },
    { name: 'first_id', title: 'First id', kind: 'integer' },
    { name: 'last_id', title: 'Last id', kind: 'integer' },
  ],
  order: ['-copies', 'timestamp', 'source_entity'],
  statement: (context, values) =>
    over(
      context,
      'sensor_readings',
      (table, rows) =>
        sql`select t.timestamp, t.source_entity, count(*) as copies, count(distinct t.state) as states, min(t.id) as first_id, max(t.id) as last_id
        from ${rows} where ${ofRoom(context, table, values)} group by t.timestamp, t.source_entity having count(*) > 1`,
    ),
};

export const readingQuestions: readonly Question[] = [latest, readings, changes, gaps, duplicates];

import { type Cell, cellNumber } from '#shared/model/cell.ts';
import { name, raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { LensContext } from '../../lens-context.ts';
import type { Surprise } from '../../surprises/surprise.ts';

/** How many of the newest rows are looked at. */
const NEWEST = '5000';

const doubled: Surprise = {
  id: 'readings-twice',
  statement: (context) =>
    newest(context, 'sensor_readings', 'timestamp', (rows) => {
      const copies = sql`select count(*) - 1 as more from (${rows}) n group by n.timestamp, n.source_entity having count(*) > 1`;
      return sql`select count(*), sum(c.more) from (${copies}) c`;
    }),
  sentence: (row) => {
    const [moments, more] = numbers(row);
    return moments === 0
      ? null
      : `${count(more, 'reading is', 'readings are')} there again among the newest ${NEWEST}, of the same sensor at the same moment: history was ingested twice`;
  },
};

const vacancies: Surprise = {
  id: 'vacancy-predictions',
  statement: (context) =>
    newest(
      context,
      'predictions',
      'prediction_made_at',
      (rows) => sql`select count(*) from (${rows}) n where n.prediction_type = 'vacancy'`,
    ),
  sentence: (row) => {
    const [found] = numbers(row);
    return found === 0
      ? null
      : `${count(found, 'vacancy prediction', 'vacancy predictions')} among the newest ${NEWEST} predictions: the program itself fails to store these, so something else wrote them`;
  },
};

const still: Surprise = {
  id: 'transitions-to-itself',
  statement: (context) =>
    newest(
      context,
      'room_transitions',
      'timestamp',
      (rows) => sql`select count(*) from (${rows}) n where n.from_room = n.to_room`,
    ),
  sentence: (row) => {
    const [found] = numbers(row);
    return found === 0 ? null : `${count(found, 'transition leads', 'transitions lead')} from a room to itself`;
  },
};

const silent: Surprise = {
  id: 'silent-rooms',
  statement: (context) => {
    const rooms = context.find('rooms');
    if (rooms === undefined) return null;
    const of = sql`select r.room, ${context.dialect.epochSeconds(raw('r.last_reading'))} as last from ${tableAs(rooms, 'r')}`;
    return sql`select count(*), min(q.room), max(q.behind) from (
      select f.room, (max(f.last) over () - f.last) / 86400 as behind from (${of}) f) q where q.behind > 1`;
  },
  sentence: (row) => {
    const [rooms, , days] = numbers(row);
    if (rooms === 0) return null;
    const first = String(row[1]);
    return rooms === 1
      ? `${first} has had no reading for the last ${Math.floor(days)} days of the record`
      : `${rooms} rooms, ${first} among them, have had no reading for up to ${Math.floor(days)} days before the record ends`;
  },
};

/** A statement over the newest rows of a table, which an index by time finds. */
function newest({ find }: LensContext, table: string, time: string, statement: (rows: Sql) => Sql): Sql | null {
  const found = find(table);
  if (found === undefined) return null;
  return statement(sql`select * from ${tableAs(found, 't')} order by ${name('t', time)} desc limit ${raw(NEWEST)}`);
}

function numbers(row: readonly Cell[]): readonly [number, number, number] {
  const [first = 0, second = 0, third = 0] = row.map((cell) => cellNumber(cell) ?? 0);
  return [first, second, third];
}

function count(found: number, one: string, many: string): string {
  return `${found} ${found === 1 ? one : many}`;
}

export const occupancySurprises: readonly Surprise[] = [doubled, vacancies, still, silent];

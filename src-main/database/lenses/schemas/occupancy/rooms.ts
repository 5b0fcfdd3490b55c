import { join, name, raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { Moments } from '../../calendar/moments.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';
import type { LensContext } from '../../lens-context.ts';
import { sourceOf } from './source.ts';

/** The rooms that have readings, predictions or arrivals: `since` and `until` in epoch seconds, and how long there are readings. */
export const rooms: DerivedTable = {
  name: 'rooms',
  async query(context) {
    const source = await sourceOf(context);
    if (source === null) return null;
    const { readings, transitions, predictions } = source;
    const { dialect } = context;
    const found = (of: Moments | null, column: string, isReading: boolean) => {
      if (of === null) return [];
      const time = (value: string) => (isReading ? raw(value) : raw('null'));
      const [since, until] = [dialect.epochSeconds(raw('g.first')), dialect.epochSeconds(raw('g.last'))];
      return [
        sql`select g.room, ${since} as since, ${until} as until, ${time('g.first')} as first, ${time('g.last')} as last
          from (${extents(context, of, column)}) g`,
      ];
    };
    const all = [
      ...found(readings, 'room', true),
      ...found(transitions, 'to_room', false),
      ...found(predictions, 'room', false),
    ];
    return {
      query: sql`select u.room, min(u.since) as since, max(u.until) as until, min(u.first) as first_reading, max(u.last) as last_reading
        from (${join(all, ' union all ')}) u group by u.room`,
      columns: [
        { name: 'room', kind: 'text' },
        { name: 'since', kind: 'float' },
        { name: 'until', kind: 'float' },
        { name: 'first_reading', kind: 'time' },
        { name: 'last_reading', kind: 'time' },
      ],
      key: ['room'],
    };
  },
};

/** `room`, `first`, `last` of each room. From one to the next by an index over room and time, where there is one. */
function extents({ dialect }: LensContext, { table, column }: Moments, room: string): Sql {
  const from = (alias: string) => tableAs(table, alias);
  const of = (alias: string, each = room) => name(alias, each);
  const indexed = table.indexes.some(({ columns }) => columns[0] === room && columns[1] === column.name);
  if (dialect.engine === 'duckdb' || !indexed) {
    const time = of('t', column.name);
    return sql`select ${of('t')} as room, min(${time}) as first, max(${time}) as last
      from ${from('t')} where ${of('t')} is not null group by ${of('t')}`;
  }
  const end = (word: 'min' | 'max') =>
    sql`(select ${raw(word)}(${of('t', column.name)}) from ${from('t')} where ${of('t')} = n.room)`;
  return sql`select n.room, ${end('min')} as first, ${end('max')} as last from (
      with recursive each_room (room) as (
        select min(${of('t')}) from ${from('t')}
        union all
        select (select min(${of('t')}) from ${from('t')} where ${of('t')} > each_room.room)
        from each_room where each_room.room is not null)
      select room from each_room where room is not null) n`;
}

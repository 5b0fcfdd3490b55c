import { raw, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import { firstAndLast } from '../../calendar/first-and-last.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';
import { sourceOf } from './source.ts';

/** Entities that have states: `since` and `until` in epoch seconds. */
export const entities: DerivedTable = {
  name: 'entities',
  async query(context) {
    const source = await sourceOf(context);
    if (source === null) return null;
    const { times, meta } = source;
    const { dialect } = context;
    const found = firstAndLast(context, times, meta === null ? 'entity_id' : 'metadata_id');
    const of = meta === null ? raw('') : sql`join ${tableAs(meta, 'm')} on m.metadata_id = f.value`;
    const seconds = (column: string) =>
      times.column.kind === 'time' ? dialect.epochSeconds(raw(column)) : sql`cast(${raw(column)} as double precision)`;
    const id = raw(meta === null ? 'f.value' : 'm.entity_id');
    const dot = sql`${dialect.position(id, sql`'.'`)}`;
    return {
      query: sql`select ${id} as entity_id, case when ${dot} > 0 then substr(${id}, 1, ${dot} - 1) end as domain,
          ${seconds('f.first')} as since, ${seconds('f.last')} as until,
          ${dialect.moment(seconds('f.first'))} as first_state, ${dialect.moment(seconds('f.last'))} as last_state
        from (${found}) f ${of} where ${id} is not null`,
      columns: [
        { name: 'entity_id', kind: 'text' },
        { name: 'domain', kind: 'text' },
        { name: 'since', kind: 'float' },
        { name: 'until', kind: 'float' },
        { name: 'first_state', kind: 'time' },
        { name: 'last_state', kind: 'time' },
      ],
      key: ['entity_id'],
    };
  },
};

/** The days of each entity from its first state to its last, days without states included. */
export const days: DerivedTable = {
  name: 'entity_days',
  async query(context) {
    const source = await sourceOf(context);
    const table = context.find('entities');
    if (source === null || table === undefined) return null;
    return {
      query: sql`select n.entity_id, d.date as day, d.weekday, cast(d.closes - d.opens as double precision) / 3600 as hours,
          cast(d.opens as double precision) as starts, cast(d.closes as double precision) as ends
        from ${tableAs(table, 'n')} cross join ${source.calendar.days} where d.closes > n.since and d.opens <= n.until`,
      columns: [
        { name: 'entity_id', kind: 'text' },
        { name: 'day', kind: 'text' },
        { name: 'weekday', kind: 'text' },
        { name: 'hours', kind: 'float' },
        { name: 'starts', kind: 'float' },
        { name: 'ends', kind: 'float' },
      ],
      key: ['entity_id', 'day'],
    };
  },
};

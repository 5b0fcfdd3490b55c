import { findColumn } from '#shared/model/catalogue.ts';
import { name, raw, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import { calendarOf } from '../../calendar/calendar.ts';
import { momentsOf } from '../../calendar/moments.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';

const values = ['mean', 'min', 'max', 'state', 'sum'] as const;

/** The hours (`statistics`) or five minutes (`statistics_short_term`) of an entity, with their day and unit. */
function statisticsByDay(table: string): DerivedTable {
  return {
    name: `${table}_by_day`,
    async query(context) {
      const [found, meta] = [context.find(table), context.find('statistics_meta')];
      if (found === undefined || meta === undefined) return null;
      const epoch = findColumn(found, 'start_ts') !== undefined;
      const times = await momentsOf(context, table, epoch ? 'start_ts' : 'start');
      const calendar = times && (await calendarOf(context, [times]));
      if (times === null || calendar === null) return null;
      const { dialect } = context;
      const own = values.map((each) =>
        findColumn(found, each) === undefined ? sql`cast(null as double precision) as ${name(each)}` : name('t', each),
      );
      return {
        query: sql`select m.statistic_id as entity_id, d.date as day, ${times.seconds('t')} as at,
            ${dialect.moment(times.seconds('t'))} as starts, ${own[0]!}, ${own[1]!}, ${own[2]!}, ${own[3]!}, ${own[4]!},
            m.unit_of_measurement as unit, t.id
          from ${calendar.days} cross join ${tableAs(meta, 'm')} cross join ${tableAs(found, 't')}
          where ${raw('t.metadata_id = m.id')} and ${times.of('t')} >= d.starts and ${times.of('t')} < d.ends`,
        columns: [
          { name: 'entity_id', kind: 'text' },
          { name: 'day', kind: 'text' },
          { name: 'at', kind: 'float' },
          { name: 'starts', kind: 'time' },
          ...values.map((each) => ({ name: each, kind: 'float' }) as const),
          { name: 'unit', kind: 'text' },
          { name: 'id', kind: 'integer' },
        ],
        key: ['entity_id', 'day', 'at', 'id'],
      };
    },
  };
}

export const hourly = statisticsByDay('statistics');
export const fiveMinutes = statisticsByDay('statistics_short_term');

import { join, raw, sql } from '../../../sql/sql.ts';
import { firstAndLast } from '../../calendar/first-and-last.ts';
import type { Moments } from '../../calendar/moments.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';
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
        sql`select g.value as room, ${since} as since, ${until} as until, ${time('g.first')} as first, ${time('g.last')} as last
          from (${firstAndLast(context, of, column)}) g`,
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

import { findColumn } from '#shared/model/catalogue.ts';
import { raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import type { DerivedTable } from '../../derived/derived-table.ts';
import type { LensContext } from '../../lens-context.ts';
import { changed, ofEntity, type RecorderSource, sourceOf, statesOf, UNKNOWN } from './source.ts';

/** States with their entity and day; `at` in epoch seconds, text kept, and the number where it is one. */
export const statesByDay: DerivedTable = {
  name: 'states_by_day',
  async query(context) {
    const source = await sourceOf(context);
    if (source === null) return null;
    const { times, calendar } = source;
    const { dialect } = context;
    const { from, entity } = statesOf(source);
    const since = changed(source, context);
    return {
      query: sql`select ${entity} as entity_id, d.date as day, ${times.seconds('t')} as at, t.state,
          ${numberOf(raw('t.state'), context)} as number, ${dialect.moment(times.seconds('t'))} as updated,
          ${dialect.moment(since)} as changed, ${attributes(source, context)} as attributes, t.state_id
        from ${calendar.days} cross join ${from}
        where ${ofEntity(source)} and ${times.of('t')} >= d.starts and ${times.of('t')} < d.ends`,
      columns: [
        { name: 'entity_id', kind: 'text' },
        { name: 'day', kind: 'text' },
        { name: 'at', kind: 'float' },
        { name: 'state', kind: 'text' },
        { name: 'number', kind: 'float' },
        { name: 'updated', kind: 'time' },
        { name: 'changed', kind: 'time' },
        { name: 'attributes', kind: 'text' },
        { name: 'state_id', kind: 'integer' },
      ],
      key: ['entity_id', 'day', 'at', 'state_id'],
    };
  },
};

/** NULL for what is no finite number. */
export function numberOf(state: Sql, { dialect }: LensContext): Sql {
  const number = dialect.double(dialect.text(state));
  return sql`case when ${state} is null or ${state} in ${raw(UNKNOWN)} then null when ${dialect.isFinite(number)} then ${number} end`;
}

/** Attributes are shared between states since they have a table of their own; before, each state has them. */
function attributes({ times }: RecorderSource, { dialect, find }: LensContext): Sql {
  const shared = find('state_attributes');
  const own =
    findColumn(times.table, 'attributes') === undefined ? [] : [sql`nullif(${dialect.text(raw('t.attributes'))}, '')`];
  const lookedUp =
    shared === undefined || findColumn(times.table, 'attributes_id') === undefined
      ? []
      : [sql`(select a.shared_attrs from ${tableAs(shared, 'a')} where a.attributes_id = t.attributes_id)`];
  const [first = raw('null'), second] = [...lookedUp, ...own];
  return second === undefined ? first : sql`coalesce(${first}, ${second})`;
}

import { raw, type Sql, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import { isCounted } from '../../binding/spans.ts';
import type { LensContext } from '../../lens-context.ts';
import { columnsAre } from '../../questions/columns-are.ts';
import type { Question, QuestionParameter } from '../../questions/question.ts';

const entity: QuestionParameter = { id: 'entity', title: 'Entity', kind: 'session' };

const statistics: Question = {
  id: 'statistics',
  title: 'Hourly statistics',
  about: 'The hours of an entity; statistics are kept for years, states as a rule for ten days',
  parameters: [entity],
  columns: [
    { name: 'starts', title: 'Start', kind: 'time' },
    { name: 'mean', title: 'Mean', kind: 'float' },
    { name: 'min', title: 'Least', kind: 'float' },
    { name: 'max', title: 'Greatest', kind: 'float' },
    { name: 'state', title: 'State', kind: 'float' },
    { name: 'sum', title: 'Sum', kind: 'float' },
    { name: 'unit', title: 'Unit', kind: 'text' },
  ],
  order: ['starts'],
  chart: { kind: 'line', x: 'starts', y: ['mean', 'min', 'max'] },
  statement: (context, values) => {
    const table = context.find('statistics_by_day');
    return table === undefined
      ? null
      : sql`select t.starts, t.mean, t.min, t.max, t.state, t.sum, t.unit from ${tableAs(table, 't')}
          where ${columnsAre(context, table, 't', ['entity_id'], values['entity'])}`;
  },
};

const availability: Question = {
  id: 'availability',
  title: 'Availability',
  about:
    'For how long something was known of an entity, by day: neither unavailable nor unknown, and the recorder running',
  parameters: [entity],
  columns: [
    { name: 'day', title: 'Day', kind: 'text' },
    { name: 'known_hours', title: 'With data', kind: 'float', unit: 'h' },
    { name: 'unknown_hours', title: 'Without data', kind: 'float', unit: 'h' },
    { name: 'on_share', title: 'Share of time on', kind: 'float' },
    { name: 'mean', title: 'Mean', kind: 'float' },
  ],
  order: ['day'],
  chart: { kind: 'bar', x: 'day', y: ['known_hours', 'unknown_hours'] },
  statement: (context, values) => {
    const table = context.find('entity_day_summaries');
    return table === undefined
      ? null
      : sql`select t.day, coalesce(t.known_seconds, 0) / 3600e0 as known_hours, coalesce(t.unknown_seconds, 0) / 3600e0 as unknown_hours, t.on_share, t.mean
          from ${tableAs(table, 't')} where ${columnsAre(context, table, 't', ['entity_id'], values['entity'])}`;
  },
};

const latest: Question = {
  id: 'latest-states',
  title: 'Latest states',
  about: 'The newest state of each entity, and for how long it had been so when the record ends',
  parameters: [],
  columns: [
    { name: 'entity_id', title: 'Entity', kind: 'text' },
    { name: 'state', title: 'State', kind: 'text' },
    { name: 'last_state', title: 'Updated', kind: 'time' },
    { name: 'days', title: 'Before the end', kind: 'float', unit: 'd' },
  ],
  order: ['entity_id'],
  statement: (context) => {
    const table = context.find('entities');
    const last = lastOf(context);
    if (table === undefined || last === null) return null;
    const each = sql`select n.entity_id, ${last.state} as state, ${last.at} as at from ${tableAs(table, 'n')}`;
    return sql`select q.entity_id, q.state, ${context.dialect.moment(raw('q.at'))} as last_state,
        (max(q.at) over () - q.at) / 86400 as days from (${each}) q where q.at is not null`;
  },
};

/** The state of the entity `n` at the end of its record, and since when, in epoch seconds; NULL where all of it is left out. */
function lastOf(context: LensContext): { readonly state: Sql; readonly at: Sql } | null {
  const { find, dialect } = context;
  const table = find('states');
  if (table === undefined) return null;
  const meta = find('states_meta');
  const has = (column: string) => table.columns.some(({ name }) => name === column);
  const own = meta !== undefined && has('metadata_id');
  const of = own
    ? sql`t.metadata_id = (select m.metadata_id from ${tableAs(meta, 'm')} where m.entity_id = n.entity_id limit 1)`
    : raw('t.entity_id = n.entity_id');
  const isNumber = has('last_updated_ts');
  const time = raw(isNumber ? 't.last_updated_ts' : 't.last_updated');
  const at = isNumber ? sql`cast(${time} as double precision)` : dialect.epochSeconds(time);
  const counted = isCounted(context, raw('n.entity_id'), at);
  const last = (
    value: Sql,
  ) => sql`(select ${value} from ${tableAs(table, 't')} where ${of}${counted === null ? raw('') : sql` and ${counted}`}
    order by ${time} desc, t.state_id desc limit 1)`;
  return { state: dialect.text(last(raw('t.state'))), at: counted === null ? raw('n.until') : last(at) };
}

export const homeAssistantQuestions: readonly Question[] = [latest, statistics, availability];

import type { TableInfo } from '#shared/model/catalogue.ts';
import { all, raw, type Sql, sql } from '../../../../sql/sql.ts';
import { tableAs } from '../../../binding/compile.ts';
import type { LensContext } from '../../../lens-context.ts';
import { columnsAre } from '../../../questions/columns-are.ts';
import type { Question, QuestionValues } from '../../../questions/question.ts';
import {
  agentTypes,
  double,
  episode,
  observed,
  orNull,
  session,
  share,
  type TrackingTables,
  tablesOf,
  which,
} from './parts.ts';

/** The project's `QueryBackend`: extended properties. */

export interface PropertyTables extends TrackingTables {
  readonly properties: TableInfo;
  readonly definitions: TableInfo;
}

export function propertyTables(context: LensContext): PropertyTables | null {
  const tables = tablesOf(context);
  const [properties, definitions] = [context.find('extended_properties'), context.find('property_definitions')];
  return tables && properties && definitions ? { ...tables, properties, definitions } : null;
}

/** `from` and `where` of the properties (alias `p`) of the observations that are asked for. */
export function stored(context: LensContext, tables: PropertyTables, values: QuestionValues): Sql {
  const { observations, properties } = tables;
  return sql`from ${tableAs(observations, 'o')} join ${tableAs(properties, 'p')} on p.observation_id = o.observation_id
      where ${observed(context, tables, values)} and ${columnsAre(context, properties, 'p', ['property_id'], values['property'])}`;
}

const numbers: Question['choices'] = {
  ...agentTypes,
  property: (context) => {
    const definitions = context.find('property_definitions');
    if (definitions === undefined) return null;
    const d = tableAs(definitions, 'd');
    return sql`select d.property_id, d.property_name from ${d} where lower(d.data_type) <> 'string' order by d.property_name`;
  },
};

const oneProperty = { id: 'property', title: 'Property', kind: 'choice' } as const;
const anyProperty = { ...oneProperty, optional: true } as const;

const available: Omit<Question, 'id' | 'title' | 'about' | 'parameters'> = {
  columns: [
    { name: 'property_id', title: 'Property', kind: 'text' },
    { name: 'property_name', title: 'Name', kind: 'text' },
    { name: 'data_type', title: 'Type', kind: 'text' },
    { name: 'unit', title: 'Unit', kind: 'text' },
    { name: 'description', title: 'Description', kind: 'text' },
    { name: 'values', title: 'Values', kind: 'integer' },
  ],
  order: ['property_name', 'property_id'],
  statement: (context, values) => {
    const tables = propertyTables(context);
    if (tables === null) return null;
    const text = (column: string) => orNull(tables.definitions, 'd', column);
    return sql`select f.property_id, coalesce(d.property_name, f.property_id) as property_name, d.data_type,
        ${text('unit')} as unit, ${text('description')} as description, f.n as ${raw('"values"')}
      from (select p.property_id, count(*) as n ${stored(context, tables, values)} group by p.property_id) f
      left join ${tableAs(tables.definitions, 'd')} on d.property_id = f.property_id`;
  },
};

const ofEpisode: Question = {
  ...available,
  id: 'properties-of-episode',
  title: 'Properties of an episode',
  about: 'Which extended properties an episode really has, and how many values of each (QueryBackend)',
  parameters: [episode],
};

const ofSession: Question = {
  ...available,
  id: 'properties-of-session',
  title: 'Properties of a session',
  about: 'Which extended properties the episodes of a session really have (QueryBackend)',
  parameters: [session],
};

const statistics: Question = {
  id: 'property-statistics',
  title: 'Properties over windows of time',
  about: 'Mean, spread and quantiles of each extended property in windows of frames (QueryBackend)',
  parameters: [
    episode,
    anyProperty,
    { id: 'window_size', title: 'Window', kind: 'number', default: 10, minimum: 1, whole: true, unit: 'frames' },
    ...which,
    { id: 'lower', title: 'Lower quantile', kind: 'number', default: 0.1, minimum: 0, maximum: 1 },
    { id: 'upper', title: 'Upper quantile', kind: 'number', default: 0.9, minimum: 0, maximum: 1 },
  ],
  columns: [
    { name: 'property_id', title: 'Property', kind: 'text' },
    { name: 'window_start', title: 'From frame', kind: 'integer' },
    { name: 'count', title: 'Values', kind: 'integer' },
    { name: 'mean', title: 'Mean', kind: 'float' },
    { name: 'deviation', title: 'Deviation', kind: 'float' },
    { name: 'least', title: 'Least', kind: 'float' },
    { name: 'greatest', title: 'Greatest', kind: 'float' },
    { name: 'median', title: 'Median', kind: 'float' },
    { name: 'lower_quantile', title: 'Lower quantile', kind: 'float' },
    { name: 'upper_quantile', title: 'Upper quantile', kind: 'float' },
  ],
  order: ['property_id', 'window_start'],
  chart: { kind: 'line', x: 'window_start', y: ['median', 'lower_quantile', 'upper_quantile'], by: 'property_id' },
  statement: (context, values) => {
    const tables = propertyTables(context);
    if (tables === null) return null;
    const { dialect } = context;
    const value = raw('v.value');
    const size = values['window_size'] ?? 10;
    return sql`select v.property_id, v.frame as window_start, count(*) as count, avg(v.value) as mean,
        ${dialect.deviation(value)} as deviation, min(v.value) as least, max(v.value) as greatest,
        ${dialect.quantile(value, 0.5)} as median,
        ${dialect.quantile(value, share(values['lower'], 0.1))} as lower_quantile,
        ${dialect.quantile(value, share(values['upper'], 0.9))} as upper_quantile
      from (select p.property_id, o.time_index - o.time_index % ${size} as frame, p.value_float as value
        ${stored(context, tables, values)} and ${dialect.isFinite(raw('p.value_float'))}) v
      group by v.property_id, v.frame`;
  },
  choices: numbers,
};

const values: Omit<Question, 'id' | 'title' | 'about' | 'parameters'> = {
  columns: [
    { name: 'property_id', title: 'Property', kind: 'text' },
    { name: 'episode_id', title: 'Episode', kind: 'text', leadsTo: 'episode' },
    { name: 'time_index', title: 'Frame', kind: 'integer' },
    { name: 'agent_id', title: 'Agent', kind: 'integer' },
    { name: 'agent_type_id', title: 'Type', kind: 'text' },
    { name: 'value', title: 'Value', kind: 'float' },
    { name: 'text', title: 'Text', kind: 'text' },
  ],
  order: ['property_id', 'episode_id', 'time_index', 'agent_type_id', 'agent_id'],
  chart: { kind: 'scatter', x: 'time_index', y: ['value'], by: 'property_id' },
  statement: (context, given) => {
    const tables = propertyTables(context);
    if (tables === null) return null;
    return sql`select p.property_id, o.episode_id, o.time_index, o.agent_id, o.agent_type_id, p.value_float as value,
        ${orNull(tables.properties, 'p', 'value_text')} as text
      ${stored(context, tables, given)}`;
  },
  choices: numbers,
};

const valuesOfEpisode: Question = {
  ...values,
  id: 'property-values-of-episode',
  title: 'Values of properties of an episode',
  about: 'Every stored value, for histograms (QueryBackend)',
  parameters: [episode, anyProperty, ...which],
};

const valuesOfSession: Question = {
  ...values,
  id: 'property-values-of-session',
  title: 'Values of properties of a session',
  about: 'Every stored value over all episodes of a session, for histograms (QueryBackend)',
  parameters: [session, anyProperty, ...which],
};

const traces: Question = {
  id: 'property-traces',
  title: 'A property per agent',
  about: 'One property over time, a line for each agent (QueryBackend)',
  parameters: [episode, oneProperty, ...which],
  columns: [
    { name: 'time_index', title: 'Frame', kind: 'integer' },
    { name: 'agent', title: 'Agent', kind: 'text' },
    { name: 'value', title: 'Value', kind: 'float' },
  ],
  order: ['time_index', 'agent'],
  chart: { kind: 'line', x: 'time_index', y: ['value'], by: 'agent' },
  statement: (context, given) => {
    const tables = propertyTables(context);
    if (tables === null) return null;
    const { dialect } = context;
    return sql`select o.time_index, ${dialect.text(raw('o.agent_type_id'))} || ' ' || ${dialect.text(raw('o.agent_id'))} as agent,
        p.value_float as value
      ${stored(context, tables, given)} and p.value_float is not null`;
  },
  choices: numbers,
};

const histogram: Question = {
  id: 'property-histogram',
  title: 'Histogram of a property',
  about: 'How the values of one property are spread over an episode, as the viewer draws them',
  parameters: [
    episode,
    oneProperty,
    { id: 'bins', title: 'Bins', kind: 'number', default: 30, minimum: 1, maximum: 500, whole: true },
    ...which,
  ],
  columns: [
    { name: 'from_value', title: 'From', kind: 'float' },
    { name: 'to_value', title: 'To', kind: 'float' },
    { name: 'count', title: 'Values', kind: 'integer' },
  ],
  order: ['from_value'],
  chart: { kind: 'bar', x: 'from_value', y: ['count'] },
  statement: (context, given) => {
    const tables = propertyTables(context);
    if (tables === null) return null;
    const { dialect } = context;
    const bins = double(given['bins'] ?? 30);
    const finite = sql`${stored(context, tables, given)} and ${dialect.isFinite(raw('p.value_float'))}`;
    const last = raw('r.high <= r.low');
    const bin = sql`case when ${last} then 0e0 when v.value >= r.high then ${bins} - 1
      else ${dialect.floor(sql`(v.value - r.low) / (r.high - r.low) * ${bins}`)} end`;
    return sql`with v as (select p.value_float as value ${finite}),
      r as (select min(value) as low, max(value) as high from v),
      b as (select ${bin} as bin, count(*) as n, min(r.low) as low, min(r.high) as high from v cross join r group by 1)
      select b.low + (b.high - b.low) * b.bin / ${bins} as from_value,
        b.low + (b.high - b.low) * (b.bin + 1) / ${bins} as to_value, b.n as count from b where ${all([raw('b.n > 0')])}`;
  },
  choices: numbers,
};

export const properties: readonly Question[] = [
  ofEpisode,
  ofSession,
  statistics,
  valuesOfEpisode,
  valuesOfSession,
  traces,
  histogram,
];

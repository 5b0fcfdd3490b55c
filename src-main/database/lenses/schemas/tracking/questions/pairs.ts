import { all, raw, type Sql, sql } from '../../../../sql/sql.ts';
import { tableAs } from '../../../binding/compile.ts';
import type { LensContext } from '../../../lens-context.ts';
import type { Question } from '../../../questions/question.ts';
import { agentTypes, episode, observed, tablesOf, which } from './parts.ts';
import { propertyTables, stored } from './properties.ts';

/** The project's `QueryBackend`: pairs of agents of one type. Two agents are compared in the frames that both are in. */

const samples: Question['parameters'][number] = {
  id: 'min_samples',
  title: 'At least',
  kind: 'number',
  default: 100,
  minimum: 2,
  whole: true,
  unit: 'frames',
};

const pairColumns: Question['columns'] = [
  { name: 'agent_type_id', title: 'Type', kind: 'text' },
  { name: 'agent_1', title: 'Agent', kind: 'integer' },
  { name: 'agent_2', title: 'Other agent', kind: 'integer' },
  { name: 'samples', title: 'Frames', kind: 'integer' },
];

/** Rows `a` and `b` of the same frame, each pair of agents once. */
const sameFrame = raw('b.time_index = a.time_index and b.agent_type_id = a.agent_type_id and b.agent_id > a.agent_id');

const finite = ({ dialect }: LensContext, column: string): Sql => {
  const value = raw(column);
  return sql`case when ${dialect.isFinite(value)} then ${value} end`;
};

const velocities: Question = {
  id: 'velocity-correlation',
  title: 'Correlation of velocities',
  about: 'How alike two agents of an episode moved, for each pair and axis (QueryBackend)',
  parameters: [episode, samples, ...which],
  columns: [
    ...pairColumns,
    { name: 'correlation_x', title: 'Correlation x', kind: 'float' },
    { name: 'correlation_y', title: 'Correlation y', kind: 'float' },
    { name: 'correlation_z', title: 'Correlation z', kind: 'float' },
  ],
  order: ['agent_type_id', 'agent_1', 'agent_2'],
  chart: { kind: 'scatter', x: 'correlation_x', y: ['correlation_y'], by: 'agent_type_id' },
  statement: (context, values) => {
    const tables = tablesOf(context);
    if (tables === null) return null;
    const axes = ['v_x', 'v_y', 'v_z'].map((axis) => sql`${finite(context, `o.${axis}`)} as ${raw(axis)}`);
    const correlation = (axis: string) => context.dialect.correlation(raw(`a.${axis}`), raw(`b.${axis}`));
    return sql`with v as (select o.time_index, o.agent_type_id, o.agent_id, ${axes[0]!}, ${axes[1]!}, ${axes[2]!}
        from ${tableAs(tables.observations, 'o')}
        where ${all([observed(context, tables, values), raw('o.v_x is not null and o.v_y is not null')])})
      select a.agent_type_id, a.agent_id as agent_1, b.agent_id as agent_2, count(*) as samples,
        ${correlation('v_x')} as correlation_x, ${correlation('v_y')} as correlation_y, ${correlation('v_z')} as correlation_z
      from v a join v b on ${sameFrame}
      group by a.agent_type_id, a.agent_id, b.agent_id having count(*) >= ${values['min_samples'] ?? 2}`;
  },
  choices: agentTypes,
};

const distances: Question = {
  id: 'distance-correlation',
  title: 'Correlation of distances to the target',
  about: 'How alike the distances of two agents to the target went, for each pair (QueryBackend)',
  parameters: [
    episode,
    {
      id: 'property',
      title: 'Distance',
      kind: 'choice',
      choices: ['distance_to_target_center', 'distance_to_target_mesh', 'distance_to_scene_mesh', 'distance_to_food'],
      default: 'distance_to_target_center',
    },
    samples,
    ...which,
  ],
  columns: [...pairColumns, { name: 'correlation', title: 'Correlation', kind: 'float' }],
  order: ['agent_type_id', 'agent_1', 'agent_2'],
  chart: { kind: 'scatter', x: 'agent_1', y: ['agent_2'], shade: 'correlation' },
  statement: (context, values) => {
    const tables = propertyTables(context);
    if (tables === null) return null;
    const known = context.dialect.isFinite(raw('p.value_float'));
    return sql`with v as (select o.time_index, o.agent_type_id, o.agent_id, p.value_float as value
        ${stored(context, tables, values)} and ${known})
      select a.agent_type_id, a.agent_id as agent_1, b.agent_id as agent_2, count(*) as samples,
        ${context.dialect.correlation(raw('a.value'), raw('b.value'))} as correlation
      from v a join v b on ${sameFrame}
      group by a.agent_type_id, a.agent_id, b.agent_id having count(*) >= ${values['min_samples'] ?? 2}`;
  },
  choices: agentTypes,
};

export const pairs: readonly Question[] = [velocities, distances];

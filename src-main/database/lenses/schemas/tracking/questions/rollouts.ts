import { findColumn } from '#shared/model/catalogue.ts';
import { raw, sql } from '../../../../sql/sql.ts';
import { tableAs } from '../../../binding/compile.ts';
import type { Question } from '../../../questions/question.ts';
import { agentTypes, episode, tablesOf, which } from './parts.ts';

/** Rollouts of a model beside what really happened: episodes whose ids differ in `-actual` and `-predicted`. */

const differences: Question = {
  id: 'rollout-differences',
  title: 'Predicted against actual, by frame',
  about:
    'How far the agents of a predicted rollout are from the actual ones, frame by frame; either of the pair may be given',
  parameters: [episode, ...which],
  columns: [
    { name: 'time_index', title: 'Frame', kind: 'integer' },
    { name: 'agents', title: 'Agents', kind: 'integer' },
    { name: 'mean_distance', title: 'Mean distance', kind: 'float', unit: 'scene_units' },
    { name: 'greatest_distance', title: 'Greatest distance', kind: 'float', unit: 'scene_units' },
    { name: 'mean_speed_difference', title: 'Mean difference of velocity', kind: 'float', unit: 'scene_units/frame' },
  ],
  order: ['time_index'],
  chart: { kind: 'line', x: 'time_index', y: ['mean_distance', 'greatest_distance'] },
  statement: (context, values) => {
    const tables = tablesOf(context);
    if (tables === null || findColumn(tables.sessions, 'category_id') === undefined) return null;
    const { dialect } = context;
    const { start_time: from = null, end_time: to = null, agent_type: type = 'all' } = values;
    const stem = String(values['episode'] ?? '').replace(/-(actual|predicted)$/, '');
    const length = (one: string, two: string) => {
      const parts = ['x', 'y', 'z'].map((axis) => {
        const by = raw(`(${one}${axis} - ${two}${axis})`);
        return sql`coalesce(${by} * ${by}, 0e0)`;
      });
      return dialect.sqrt(sql`${parts[0]!} + ${parts[1]!} + ${parts[2]!}`);
    };
    const observations = (alias: string) => tableAs(tables.observations, alias);
    return sql`select d.time_index, count(*) as agents, avg(d.distance) as mean_distance,
        max(d.distance) as greatest_distance, avg(d.speed) as mean_speed_difference
      from (select a.time_index, ${length('a.', 'p.')} as distance, ${length('a.v_', 'p.v_')} as speed
        from ${observations('a')} join ${observations('p')}
          on p.time_index = a.time_index and p.agent_id = a.agent_id and p.agent_type_id = a.agent_type_id
        where a.episode_id = ${`${stem}-actual`} and p.episode_id = ${`${stem}-predicted`}
          and ${type === 'all' || type === null ? raw("a.agent_type_id <> 'env'") : sql`a.agent_type_id = ${type}`}
          and ${from === null ? raw('1=1') : sql`a.time_index >= ${from}`}
          and ${to === null ? raw('1=1') : sql`a.time_index <= ${to}`}) d
      where ${dialect.isFinite(raw('d.distance'))} group by d.time_index`;
  },
  choices: agentTypes,
};

export const rollouts: readonly Question[] = [differences];

import { raw, sql } from '../../../../sql/sql.ts';
import { tableAs } from '../../../binding/compile.ts';
import type { Question } from '../../../questions/question.ts';
import { agentTypes, episode, observed, speedOf, tablesOf, which } from './parts.ts';

/** The dashboard's own panels. */

const windows: Question = {
  id: 'speed-over-windows',
  title: 'Speed over windows of time',
  about: 'How fast each type of agent was, in windows of frames (the dashboard’s speed panel)',
  parameters: [
    episode,
    { id: 'window_size', title: 'Window', kind: 'number', default: 100, minimum: 1, whole: true, unit: 'frames' },
    ...which,
  ],
  columns: [
    { name: 'agent_type_id', title: 'Type', kind: 'text' },
    { name: 'window_start', title: 'From frame', kind: 'integer' },
    { name: 'count', title: 'Values', kind: 'integer' },
    { name: 'mean', title: 'Mean speed', kind: 'float' },
    { name: 'deviation', title: 'Deviation', kind: 'float' },
    { name: 'median', title: 'Median', kind: 'float' },
    { name: 'least', title: 'Least', kind: 'float' },
    { name: 'greatest', title: 'Greatest', kind: 'float' },
  ],
  order: ['agent_type_id', 'window_start'],
  chart: { kind: 'line', x: 'window_start', y: ['mean'], by: 'agent_type_id' },
  statement: (context, values) => {
    const tables = tablesOf(context);
    if (tables === null) return null;
    const { dialect } = context;
    const value = raw('v.speed');
    return sql`select v.agent_type_id, v.frame as window_start, count(*) as count, avg(v.speed) as mean,
        ${dialect.deviation(value)} as deviation, ${dialect.quantile(value, 0.5)} as median,
        min(v.speed) as least, max(v.speed) as greatest
      from (select o.agent_type_id, o.time_index - o.time_index % ${values['window_size'] ?? 100} as frame,
          ${speedOf(context, tables.observations)} as speed
        from ${tableAs(tables.observations, 'o')} where ${observed(context, tables, values)}) v
      where ${dialect.isFinite(value)} group by v.agent_type_id, v.frame`;
  },
  choices: agentTypes,
};

export const speeds: readonly Question[] = [windows];

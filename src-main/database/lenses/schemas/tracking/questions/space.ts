import { raw, sql } from '../../../../sql/sql.ts';
import { tableAs } from '../../../binding/compile.ts';
import type { Question } from '../../../questions/question.ts';
import { agentTypes, double, episode, observed, orNull, session, speedOf, tablesOf, which } from './parts.ts';

/** The project's `QueryBackend`: where agents were. */

const density: Omit<Question, 'id' | 'title' | 'about' | 'parameters'> = {
  columns: [
    { name: 'x_bin', title: 'x', kind: 'float' },
    { name: 'y_bin', title: 'y', kind: 'float' },
    { name: 'z_bin', title: 'z', kind: 'float' },
    { name: 'count', title: 'Observations', kind: 'integer' },
    { name: 'mean_v_x', title: 'Mean velocity x', kind: 'float' },
    { name: 'mean_v_y', title: 'Mean velocity y', kind: 'float' },
    { name: 'mean_v_z', title: 'Mean velocity z', kind: 'float' },
    { name: 'mean_speed', title: 'Mean speed', kind: 'float' },
  ],
  order: ['x_bin', 'y_bin', 'z_bin'],
  chart: { kind: 'scatter', x: 'x_bin', y: ['y_bin'], shade: 'count' },
  statement: (context, values) => {
    const tables = tablesOf(context);
    if (tables === null) return null;
    const { dialect } = context;
    const { bin_size: size, min_count: least, axes } = values;
    // Zero is added because −0 would be a bin of its own.
    const bin = (axis: string) => sql`${dialect.floor(sql`o.${raw(axis)} / ${double(size)}`)} * ${double(size)} + 0e0`;
    const finite = (value: ReturnType<typeof raw>) => sql`case when ${dialect.isFinite(value)} then ${value} end`;
    const mean = (axis: string) => sql`avg(${finite(raw(`o.${axis}`))})`;
    const known = ['x', 'y'].map((axis) => dialect.isFinite(raw(`o.${axis}`)));
    return sql`select ${bin('x')} as x_bin, ${bin('y')} as y_bin, ${axes === 'xyz' ? bin('z') : raw('cast(null as double precision)')} as z_bin, count(*) as count,
        ${mean('v_x')} as mean_v_x, ${mean('v_y')} as mean_v_y, ${mean('v_z')} as mean_v_z,
        avg(${finite(speedOf(context, tables.observations))}) as mean_speed
      from ${tableAs(tables.observations, 'o')}
      where ${observed(context, tables, values)} and ${known[0]!} and ${known[1]!}
      group by 1, 2, 3 having count(*) >= ${least ?? 1}`;
  },
  choices: agentTypes,
};

const binning: Question['parameters'] = [
  { id: 'bin_size', title: 'Bin size', kind: 'number', default: 10, minimum: 0.000001 },
  { id: 'axes', title: 'Axes', kind: 'choice', choices: ['xy', 'xyz'], default: 'xy' },
  { id: 'min_count', title: 'At least', kind: 'number', default: 1, minimum: 1, whole: true, unit: 'rows' },
];

const densityOfEpisode: Question = {
  ...density,
  id: 'density-of-episode',
  title: 'Density of an episode',
  about: 'How often agents were in each cell of a grid, and how they moved there (QueryBackend)',
  parameters: [episode, ...binning, ...which],
};

const densityOfSession: Question = {
  ...density,
  id: 'density-of-session',
  title: 'Density of a session',
  about: 'How often agents were in each cell of a grid, over all episodes of a session (QueryBackend)',
  parameters: [session, ...binning, ...which],
};

const tracks: Question = {
  id: 'tracks',
  title: 'Tracks of an episode',
  about: 'Every position in order, with its speed and time, as the animation takes them (QueryBackend)',
  parameters: [episode, ...which],
  columns: [
    { name: 'time_index', title: 'Frame', kind: 'integer' },
    { name: 'seconds', title: 'Time', kind: 'float', unit: 's' },
    { name: 'agent_id', title: 'Agent', kind: 'integer' },
    { name: 'agent_type_id', title: 'Type', kind: 'text' },
    { name: 'x', title: 'x', kind: 'float' },
    { name: 'y', title: 'y', kind: 'float' },
    { name: 'z', title: 'z', kind: 'float' },
    { name: 'v_x', title: 'Velocity x', kind: 'float' },
    { name: 'v_y', title: 'Velocity y', kind: 'float' },
    { name: 'v_z', title: 'Velocity z', kind: 'float' },
    { name: 'speed', title: 'Speed', kind: 'float' },
  ],
  order: ['time_index', 'agent_type_id', 'agent_id'],
  chart: { kind: 'scatter', x: 'x', y: ['y'], by: 'agent_id' },
  statement: (context, values) => {
    const tables = tablesOf(context);
    if (tables === null) return null;
    const rate = orNull(tables.episodes, 'e', 'frame_rate', 'double precision');
    return sql`select o.time_index, o.time_index / nullif(${rate}, 0) as seconds, o.agent_id, o.agent_type_id,
        o.x, o.y, o.z, o.v_x, o.v_y, o.v_z, ${speedOf(context, tables.observations)} as speed
      from ${tableAs(tables.observations, 'o')} left join ${tableAs(tables.episodes, 'e')} on e.episode_id = o.episode_id
      where ${observed(context, tables, values)}`;
  },
  choices: agentTypes,
};

export const space: readonly Question[] = [densityOfEpisode, densityOfSession, tracks];

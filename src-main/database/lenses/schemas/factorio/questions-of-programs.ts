import { findColumn } from '#shared/model/catalogue.ts';
import { name, raw, sql } from '../../../sql/sql.ts';
import { tableAs } from '../../binding/compile.ts';
import { columnsAre } from '../../questions/columns-are.ts';
import type { Question, QuestionColumn } from '../../questions/question.ts';
import { numberOf, programsOf, trajectories } from './trajectories.ts';

const column = (named: string, title: string, kind: QuestionColumn['kind'], unit?: string): QuestionColumn => ({
  ...{ name: named, title, kind },
  ...(unit === undefined ? {} : { unit }),
});

const program = [
  column('program', 'Program', 'integer'),
  column('parent', 'Parent', 'integer'),
  column('version', 'Version', 'integer'),
  column('value', 'Value', 'float'),
  column('depth', 'Depth', 'float'),
  column('created', 'Created', 'time'),
];

export const rewardByDepth: Question = {
  id: 'reward-by-depth',
  title: 'Reward by depth',
  about: 'Mean and spread of the values of programs at each depth of a conversation, version by version',
  parameters: [{ id: 'version', title: 'Version', kind: 'session', optional: true }],
  columns: [
    column('version', 'Version', 'integer'),
    column('depth', 'Depth', 'float'),
    column('programs', 'Programs', 'integer'),
    column('mean_value', 'Mean value', 'float'),
    column('value_deviation', 'Deviation', 'float'),
    column('least_value', 'Least', 'float'),
    column('greatest_value', 'Greatest', 'float'),
  ],
  order: ['version', 'depth'],
  chart: { kind: 'line', x: 'depth', y: ['mean_value'], by: 'version' },
  statement: (context, { version }) => {
    const programs = programsOf(context);
    if (programs === null) return null;
    const value = numberOf(programs, 'value');
    return sql`select p.version as version, ${numberOf(programs, 'depth')} as depth, count(*) as programs,
        avg(${value}) as mean_value, ${context.dialect.deviation(value)} as value_deviation,
        min(${value}) as least_value, max(${value}) as greatest_value
      from ${programs.from} where p.value is not null and ${columnsAre(context, programs.table, 'p', ['version'], version)}
      group by 1, 2`;
  },
};

export const recent: Question = {
  id: 'recent',
  title: 'Recent trajectories',
  about: 'What ran in the last hours before the newest program',
  parameters: [{ id: 'hours', title: 'Hours', kind: 'number', unit: 'h', default: 24, minimum: 0 }],
  columns: [
    column('version', 'Version', 'integer'),
    column('instance', 'Instance', 'integer'),
    column('model', 'Model', 'text'),
    column('task', 'Task', 'text'),
    column('steps', 'Programs', 'integer'),
    column('final_reward', 'Final reward', 'float'),
    column('tokens', 'Tokens', 'integer', 'tokens'),
    column('started', 'Started', 'time'),
    column('ended', 'Ended', 'time'),
  ],
  order: ['-ended', 'version', 'instance'],
  statement: (context, { hours }) => {
    const programs = programsOf(context);
    if (programs === null) return null;
    const { dialect } = context;
    const newest = sql`(select max(n.created_at) from ${tableAs(programs.table, 'n')})`;
    const since = sql`${dialect.epochSeconds(newest)} - cast(${hours ?? 24} as double precision) * 3600`;
    return sql`select t.version as version, t.instance as instance, t.model as model, t.task as task, t.steps as steps,
        t.final_reward as final_reward, t.tokens as tokens, t.started as started, t.ended as ended
      from (${trajectories(programs, [sql`${dialect.epochSeconds(raw('p.created_at'))} >= ${since}`])}) t`;
  },
};

/** Where parents are said: tree and beam searches. */
export const programTree: Question = {
  id: 'program-tree',
  title: 'Tree of programs',
  about: 'Programs of a version with their parents and how many children each has',
  parameters: [{ id: 'version', title: 'Version', kind: 'session', optional: true }],
  columns: [...program, column('children', 'Children', 'integer')],
  order: ['program'],
  statement: (context, { version }) => {
    const tree = context.find('program_tree');
    if (tree === undefined) return null;
    return sql`select t.id as program, t.parent_id as parent, t.version as version, t.value as value, t.depth as depth,
        t.created_at as created, t.children as children
      from ${tableAs(tree, 't')} where ${columnsAre(context, tree, 't', ['version'], version)}`;
  },
};

/** A row that is its own ancestor would go on for ever. */
const FURTHEST = 10_000;

export const ancestors: Question = {
  id: 'ancestors',
  title: 'Ancestors of a program',
  about: 'The programs that led to one, from it back to the root of its tree',
  parameters: [{ id: 'program', title: 'Program', kind: 'number', whole: true, minimum: 0 }],
  columns: [column('steps_back', 'Steps back', 'integer'), ...program],
  order: ['steps_back'],
  statement: (context, { program: wanted = null }) => {
    const programs = programsOf(context);
    if (programs === null || findColumn(programs.table, 'parent_id') === undefined) return null;
    const table = tableAs(programs.table, 'p');
    return sql`with recursive line (id, parent_id, steps_back) as (
        select p.id, p.parent_id, 0 from ${table} where p.id = ${wanted}
        union all
        select p.id, p.parent_id, line.steps_back + 1 from ${table} join line on p.id = line.parent_id
        where line.steps_back < ${raw(String(FURTHEST))})
      select line.steps_back as steps_back, p.id as program, p.parent_id as parent, p.version as version,
        p.value as value, p.depth as depth, p.created_at as created
      from line join ${table} on p.id = line.id`;
  },
};

export const firstPrograms: Question = {
  id: 'first-programs',
  title: 'First program of each version',
  about: 'How each version began: its first program and what was written beside it',
  parameters: [{ id: 'version', title: 'Version', kind: 'session', optional: true }],
  columns: [
    column('version', 'Version', 'integer'),
    column('program', 'Program', 'integer'),
    column('created', 'Created', 'time'),
    column('meta', 'Meta', 'text'),
  ],
  order: ['version'],
  statement: (context, { version }) => {
    const programs = programsOf(context);
    if (programs === null) return null;
    const first = sql`select p.id as id, row_number() over (partition by p.version order by p.created_at, p.id) as place
      from ${programs.from} where ${columnsAre(context, programs.table, 'p', ['version'], version)}`;
    return sql`select q.version as version, q.id as program, q.created_at as created,
        ${context.dialect.text(name('q', 'meta'))} as meta
      from (${first}) f join ${tableAs(programs.table, 'q')} on q.id = f.id where f.place = 1`;
  },
};

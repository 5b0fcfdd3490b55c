import { join, raw, type Sql, sql } from '../../../sql/sql.ts';
import { columnsAre } from '../../questions/columns-are.ts';
import type { Question, QuestionColumn, QuestionParameter } from '../../questions/question.ts';
import { type Programs, programsOf, trajectories } from './trajectories.ts';

const version: QuestionParameter = { id: 'version', title: 'Version', kind: 'session', optional: true };
const sweep: QuestionParameter = { id: 'sweep', title: 'Sweep', kind: 'choice', optional: true };

const sweepOf = ({ context, table }: Programs): Sql =>
  context.dialect.jsonText(
    raw('p.meta'),
    ['sweep_id'],
    table.columns.find(({ name }) => name === 'meta'),
  );

const inSweep = (programs: Programs, wanted: string | number | null | undefined): readonly Sql[] =>
  wanted == null ? [] : [sql`${sweepOf(programs)} = ${programs.context.dialect.text(sql`${String(wanted)}`)}`];

const column = (name: string, title: string, kind: QuestionColumn['kind'], unit?: string): QuestionColumn => ({
  ...{ name, title, kind },
  ...(unit === undefined ? {} : { unit }),
});

const summary: readonly QuestionColumn[] = [
  column('version', 'Version', 'integer'),
  column('description', 'Description', 'text'),
  column('model', 'Model', 'text'),
  column('instance', 'Instance', 'integer'),
  column('task', 'Task', 'text'),
  column('processes', 'Processes', 'integer'),
  column('steps', 'Programs', 'integer'),
  column('max_depth', 'Greatest depth', 'float'),
  column('final_reward', 'Final reward', 'float'),
  column('max_raw_reward', 'Greatest raw reward', 'float'),
  column('production_score', 'Greatest production score', 'float'),
  column('tokens', 'Tokens', 'integer', 'tokens'),
  column('prompt_tokens', 'Prompt tokens', 'integer', 'tokens'),
  column('completion_tokens', 'Completion tokens', 'integer', 'tokens'),
  column('made_by_hand', 'Made by hand', 'float', 'items'),
  column('made_by_machines', 'Made by machines', 'float', 'items'),
  column('started', 'Started', 'time'),
  column('ended', 'Ended', 'time'),
  column('duration', 'Duration', 'float', 's'),
];

export const trajectorySummaries: Question = {
  id: 'trajectory-summaries',
  title: 'Trajectory summaries',
  about:
    'What each agent of a version came to, as the project’s analysis counts it: the final reward is the greatest value of a program',
  parameters: [version, sweep],
  columns: summary,
  order: ['version', 'instance'],
  chart: { kind: 'scatter', x: 'tokens', y: ['final_reward'], by: 'model' },
  statement: (context, values) => {
    const programs = programsOf(context);
    if (programs === null) return null;
    const where = [
      columnsAre(context, programs.table, 'p', ['version'], values.version),
      ...inSweep(programs, values.sweep),
    ];
    return trajectories(programs, where);
  },
  choices: {
    sweep: (context) => {
      const programs = programsOf(context);
      if (programs === null) return null;
      return sql`select distinct ${sweepOf(programs)}, ${sweepOf(programs)} from ${programs.from} order by 1`;
    },
  },
};

export const modelComparison: Question = {
  id: 'model-comparison',
  title: 'Comparison of models',
  about: 'Final rewards of the trajectories of each model: mean, spread, median, length, tokens, and the share above 0',
  parameters: [
    { id: 'minimum', title: 'Trajectories at least', kind: 'number', default: 5, minimum: 1, whole: true },
    sweep,
  ],
  columns: [
    column('model', 'Model', 'text'),
    column('trajectories', 'Trajectories', 'integer'),
    column('mean_reward', 'Mean reward', 'float'),
    column('reward_deviation', 'Deviation', 'float'),
    column('least_reward', 'Least', 'float'),
    column('median_reward', 'Median', 'float'),
    column('greatest_reward', 'Greatest', 'float'),
    column('mean_steps', 'Mean length', 'float', 'programs'),
    column('tokens', 'Tokens', 'integer', 'tokens'),
    column('success_share', 'Share above 0', 'float'),
  ],
  order: ['-mean_reward'],
  chart: { kind: 'bar', x: 'model', y: ['mean_reward', 'median_reward'] },
  statement: (context, { minimum = 5, sweep: wanted }) => {
    const programs = programsOf(context);
    if (programs === null) return null;
    const ranked = sql`select t.*, row_number() over (partition by t.model order by t.final_reward) as place,
        count(*) over (partition by t.model) as of_model
      from (${trajectories(programs, inSweep(programs, wanted))}) t where t.final_reward is not null`;
    const middle = sql`case when 2 * r.place between r.of_model and r.of_model + 2 then r.final_reward end`;
    const columns = [
      raw('r.model as model'),
      raw('count(*) as trajectories'),
      raw('avg(r.final_reward) as mean_reward'),
      sql`${context.dialect.deviation(raw('r.final_reward'))} as reward_deviation`,
      raw('min(r.final_reward) as least_reward'),
      sql`avg(${middle}) as median_reward`,
      raw('max(r.final_reward) as greatest_reward'),
      raw('avg(r.steps) as mean_steps'),
      raw('sum(r.tokens) as tokens'),
      raw('avg(case when r.final_reward > 0 then 1e0 else 0e0 end) as success_share'),
    ];
    return sql`select ${join(columns)} from (${ranked}) r group by r.model having count(*) >= ${minimum}`;
  },
  choices: trajectorySummaries.choices,
};

export const tasks: Question = {
  id: 'tasks',
  title: 'Tasks by model',
  about:
    'What each model came to in each task; tasks of throughput and tasks without end are told apart by their names',
  parameters: [],
  columns: [
    column('task', 'Task', 'text'),
    column('kind', 'Kind', 'text'),
    column('model', 'Model', 'text'),
    column('versions', 'Versions', 'integer'),
    column('trajectories', 'Trajectories', 'integer'),
    column('steps', 'Programs', 'integer'),
    column('mean_reward', 'Mean reward', 'float'),
    column('greatest_reward', 'Greatest reward', 'float'),
  ],
  order: ['task', '-mean_reward'],
  chart: { kind: 'bar', x: 'task', y: ['mean_reward'], by: 'model' },
  statement: (context) => {
    const programs = programsOf(context);
    if (programs === null) return null;
    const says = (word: string) =>
      context.dialect.containsText(raw('t.description'), context.dialect.text(sql`${word}`));
    const kind = sql`case when ${says('throughput')} then 'throughput'
      when ${says('unbounded')} or ${says('open_play')} then 'unbounded' else 'other' end`;
    return sql`select t.task as task, ${kind} as kind, t.model as model, count(distinct t.version) as versions,
        count(*) as trajectories, sum(t.steps) as steps, avg(t.final_reward) as mean_reward,
        max(t.final_reward) as greatest_reward
      from (${trajectories(programs)}) t group by 1, 2, 3`;
  },
};

export const versions: Question = {
  id: 'versions',
  title: 'Versions',
  about: 'Every version with its model, what it was for, and when it ran',
  parameters: [],
  columns: [
    column('version', 'Version', 'integer'),
    column('model', 'Model', 'text'),
    column('description', 'Description', 'text'),
    column('trajectories', 'Trajectories', 'integer'),
    column('steps', 'Programs', 'integer'),
    column('mean_reward', 'Mean final reward', 'float'),
    column('started', 'Started', 'time'),
    column('ended', 'Ended', 'time'),
  ],
  order: ['version'],
  statement: (context) => {
    const programs = programsOf(context);
    if (programs === null) return null;
    return sql`select t.version as version, t.model as model, t.description as description, count(*) as trajectories,
        sum(t.steps) as steps, avg(t.final_reward) as mean_reward, min(t.started) as started, max(t.ended) as ended
      from (${trajectories(programs)}) t group by t.version, t.model, t.description`;
  },
};

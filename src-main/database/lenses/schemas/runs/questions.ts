import { all, raw, type Sql, sql } from '../../../sql/sql.ts';
import { compile, tableAs } from '../../binding/compile.ts';
import { byIndex } from '../../keyed/keys.ts';
import type { LensContext } from '../../lens-context.ts';
import { columnsAre } from '../../questions/columns-are.ts';
import type { Question, QuestionColumn, QuestionParameter } from '../../questions/question.ts';

const column = (name: string, title: string, kind: QuestionColumn['kind'], more: Partial<QuestionColumn> = {}) => ({
  ...{ name, title, kind },
  ...more,
});

/** The values of a column, as choices. */
function choices({ dialect, find }: LensContext, table: string, key: string): Sql | null {
  const found = find(table);
  const place = found && { dialect, table: found, alias: 'm', find };
  const compiled = place && compile(key, place);
  if (place === undefined || compiled == null) return null;
  const known = byIndex(place, compiled);
  const values = known ?? sql`select distinct ${compiled.sql} as key from ${tableAs(place.table, 'm')}`;
  return sql`select c.key, c.key from (${values}) c order by 1`;
}

const direction: QuestionParameter = {
  id: 'first',
  title: 'First',
  kind: 'choice',
  choices: ['highest', 'lowest'],
  default: 'highest',
};

export const bestRuns: Question = {
  id: 'best-runs',
  title: 'Best runs by a metric',
  about: 'The runs whose last value of a metric is the highest or the lowest, as MLflow’s search of runs orders them',
  parameters: [
    { id: 'metric', title: 'Metric', kind: 'choice' },
    direction,
    { id: 'experiment', title: 'Experiment', kind: 'session', optional: true },
    {
      id: 'most',
      title: 'At most',
      kind: 'number',
      default: 20,
      minimum: 1,
      maximum: 10_000,
      whole: true,
      unit: 'runs',
    },
  ],
  columns: [
    column('place', 'Place', 'integer'),
    column('run', 'Run', 'text', { leadsTo: 'episode' }),
    column('name', 'Name', 'text'),
    column('value', 'Value', 'float'),
    column('step', 'At step', 'integer', { unit: 'steps' }),
    column('status', 'Status', 'text'),
  ],
  order: ['place'],
  chart: { kind: 'bar', x: 'name', y: ['value'] },
  statement: (context, { metric, first, experiment, most }) => {
    const [runs, latest] = [context.find('runs'), context.find('latest_metrics')];
    if (runs === undefined || latest === undefined) return null;
    const turn = raw(first === 'lowest' ? 'asc' : 'desc');
    const where = [
      sql`m.key = ${context.dialect.text(sql`${metric ?? null}`)}`,
      sql`not m.is_nan`,
      columnsAre(context, runs, 'r', ['experiment_id'], experiment),
    ];
    const ranked = sql`select row_number() over (order by m.value ${turn}, r.run_uuid) as place, r.run_uuid as run,
      r.name, m.value, m.step, r.status from ${tableAs(latest, 'm')} join ${tableAs(runs, 'r')} on r.run_uuid = m.run_uuid
      where ${all(where)}`;
    return sql`select * from (${ranked}) p where p.place <= ${Number(most ?? 20)}`;
  },
  choices: { metric: (context) => choices(context, 'latest_metrics', 'key') },
};

const study: QuestionParameter = { id: 'study', title: 'Study', kind: 'session' };
const objective: QuestionParameter = {
  ...{ id: 'objective', title: 'Objective', kind: 'number' as const },
  ...{ default: 0, minimum: 0, whole: true },
};

/** Complete trials (`t`) of a study with their value (`v`) and the direction (`d`) of an objective. */
function completeTrials(context: LensContext, values: Parameters<Question['statement']>[1]) {
  const { dialect, find } = context;
  const [trials, found, directions] = [find('trials'), find('trial_values'), find('study_directions')];
  if (trials === undefined || found === undefined || directions === undefined) return null;
  const wanted = Number(values.objective ?? 0);
  return {
    from: sql`${tableAs(trials, 't')}
      join ${tableAs(found, 'v')} on v.trial_id = t.trial_id and v.objective = ${wanted}
      join ${tableAs(directions, 'd')} on d.study_id = t.study_id and d.objective = ${wanted}`,
    where: all([
      sql`${dialect.text(raw('t.state'))} = 'COMPLETE'`,
      columnsAre(context, trials, 't', ['study_id'], values.study),
    ]),
  };
}

export const optimisationHistory: Question = {
  id: 'history',
  title: 'Optimisation history',
  about: 'The value of each complete trial and the best until then, as Optuna draws its history',
  parameters: [study, objective],
  columns: [
    column('number', 'Trial', 'integer'),
    column('trial', 'Id', 'text', { leadsTo: 'episode' }),
    column('value', 'Value', 'float'),
    column('best', 'Best until then', 'float'),
  ],
  order: ['number'],
  chart: { kind: 'line', x: 'number', y: ['value', 'best'] },
  statement: (context, values) => {
    const complete = completeTrials(context, values);
    if (complete === null) return null;
    const until = raw('over (order by t.number, t.trial_id rows unbounded preceding)');
    const direction = context.dialect.text(raw('d.direction'));
    return sql`select t.number, ${context.dialect.text(raw('t.trial_id'))} as trial, v.value,
      case when ${direction} = 'MAXIMIZE' then max(v.value) ${until} else min(v.value) ${until} end as best
      from ${complete.from} where ${complete.where}`;
  },
};

export const parameterSlice: Question = {
  id: 'slice',
  title: 'A parameter against an objective',
  about: 'What complete trials came to by the value of one parameter, as Optuna’s slice plot; of a category, its place',
  parameters: [study, { id: 'parameter', title: 'Parameter', kind: 'choice' }, objective],
  columns: [
    column('parameter', 'Parameter', 'float'),
    column('value', 'Value', 'float'),
    column('number', 'Trial', 'integer'),
    column('trial', 'Id', 'text', { leadsTo: 'episode' }),
  ],
  order: ['parameter', 'number'],
  chart: { kind: 'scatter', x: 'parameter', y: ['value'], shade: 'number' },
  statement: (context, values) => {
    const complete = completeTrials(context, values);
    const params = context.find('trial_params');
    if (complete === null || params === undefined) return null;
    const { dialect } = context;
    return sql`select p.param_value as parameter, v.value, t.number, ${dialect.text(raw('t.trial_id'))} as trial
      from ${complete.from} join ${tableAs(params, 'p')} on p.trial_id = t.trial_id
        and p.param_name = ${dialect.text(sql`${values.parameter ?? null}`)} where ${complete.where}`;
  },
  choices: { parameter: (context) => choices(context, 'trial_params', 'param_name') },
};

export const lastSteps: Question = {
  id: 'last-steps',
  title: 'Last step of each run',
  about: 'How far each run has come and when it was last heard of, as Trackio’s documentation asks',
  parameters: [],
  columns: [
    column('run', 'Run', 'text', { leadsTo: 'episode' }),
    column('last_step', 'Last step', 'integer', { unit: 'steps' }),
    column('rows', 'Logged', 'integer', { unit: 'rows' }),
    column('last_time', 'Last heard of', 'text'),
  ],
  order: ['-last_step', 'run'],
  chart: { kind: 'bar', x: 'run', y: ['last_step'] },
  statement: ({ find }) => {
    const metrics = find('metrics');
    if (metrics === undefined) return null;
    return sql`select m.run_name as run, max(m.step) as last_step, count(*) as "rows", max(m.timestamp) as last_time
      from ${tableAs(metrics, 'm')} group by m.run_name`;
  },
};

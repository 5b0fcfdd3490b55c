import type { TableInfo } from '#shared/model/catalogue.ts';
import { findColumn } from '#shared/model/catalogue.ts';
import { join, name, raw, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { type Check, column, EPISODES } from './check.ts';
import { AT_TIME, type StepParts, stepParts } from './step-parts.ts';

/** What can be wrong with the order of steps. */
export function stepChecks(lens: BoundLens): readonly Check[] {
  const parts = stepParts(lens);
  if (parts === null) return [];
  return [...repeated(parts), ...missing(parts), ...backwards(parts)];
}

const group = 'Steps';

function repeated(parts: StepParts): readonly Check[] {
  const { steps } = parts;
  if (isKeyed(steps)) return [];
  const extra = steps.agent === null ? besides(steps) : [];
  const more = extra.map((each, at) => sql`${each} as ${name(`w${at}`)}`);
  const keys = join([parts.line('b'), ...extra.map((_, at) => name('b', `w${at}`)), raw('b.t')]);
  const rows = sql`select ${keys}, count(*) as found from (${parts.rows(more)}) b group by ${keys} having count(*) > 1`;
  return [
    {
      ...{ id: 'repeated-steps', group, parameters: [], order: ['-rows', 'episode'], names: parts.names(AT_TIME) },
      title: 'Repeated steps',
      about: 'Times at which there is more than one row, where one was to be expected',
      columns: [...parts.columns, parts.timeColumn('time'), column('rows', 'Rows', 'integer')],
      statement: () =>
        sql`select ${parts.values('g')}, ${parts.time(raw('g.t'))} as time, g.found as rows from (${rows}) g`,
    },
  ];
}

/** Whole numbers only: nobody knows which moments of a clock there should have been. */
function missing(parts: StepParts): readonly Check[] {
  if (parts.steps.time.kind !== 'integer') return [];
  const order = sql`over (partition by ${parts.line('d')} order by d.t)`;
  const apart = sql`select d.*, d.t - lag(d.t) ${order} as step from (select distinct * from (${parts.rows()}) r) d`;
  const lines = sql`select ${parts.line('a')}, min(a.t) as first, max(a.t) as last, count(*) as found,
      min(a.step) as usual, max(a.step) as longest from (${apart}) a group by ${parts.line('a')}`;
  return [
    {
      ...{ id: 'missing-steps', group, parameters: [], order: ['-missing', 'episode'], names: EPISODES },
      title: 'Missing steps',
      about: 'Steps that are left out between the first and the last, where the others follow each other evenly',
      columns: [
        ...parts.columns,
        parts.timeColumn('first', 'First'),
        parts.timeColumn('last', 'Last'),
        column('found', 'Found', 'integer'),
        column('usual', 'Usually apart', 'integer'),
        column('longest', 'Longest gap', 'integer'),
        column('missing', 'Missing', 'integer'),
      ],
      statement: () =>
        sql`select ${parts.values('g')}, g.first, g.last, g.found, g.usual, g.longest,
          (g.last - g.first) / g.usual + 1 - g.found as missing from (${lines}) g where g.longest > g.usual`,
    },
  ];
}

/** By the number that rows got as they were written. */
function backwards(parts: StepParts): readonly Check[] {
  const number = numberOf(parts.steps);
  if (number === null) return [];
  const rows = parts.rows([sql`${number} as written`]);
  const line = sql`partition by ${parts.line('b')}`;
  const pairs = sql`select b.*, lag(b.t) over (${line} order by b.written) as before, min(b.t) over (${line}) as first
    from (${rows}) b`;
  return [
    {
      ...{ id: 'time-backwards', group, parameters: [], order: ['episode', 'row'] },
      names: parts.names({ is: () => sql`b.written = f.row`, more: [sql`${number} as written`] }),
      title: 'Time going backwards',
      about: 'Rows that were written after one of a later time; where it goes back to the first, the run was restarted',
      columns: [
        ...parts.columns,
        column('row', 'Row', 'integer'),
        parts.timeColumn('before', 'Time before'),
        parts.timeColumn('time'),
        column('restart', 'Restarted', 'integer'),
      ],
      statement: () =>
        sql`select ${parts.values('p')}, p.written as row, ${parts.time(raw('p.before'))} as before,
          ${parts.time(raw('p.t'))} as time, case when p.t <= p.first then 1 else 0 end as restart
          from (${pairs}) p where p.before > p.t`,
    },
  ];
}

/** The column that numbers the rows, apart from time. */
function numberOf({ place: { table, alias }, time }: BoundSteps) {
  const [only, second] = table.primaryKey;
  const found = only === undefined || second !== undefined ? undefined : findColumn(table, only);
  return found?.kind !== 'integer' || time.column?.name === found.name ? null : name(alias, found.name);
}

/** Columns that tell rows of one time apart, other than a number of the row itself. */
function besides({ within, place: { table } }: BoundSteps) {
  return within.filter(({ column: own }) => own !== null && !isOnlyKey(table, own.name)).map((each) => each.sql);
}

function isOnlyKey({ primaryKey }: TableInfo, column: string): boolean {
  return primaryKey.length === 1 && primaryKey[0] === column;
}

/** Whether a key of the table keeps a step from being there twice. */
function isKeyed({ episode, time, agent, agentType, place: { table } }: BoundSteps): boolean {
  const names = [...episode, time, agent, agentType].flatMap((part) => part?.column?.name ?? []);
  const solid = (key: readonly string[]) => key.every((each) => findColumn(table, each)?.nullable === false);
  const keys = [table.primaryKey, ...table.uniques.filter(solid)];
  return keys.some((key) => key.length > 0 && key.every((each) => names.includes(each)));
}

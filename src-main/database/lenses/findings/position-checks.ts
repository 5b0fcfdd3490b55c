import type { QuestionParameter } from '#shared/model/question.ts';
import { join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { doubleOf, textOf } from '../binding/compile.ts';
import type { QuestionValues } from '../questions/question.ts';
import { type Check, column } from './check.ts';
import { AT_TIME, episodeColumn, type StepParts, stepParts } from './step-parts.ts';

/** What can be wrong with where agents are. */
export function positionChecks(lens: BoundLens): readonly Check[] {
  const parts = stepParts(lens);
  const position = parts?.steps.position;
  if (!parts || !position) return [];
  const { dialect } = lens;
  const axes = [position.x, position.y, ...(position.z === null ? [] : [position.z])].map((each) =>
    doubleOf(each, dialect),
  );
  const names = axes.map((_, at) => `p${at}`);
  const rows = parts.rows(
    axes.map((value, at) => sql`${value} as ${name(names[at]!)}`),
    [axes.map((value) => dialect.isFinite(value)).reduce((one, other) => sql`${one} and ${other}`), moving(lens)],
  );
  const space: Space = { parts, lens, rows, names };
  return [jumps(space), frozen(space), outside(space)];
}

interface Space {
  readonly parts: StepParts;
  readonly lens: BoundLens;
  /** Rows with finite positions of what moves. */
  readonly rows: Sql;
  readonly names: readonly string[];
}

const group = 'Positions';

const times = (value: number, title: string): QuestionParameter => ({
  ...{ id: 'times', title, kind: 'number', minimum: 1, default: value },
});

const number = (values: QuestionValues, id: string): Sql => raw(Number(values[id]).toExponential());

function jumps({ parts, lens: { dialect }, rows, names }: Space): Check {
  const order = sql`over (partition by ${parts.line('b')} order by b.t)`;
  const before = names.map((each) => sql`lag(${name('b', each)}) ${order} as ${name(`l${each}`)}`);
  const pairs = sql`select b.*, lag(b.t) ${order} as lt, ${join(before)} from (${rows}) b`;
  const squares = names.map((each) => square(sql`(${name('p', each)} - ${name('p', `l${each}`)})`));
  const moved = sql`select p.*, ${dialect.sqrt(join(squares, ' + '))} as far from (${pairs}) p where p.t > p.lt`;
  const usual = sql`select m.*, avg(m.far / (m.t - m.lt)) over (partition by ${parts.line('m')}) as usual from (${moved}) m`;
  return {
    ...{ id: 'jumps', group, order: ['-times', 'episode'], names: parts.names(AT_TIME) },
    title: 'Jumps',
    about: 'Steps in which an agent moved many times as fast as it does on average: teleports, swapped ids',
    parameters: [times(10, 'Times the mean speed')],
    columns: [
      ...parts.columns,
      parts.timeColumn('time'),
      column('distance', 'Distance', 'float'),
      column('usual', 'Mean per unit of time', 'float'),
      column('times', 'Times', 'float'),
    ],
    statement: (_, values) =>
      sql`select ${parts.values('u')}, ${parts.time(raw('u.t'))} as time, u.far as distance, u.usual,
        u.far / (u.t - u.lt) / u.usual as times from (${usual}) u
        where u.usual > 0 and u.far / (u.t - u.lt) > u.usual * ${number(values, 'times')}`,
  };
}

function frozen({ parts, rows, names }: Space): Check {
  const order = sql`over (partition by ${parts.line('b')} order by b.t)`;
  const same = names.map((each) => sql`${name('b', each)} = lag(${name('b', each)}) ${order}`);
  const still = sql`select b.*, case when ${join(same, ' and ')} then 0 else 1 end as moved from (${rows}) b`;
  const stretches = sql`select s.*, sum(s.moved) over (partition by ${parts.line('s')} order by s.t rows unbounded preceding) as stretch
    from (${still}) s`;
  const lengths = sql`select ${parts.line('c')}, min(c.t) as first, max(c.t) as last, count(*) as found
    from (${stretches}) c group by ${parts.line('c')}, c.stretch`;
  return {
    ...{ id: 'frozen', group, order: ['-rows', 'episode'] },
    names: parts.names({ is: (time) => sql`${time} between f.first and f.last` }),
    title: 'Frozen agents',
    about: 'Stretches in which an agent stays in exactly the same place',
    parameters: [{ id: 'rows', title: 'Rows at least', kind: 'number', minimum: 2, whole: true, default: 100 }],
    columns: [
      ...parts.columns,
      parts.timeColumn('first', 'From'),
      parts.timeColumn('last', 'Until'),
      column('rows', 'Rows', 'integer'),
    ],
    statement: (_, values) =>
      sql`select ${parts.values('g')}, ${parts.time(raw('g.first'))} as first, ${parts.time(raw('g.last'))} as last,
        g.found as rows from (${lengths}) g where g.found >= ${number(values, 'rows')}`,
  };
}

/** No lens knows its walls: what counts is how far away all others are. */
function outside({ parts, lens, rows, names }: Space): Check {
  const { dialect } = lens;
  const sums = names.map((each) => {
    const value = name('b', each);
    return sql`avg(${value}) as ${name(`m${each}`)}, ${dialect.deviation(value)} as ${name(`d${each}`)}`;
  });
  const usual = sql`select ${parts.keys('b')}, ${join(sums)} from (${rows}) b group by ${parts.keys('b')}`;
  const same = parts.steps.episode.map(
    (_, at) => sql`${dialect.text(name('r', `k${at}`))} = ${dialect.text(name('u', `k${at}`))}`,
  );
  const away = names.map((each) => {
    const [value, mean, spread] = [name('r', each), name('u', `m${each}`), name('u', `d${each}`)];
    return sql`coalesce(abs(${value} - ${mean}) / nullif(${spread}, 0), 0)`;
  });
  const far = away.reduce((one, other) => sql`case when ${one} > ${other} then ${one} else ${other} end`);
  const shown = names.map((each) => name('f', each));
  return {
    ...{ id: 'out-of-bounds', group, order: ['-away', 'episode'], names: parts.names(AT_TIME) },
    title: 'Out of bounds',
    about: 'Positions many standard deviations away from the middle of their episode, along any axis',
    parameters: [times(8, 'Standard deviations')],
    columns: [
      episodeColumn(lens.lens),
      ...parts.columns.slice(1),
      parts.timeColumn('time'),
      ...names.map((each, at) => column(each, 'xyz'[at]!, 'float')),
      column('away', 'Standard deviations', 'float'),
    ],
    statement: (_, values) =>
      sql`select ${parts.values('f')}, ${parts.time(raw('f.t'))} as time, ${join(shown)}, f.away from (
        select r.*, ${far} as away from (${rows}) r join (${usual}) u on ${join(same, ' and ')}) f
        where f.away > ${number(values, 'times')}`,
  };
}

/** Postgres fails on a product that is too large or too small for a double. */
function square(value: Sql): Sql {
  return sql`case when abs(${value}) < 1e-150 then 0e0 when abs(${value}) > 1e150 then 1e300 else ${value} * ${value} end`;
}

/** That a row is of an agent, and not of what stands beside them. */
function moving({ steps, dialect }: BoundLens): Sql {
  const type = steps?.agentType ?? null;
  const apart = steps?.steps.apart ?? [];
  if (type === null || apart.length === 0) return raw('1=1');
  const text = textOf(type, dialect);
  return sql`coalesce(${text}, '') not in (${join(apart.map((each) => dialect.text(sql`${each}`)))})`;
}

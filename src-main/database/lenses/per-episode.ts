import type { Dialect } from '../sql/dialect.ts';
import { all, join, name, raw, type Sql, sql } from '../sql/sql.ts';
import type { BoundSteps } from './bind.ts';
import { type Compiled, doubleOf } from './compile.ts';
import { sameId } from './ids.ts';
import type { BoundMeasure } from './measures.ts';
import type { StepsSource } from './steps-source.ts';

export interface PerEpisode {
  readonly dialect: Dialect;
  readonly steps: BoundSteps;
  readonly source: StepsSource;
  /** Which steps. */
  readonly where: readonly Sql[];
  readonly measures: readonly BoundMeasure[];
  /** Whether to count the distinct times too, which takes a second pass. */
  readonly frames: boolean;
  /** Measures over what is kept apart instead of over agents. */
  readonly apart?: boolean | undefined;
}

/**
 * One row per episode, computed from its steps: `k0…` the episode's id, `p0…` the session's, `rate`, `steps`, `agents`
 * (those apart not counted), `frames`, `first` and `last` time, and of each measure `s0…` the sum, `c0…` the number of
 * finite values, `n0…` the number of all, `lo0…` and `hi0…`, over agents without the types that are kept apart.
 */
export function perEpisode(question: PerEpisode): Sql {
  const { source, measures, steps, frames } = question;
  const keys = keyNames(source);
  const here = keys.map((each) => name('g', each));
  const agents = steps.agent === null ? raw('null') : whole(sql`sum(case when g.apart = 0 then 1 else 0 end)`);
  const counted = raw(question.apart ? '1' : '0');
  const sums = measures.flatMap((_, at) => [
    sql`sum(case when g.apart = ${counted} then ${name('g', `s${at}`)} end) as ${name(`s${at}`)}`,
    sql`${whole(sql`sum(case when g.apart = ${counted} then ${name('g', `c${at}`)} end)`)} as ${name(`c${at}`)}`,
    sql`${whole(sql`sum(case when g.apart = ${counted} then ${name('g', `n${at}`)} end)`)} as ${name(`n${at}`)}`,
    sql`min(case when g.apart = ${counted} then ${name('g', `lo${at}`)} end) as ${name(`lo${at}`)}`,
    sql`max(case when g.apart = ${counted} then ${name('g', `hi${at}`)} end) as ${name(`hi${at}`)}`,
  ]);
  const totals = sql`
    select ${join([
      ...here,
      sql`max(g.rate) as rate`,
      sql`${whole(raw('sum(g.steps)'))} as steps`,
      sql`${agents} as agents`,
      raw('min(g.first) as first'),
      raw('max(g.last) as last'),
      ...sums,
    ])}
    from (${perAgent(question)}) g group by ${positions(keys.length)}`;
  if (!frames) return totals;
  const same = sameId(named('a', source.episode, 'k'), named('f', source.episode, 'k'));
  return sql`select a.*, f.frames from (${totals}) a join (${framesOf(question)}) f on ${same}`;
}

/** Columns of another query that stand for an id's parts. */
export function named(alias: string, parts: readonly Compiled[], prefix: string): readonly Compiled[] {
  return parts.map((part, at) => ({ ...part, sql: name(alias, `${prefix}${at}`) }));
}

/** `1, 2, …`: grouping by position, since an expression with parameters is not recognised as the one selected. */
export function positions(count: number): Sql {
  return raw(Array.from({ length: count }, (_, at) => at + 1).join(', '));
}

/** Sums of counts are wider than counts in some engines. */
export function whole(value: Sql): Sql {
  return sql`cast(${value} as bigint)`;
}

/** 1 where a step belongs to a type that is kept apart, else 0. */
export function apartOf({ steps, agentType }: BoundSteps, dialect: Dialect): Sql {
  if (agentType === null || steps.apart.length === 0) return raw('0');
  const types = steps.apart.map((each) => dialect.castTo(sql`${each}`, agentType));
  return sql`case when ${agentType.sql} in (${join(types)}) then 1 else 0 end`;
}

/** One group per agent first: engines then need no distinct counting. */
function perAgent(question: PerEpisode): Sql {
  const { source, measures, dialect, steps } = question;
  const keys = [...keyNames(source), ...(steps.agentType ? ['ty'] : []), ...(steps.agent ? ['ag'] : [])];
  const sums = measures.flatMap((_, at) => {
    const value = name('r', `v${at}`);
    const finite = sql`case when ${dialect.isFinite(value)} then ${value} end`;
    return [
      sql`sum(${finite}) as ${name(`s${at}`)}`,
      sql`count(${finite}) as ${name(`c${at}`)}`,
      sql`${raw('count(*)')} as ${name(`n${at}`)}`,
      sql`min(${finite}) as ${name(`lo${at}`)}`,
      sql`max(${finite}) as ${name(`hi${at}`)}`,
    ];
  });
  return sql`
    select ${join([
      ...keys.map((key) => name('r', key)),
      raw('max(r.apart) as apart'),
      raw('max(r.rate) as rate'),
      raw('count(*) as steps'),
      raw('min(r.t) as first'),
      raw('max(r.t) as last'),
      ...sums,
    ])}
    from (${stepRows(question)}) r group by ${positions(keys.length)}`;
}

function stepRows({ source, measures, steps, where, dialect }: PerEpisode): Sql {
  const columns = [
    ...idColumns(source),
    ...(steps.agentType ? [sql`${steps.agentType.sql} as ty`] : []),
    ...(steps.agent ? [sql`${steps.agent.sql} as ag`] : []),
    sql`${apartOf(steps, dialect)} as apart`,
    sql`${source.rate ?? raw('cast(null as double precision)')} as rate`,
    sql`${doubleOf(steps.time, dialect)} as t`,
    ...measures.map(
      ({ value, spec }, at) =>
        sql`${spec.reduce === 'last' ? onlyLast(value, source, steps, dialect) : value} as ${name(`v${at}`)}`,
    ),
  ];
  const joins = measures.map((each) => each.join ?? raw(''));
  return sql`select ${join(columns)} from ${join([source.from, ...joins], ' ')} where ${all(where)}`;
}

/** The value where the time is the episode's last, else NULL. */
function onlyLast(value: Sql, { episode }: StepsSource, { time }: BoundSteps, dialect: Dialect): Sql {
  const at = doubleOf(time, dialect);
  return sql`case when ${at} = max(${at}) over (partition by ${join(episode.map(({ sql: part }) => part))}) then ${value} end`;
}

function framesOf({ source, steps, where, dialect }: PerEpisode): Sql {
  const keys = source.episode.map((part, at) => sql`${part.sql} as ${name(`k${at}`)}`);
  const times = sql`select distinct ${join(keys)}, ${doubleOf(steps.time, dialect)} as t from ${source.from} where ${all(where)}`;
  const columns = source.episode.map((_, at) => name('d', `k${at}`));
  return sql`select ${join(columns)}, count(*) as frames from (${times}) d group by ${positions(columns.length)}`;
}

function idColumns({ episode, session }: StepsSource): readonly Sql[] {
  return [
    ...episode.map((part, at) => sql`${part.sql} as ${name(`k${at}`)}`),
    ...(session ?? []).map((part, at) => sql`${part.sql} as ${name(`p${at}`)}`),
  ];
}

function keyNames({ episode, session }: StepsSource): readonly string[] {
  return [...episode.map((_, at) => `k${at}`), ...(session ?? []).map((_, at) => `p${at}`)];
}

import { hasKeyWithin } from '#shared/model/catalogue.ts';
import type { Dialect } from '../../sql/dialect.ts';
import { all, join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundSteps } from '../binding/bind.ts';
import { type Compiled, doubleOf } from '../binding/compile.ts';
import { sameKey } from '../binding/ids.ts';
import type { BoundMeasure } from '../measures/measures.ts';
import { inOnePass } from './one-pass.ts';
import { selectParts } from './steps-source.ts';

export interface PerEpisode {
  readonly dialect: Dialect;
  readonly steps: BoundSteps;
  /** Which steps. */
  readonly where: readonly Sql[];
  readonly measures: readonly BoundMeasure[];
  /** The session's id, where the steps tell it. */
  readonly session?: readonly Compiled[] | null | undefined;
  /** Whether to count the distinct times too, which takes a second pass. */
  readonly frames: boolean;
  /** Whether all rows of a measure are counted, the finite and the others; then nothing else is but the measures. */
  readonly rows?: boolean | undefined;
  /** Measures over what is kept apart instead of over agents. */
  readonly apart?: boolean | undefined;
}

/**
 * One row per episode that has steps: `k0…` the episode's id, `p0…` the session's, `steps`, `agents` (those apart not
 * counted), `frames`, `first` and `last` time, and of each measure `c0…` the number of finite values, `n0…` the number of
 * all (where asked for), and what it is reduced to: `s0…` the sum, `lo0…` or `hi0…`; over agents without the types that are kept apart.
 */
export function perEpisode(question: PerEpisode): Sql {
  const { dialect, measures, steps, apart } = question;
  if (dialect.onePass !== null) return inOnePass(question, dialect.onePass);
  if (question.rows && !measures.some(({ spec }) => spec.reduce === 'last')) return measuresAlone(question);
  if (steps.agent === null && apartTypes(steps, dialect) === null && !apart)
    return withFrames(question, inOneGroup(question));
  const keys = keyNames(question);
  const agents = steps.agent === null ? raw('null') : whole(raw('sum(1 - g.apart)'));
  const counted = (column: string) => raw(`case when g.apart = ${apart ? 1 : 0} then g.${column} end`);
  const sums = measures.flatMap((measure, at) => {
    const { aggregate, column } = reducedTo(measure, at);
    return [
      sql`${doubleReduced(measure, sql`${aggregate}(${counted(column)})`, dialect)} as ${raw(column)}`,
      sql`${whole(sql`sum(${counted(`c${at}`)})`)} as ${raw(`c${at}`)}`,
      ...(question.rows ? [sql`${whole(sql`sum(${counted('steps')})`)} as ${raw(`n${at}`)}`] : []),
    ];
  });
  const columns = [
    ...keys.map((each) => raw(`g.${each}`)),
    sql`${whole(raw('sum(g.steps)'))} as steps`,
    sql`${agents} as agents`,
    sql`${double(raw('min(g.first)'))} as first`,
    sql`${double(raw('max(g.last)'))} as last`,
    ...sums,
  ];
  return withFrames(
    question,
    sql`select ${join(columns)} from (${perAgent(question)}) g group by ${positions(keys.length)}`,
  );
}

function withFrames(question: PerEpisode, totals: Sql): Sql {
  const { dialect, steps, frames } = question;
  if (!frames) return totals;
  if (oneStepPerTime(steps)) return sql`select a.*, a.steps as frames from (${totals}) a`;
  const same = sameKey(named('a', steps.episode, 'k'), named('f', steps.episode, 'k'), dialect);
  return sql`select a.*, f.frames from (${totals}) a join (${framesOf(question)}) f on ${same}`;
}

/** Where nothing tells steps of one time apart, there are no groups of groups to make. */
function inOneGroup(question: PerEpisode): Sql {
  const keys = keyNames(question);
  const columns = [
    ...keys.map((key) => raw(`r.${key}`)),
    raw('count(*) as steps, null as agents'),
    sql`${double(raw('min(r.t)'))} as first`,
    sql`${double(raw('max(r.t)'))} as last`,
    ...totalsOf(question),
  ];
  return sql`select ${join(columns)} from (${stepRows(question)}) r group by ${positions(keys.length)}`;
}

/** Of each measure of rows `r` what it is reduced to, how many finite values it has and, where asked for, how many rows. */
function totalsOf({ measures, dialect, rows }: PerEpisode): readonly Sql[] {
  return measures.flatMap((measure, at) => {
    const finite = finiteOf(measure, at, dialect);
    const { aggregate, column } = reducedTo(measure, at);
    return [
      sql`${doubleReduced(measure, sql`${aggregate}(${finite})`, dialect)} as ${raw(column)}`,
      sql`count(${finite}) as ${raw(`c${at}`)}`,
      ...(rows ? [raw(`count(*) as n${at}`)] : []),
    ];
  });
}

/** Without agents and times: what is joined and grouped is half as wide then. */
function measuresAlone(question: PerEpisode): Sql {
  const { measures, dialect, steps, session, where, apart } = question;
  const types = apartTypes(steps, dialect);
  const counted = types === null ? (apart ? raw('1=0') : null) : apart ? types : sql`(${types}) is not true`;
  const rows = sql`select ${join([
    selectParts(steps.episode, 'k'),
    ...(session ? [selectParts(session, 'p')] : []),
    ...measures.map(({ value, exact }, at) => sql`${exact?.value ?? value} as ${raw(`v${at}`)}`),
  ])} from ${join([steps.from, ...measures.map((each) => each.join ?? raw(''))], ' ')}
    where ${all(counted === null ? where : [...where, counted])} ${computedOnce(question)}`;
  const keys = keyNames(question);
  const columns = [...keys.map((key) => raw(`r.${key}`)), ...totalsOf(question)];
  return sql`select ${join(columns)} from (${rows}) r group by ${positions(keys.length)}`;
}

function finiteOf({ exact }: BoundMeasure, at: number, dialect: Dialect): Sql {
  const value = raw(`r.v${at}`);
  if (exact?.bounded) return value;
  return sql`case when ${exact ? dialect.isFiniteDecimal(value) : dialect.isFinite(value)} then ${value} end`;
}

/** What a measure is reduced to, as a double. */
function doubleReduced({ exact }: BoundMeasure, reduced: Sql, dialect: Dialect): Sql {
  return exact?.bounded === false ? dialect.decimal(reduced, { type: 'numeric', kind: 'decimal' }) : double(reduced);
}

/** What is kept of a measure's values besides their number, and under which name. */
export function reducedTo({ spec }: BoundMeasure, at: number): { readonly aggregate: Sql; readonly column: string } {
  if (spec.reduce === 'min') return { aggregate: raw('min'), column: `lo${at}` };
  return spec.reduce === 'max'
    ? { aggregate: raw('max'), column: `hi${at}` }
    : { aggregate: raw('sum'), column: `s${at}` };
}

/** Whether a key of their table says that an episode has no two steps of one time, so that these need no counting apart. */
export function oneStepPerTime({ episode, time, place: { table } }: BoundSteps): boolean {
  const columns = [...episode, time].flatMap(({ column }) => (column?.nullable === false ? [column.name] : []));
  return hasKeyWithin(table, columns);
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

export const double = (value: Sql): Sql => sql`cast(${value} as double precision)`;

/** In SQLite a column of integers may hold anything. */
function isExact({ kind }: Compiled, { engine }: Dialect): boolean {
  return kind === 'integer' && engine !== 'sqlite';
}

/** 1 where a step belongs to a type that is kept apart, else 0. */
function apartOf(steps: BoundSteps, dialect: Dialect): Sql {
  const types = apartTypes(steps, dialect);
  return types === null ? raw('0') : sql`case when ${types} then 1 else 0 end`;
}

/** The condition that a step belongs to no type that is kept apart; none where all do. Planners know what to expect of it. */
export function notApart(steps: BoundSteps, dialect: Dialect): readonly Sql[] {
  const types = apartTypes(steps, dialect);
  return types === null ? [] : [sql`(${types}) is not true`];
}

/** The condition that a step belongs to a type that is kept apart; `null` where none is. */
export function apartTypes({ steps, agentType }: BoundSteps, dialect: Dialect): Sql | null {
  if (agentType === null || steps.apart.length === 0) return null;
  const types = steps.apart.map((each) => dialect.castTo(sql`${each}`, agentType));
  return sql`${agentType.sql} in (${join(types)})`;
}

/** One group per agent first: engines then need no distinct counting, which is twice as slow. */
function perAgent(question: PerEpisode): Sql {
  const { measures, dialect, steps } = question;
  const keys = [...keyNames(question), ...(steps.agentType ? ['ty'] : []), ...(steps.agent ? ['ag'] : [])];
  const sums = measures.flatMap((measure, at) => {
    const finite = finiteOf(measure, at, dialect);
    const { aggregate, column } = reducedTo(measure, at);
    return [sql`${aggregate}(${finite}) as ${raw(column)}`, sql`count(${finite}) as ${raw(`c${at}`)}`];
  });
  const columns = [
    ...keys.map((key) => raw(`r.${key}`)),
    raw('max(r.apart) as apart, count(*) as steps, min(r.t) as first, max(r.t) as last'),
    ...sums,
  ];
  return sql`select ${join(columns)} from (${stepRows(question)}) r group by ${positions(keys.length)}`;
}

function stepRows(question: PerEpisode): Sql {
  const { measures, session, steps, where, dialect } = question;
  const columns = [
    selectParts(steps.episode, 'k'),
    ...(session ? [selectParts(session, 'p')] : []),
    ...(steps.agentType ? [sql`${steps.agentType.sql} as ty`] : []),
    ...(steps.agent ? [sql`${steps.agent.sql} as ag`] : []),
    sql`${apartOf(steps, dialect)} as apart`,
    sql`${isExact(steps.time, dialect) ? steps.time.sql : doubleOf(steps.time, dialect)} as t`,
    ...measures.map(({ value, exact }, at) => sql`${exact?.value ?? value} as ${raw(`v${at}`)}`),
  ];
  const joins = measures.map((each) => each.join ?? raw(''));
  const rows = sql`select ${join(columns)} from ${join([steps.from, ...joins], ' ')} where ${all(where)} ${computedOnce(question)}`;
  return measures.some(({ spec }) => spec.reduce === 'last') ? lastAlone(question, rows) : rows;
}

/** Keeps values from being computed for each use of them, and rows from being read by several workers: columns are quick to read twice. */
function computedOnce(question: PerEpisode): Sql {
  return columnsAlone(question) ? raw('') : question.dialect.computedOnce;
}

/** Whether nothing that is asked of a step is more than a column. */
export function columnsAlone({ measures, steps: { episode, time } }: PerEpisode): boolean {
  return measures.every(({ plain }) => plain) && [...episode, time].every(({ column }) => column !== null);
}

/** The same rows; of what is reduced to its last value, only those of the last time. Keys and times are not computed again. */
function lastAlone(question: PerEpisode, rows: Sql): Sql {
  const { measures, steps } = question;
  const own = [...keyNames(question), ...(steps.agentType ? ['ty'] : []), ...(steps.agent ? ['ag'] : []), 'apart', 't'];
  const keys = steps.episode.map((_, at) => raw(`s.k${at}`));
  const values = measures.map(({ spec }, at) => {
    const value = raw(`s.v${at}`);
    return sql`${spec.reduce === 'last' ? onlyLast(value, raw('s.t'), keys) : value} as ${raw(`v${at}`)}`;
  });
  return sql`select ${join([...own.map((each) => raw(`s.${each}`)), ...values])} from (${rows}) s`;
}

/** The value where the time is the last of these keys, else NULL. */
export function onlyLast(value: Sql, time: Sql, keys: readonly Sql[]): Sql {
  return sql`case when ${time} = max(${time}) over (partition by ${join(keys)}) then ${value} end`;
}

/** The time as it is stored, so that an index over episode and time answers alone. */
function framesOf({ steps, where }: PerEpisode): Sql {
  const times = sql`select distinct ${selectParts(steps.episode, 'k')}, ${steps.time.sql} as t from ${steps.from} where ${all(where)}`;
  const keys = steps.episode.map((_, at) => `k${at}`);
  return sql`select ${raw(keys.join(', '))}, count(*) as frames from (${times}) d group by ${positions(keys.length)}`;
}

export function keyNames({ steps, session }: PerEpisode): readonly string[] {
  return [...steps.episode.map((_, at) => `k${at}`), ...(session ?? []).map((_, at) => `p${at}`)];
}

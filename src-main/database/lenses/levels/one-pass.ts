import type { Dialect, OnePass } from '../../sql/dialect.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { doubleOf } from '../binding/compile.ts';
import {
  apartTypes,
  columnsAlone,
  double,
  keyNames,
  oneStepPerTime,
  onlyLast,
  type PerEpisode,
  positions,
  reducedTo,
} from './per-episode.ts';
import { selectParts } from './steps-source.ts';

/**
 * The same answer as `perEpisode`, from rows in the order of episodes, each read and computed once; where all values are
 * columns, which cost less to read again than to hand on, from the table as it is.
 */
export function inOnePass(question: PerEpisode, onePass: OnePass): Sql {
  const { measures, dialect, steps, frames, rows } = question;
  const keys = keyNames(question);
  const counted = countedIn(question);
  const reduced = measures.flatMap((measure, at) => {
    const { aggregate, column } = reducedTo(measure, at);
    const value = raw(`r.v${at}`);
    const conditions = isPlain(question) ? counted : [...counted, dialect.isFinite(value)];
    const finite = conditions.length === 0 ? value : sql`case when ${all(conditions)} then ${value} end`;
    return [
      sql`${double(sql`${aggregate}(${finite})`)} as ${raw(column)}`,
      sql`count(${finite}) as ${raw(`c${at}`)}`,
      ...(rows ? [sql`sum(${all(counted)}) as ${raw(`n${at}`)}`] : []),
    ];
  });
  const columns = [
    ...keys.map((key) => raw(`r.${key}`)),
    raw('count(*) as steps'),
    raw(steps.agent === null ? 'null as agents' : 'count(distinct r.ag) as agents'),
    sql`${double(raw('min(r.t)'))} as first`,
    sql`${double(raw('max(r.t)'))} as last`,
    ...(frames ? [raw(oneStepPerTime(steps) ? 'count(*) as frames' : 'count(distinct r.u) as frames')] : []),
    ...reduced,
  ];
  return sql`select ${join(columns)} from (${rowsOf(question, onePass)}) r group by ${positions(keys.length)}`;
}

/** The condition that a row `r` counts for measures; none where all do. */
function countedIn({ steps, dialect, apart }: PerEpisode): readonly Sql[] {
  if (apart) return [raw('r.ag is null')];
  return apartTypes(steps, dialect) === null ? [] : [raw('r.ag is not null')];
}

/**
 * Of each step: the keys, `ag` what tells its agent (NULL for types that are kept apart), `t` the time, `u` the time as it
 * is stored, and `v0…` the values.
 */
function rowsOf(question: PerEpisode, { ordered, alike }: OnePass): Sql {
  const { measures, session, steps, where, dialect, frames } = question;
  const plain = isPlain(question);
  const time = plain && isNumber(steps.time) ? steps.time.sql : doubleOf(steps.time, dialect);
  const parts = steps.episode.map((part) => part.sql);
  const columns = [
    selectParts(steps.episode, 'k'),
    ...(session ? [selectParts(session, 'p')] : []),
    sql`${agentOf(question, alike)} as ag`,
    sql`${time} as t`,
    ...(frames && !oneStepPerTime(steps) ? [sql`${alike([steps.time.sql])} as u`] : []),
    ...measures.map(({ value, exact, spec }, at) => {
      if (plain) return sql`${finiteOf(exact?.value ?? value, dialect)} as ${raw(`v${at}`)}`;
      const wanted = spec.reduce === 'last' ? onlyLast(value, time, parts) : value;
      return sql`${wanted} as ${raw(`v${at}`)}`;
    }),
  ];
  const joins = measures.map((each) => each.join ?? raw(''));
  return sql`select ${join(columns)} from ${join([steps.from, ...joins], ' ')} where ${all(where)}
    ${plain ? raw('') : ordered(positions(keyNames(question).length))}`;
}

/** What is reduced to its last value looks at the rows around it. */
function isPlain(question: PerEpisode): boolean {
  return columnsAlone(question) && !question.measures.some(({ spec }) => spec.reduce === 'last');
}

function isNumber({ kind }: PerEpisode['steps']['time']): boolean {
  return kind === 'integer' || kind === 'float';
}

function finiteOf(value: Sql, dialect: Dialect): Sql {
  return sql`case when ${dialect.isFinite(value)} then ${value} end`;
}

function agentOf({ steps, dialect }: PerEpisode, alike: OnePass['alike']): Sql {
  const { agent, agentType } = steps;
  const identity = agent && alike([...(agentType ? [agentType.sql] : []), agent.sql]);
  const types = apartTypes(steps, dialect);
  return types === null ? (identity ?? raw('1')) : sql`case when ${types} then null else ${identity ?? raw('1')} end`;
}

import { cellNumber } from '#shared/model/cell.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import type { M4Line } from '../../queries/m4.ts';
import { type Dialect, render } from '../../sql/dialect.ts';
import { all, join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundSteps } from '../binding/bind.ts';
import { positions } from '../levels/per-episode.ts';
import { Remembered } from '../measures/remembered.ts';
import { type StepRows, SUMS, TIME } from './running-sums.ts';

/** Rows whose x goes back more often than this were written in no order, rather than by a run that was restarted. */
const MOST_RESTARTS = 100;

/**
 * Lines in which x goes back, as rows were written: how often, by the id that `key` makes; at most, of their agents. 0 where
 * that means nothing.
 */
export type Restarts = ReadonlyMap<string, number>;

const MINUTES = 60_000;
const known = new WeakMap<Connection, Remembered<{ readonly last: string; readonly found: Restarts }>>();

/**
 * Looks through the rows in the order they were written; what was found holds until a newer row is there. Empty where
 * nothing says in which order that was, and where that is but their place in the table and nothing is there twice: then the
 * table may have been filled in any order, and no two rows say different things of one x.
 */
export async function restartsIn(
  connection: Connection,
  steps: BoundSteps,
  rows: StepRows,
  key: Sql,
  options: QueryOptions,
): Promise<Restarts> {
  const { written } = steps;
  if (written === null) return new Map();
  const { falls, twice } = questionsOf(steps, rows, key, connection.dialect);
  const look = async () => {
    const found = (await connection.rows(falls, options)).rows.map(
      ([line, count]) => [String(line), cellNumber(count ?? null) ?? 0] as const,
    );
    if (found.length === 0 || written.isTime) return { last, found: new Map(found) };
    const again = new Set((await connection.rows(twice, options)).rows.map(([line]) => String(line)));
    return { last, found: new Map(found.map(([line, count]) => [line, again.has(line) ? count : 0])) };
  };
  const book = known.get(connection) ?? new Remembered(10 * MINUTES);
  known.set(connection, book);
  const { text, values } = render(falls, connection.dialect);
  const asked = JSON.stringify([text, values.map(String)]);
  const newest = await connection.rows(sql`select max(${written.by}) from ${steps.from}`, options);
  const last = JSON.stringify(newest.rows[0]);
  const before = await book.get(asked, look);
  if (before.last === last) return before.found;
  book.forget(asked);
  return (await book.get(asked, look)).found;
}

/** How often x falls in each line, and which lines have two rows for one place. */
function questionsOf(steps: BoundSteps, rows: StepRows, key: Sql, dialect: Dialect) {
  const within = steps.within.map(({ sql: by }, at) => ({ by, column: name(`within${at}`) }));
  const extra = [sql`${key} as ${name('line')}`, ...within.map(({ by, column }) => sql`${by} as ${column}`)];
  const written = fallsOf(steps, rows, extra, dialect);
  const own = [name('line'), ...agentsOf(steps).map((_, at) => part(at))];
  const places = [...own, name(TIME), ...within.map(({ column }) => column)];
  const falls = sql`select ${join(own)}, sum(${name('fell')}) as falls from (${written}) r group by ${positions(own.length)}`;
  const twice = sql`select ${join(places)} from (${written}) r group by ${positions(places.length)} having count(*) > 1`;
  return {
    falls: sql`select ${name('line')}, max(falls) from (${falls}) f group by 1 having max(falls) > 0`,
    twice: sql`select distinct ${name('line')} from (${twice}) t`,
  };
}

/** The same rows with the lines' parts told apart: how often x went back before each of them. `running`: as sums of a part. */
export function splitRows(steps: BoundSteps, rows: StepRows, running: boolean, dialect: Dialect): StepRows {
  const { group } = rows;
  const lines = (group?.parts ?? []).map((each, at) => ({ each, column: `line${at}` }));
  const keys = [...steps.episode.map(({ sql: id }, at) => sql`${id} as ${name(`own${at}`)}`)];
  const extra = [
    ...keys,
    ...lines.map(({ each, column }) => sql`${each} as ${name(column)}`),
    sql`${rows.y} as ${name('y')}`,
  ];
  const own = [...keys.map((_, at) => name(`own${at}`)), ...agentsOf(steps).map((_, at) => part(at))];
  const inner = fallsOf(steps, rows, extra, dialect);
  const kept = join([name(TIME), name('y'), ...own, ...lines.map(({ column }) => name(column))]);
  const order = sql`order by ${name('w')}, ${name(TIME)} rows unbounded preceding`;
  const counted = sql`select ${kept}, cast(sum(${name('fell')}) over (partition by ${join(own)} ${order}) as bigint) as ${name('part')} from (${inner}) r`;
  const finite = sql`case when ${dialect.isFinite(name('y'))} then ${name('y')} end`;
  const sum = sql`sum(${finite}) over (partition by ${join([...own, name('part')])} order by ${name(TIME)} rows unbounded preceding)`;
  const columns = [name(TIME), ...lines.map(({ column }) => name(column)), name('part')];
  return {
    from: sql`(select ${join(columns)}, ${running ? sum : name('y')} as ${name('y')} from (${counted}) c) ${name(SUMS)}`,
    where: [],
    computed: true,
    x: name(SUMS, TIME),
    y: name(SUMS, 'y'),
    group: {
      parts: [...lines.map(({ column }) => name(SUMS, column)), name(SUMS, 'part')],
      text: (parts) => {
        const of = group === null ? raw("''") : sql`coalesce(${group.text(parts.slice(0, -1))}, '')`;
        return sql`${of} || ${raw(`'${BREAK}'`)} || ${dialect.text(parts.at(-1)!)}`;
      },
    },
  };
}

const BREAK = '\u001f';

/** A part of a line. */
export interface LinePart {
  /** Key of the whole line; `null` where there is but one. */
  readonly of: string | null;
  /** From 1. */
  readonly number: number;
  readonly line: M4Line;
}

/** Lines in order, those of `splitRows` as parts. */
export function partsOf(lines: readonly M4Line[], split: boolean): readonly LinePart[] {
  if (!split) return lines.map((line) => ({ of: line.key, number: 1, line }));
  const parts = lines.map((line): LinePart => {
    const key = line.key ?? '';
    const at = key.lastIndexOf(BREAK);
    return { of: key.slice(0, at), number: Number(key.slice(at + 1)) + 1, line };
  });
  return parts.toSorted((one, other) => one.number - other.number);
}

/** Whether lines are split where they fell so often; else they are by x, and that is said. */
export function splits(restarts: Restarts): boolean {
  const most = Math.max(0, ...restarts.values());
  return most > 0 && most <= MOST_RESTARTS;
}

/** Rows with a finite x, their place in the order they were written, and whether x is less than that of the row before. */
function fallsOf(steps: BoundSteps, { from, where, x }: StepRows, extra: readonly Sql[], dialect: Dialect): Sql {
  const { written, episode } = steps;
  const agents = agentsOf(steps);
  const over = sql`partition by ${join([...episode.map((each) => each.sql), ...agents])} order by ${written!.by}, ${x}`;
  const columns = [
    sql`${x} as ${name(TIME)}`,
    sql`${written!.by} as ${name('w')}`,
    ...agents.map((each, at) => sql`${each} as ${part(at)}`),
    ...extra,
    sql`case when ${x} < lag(${x}) over (${over}) then 1 else 0 end as ${name('fell')}`,
  ];
  return sql`select ${join(columns)} from ${from} where ${all([...where, dialect.isFinite(sql`cast(${x} as double precision)`)])}`;
}

function agentsOf({ agent, agentType }: BoundSteps): readonly Sql[] {
  return [agentType, agent].flatMap((each) => (each === null ? [] : [each.sql]));
}

const part = (at: number): Sql => name(`agent${at}`);

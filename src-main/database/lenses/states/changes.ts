import { cellToText } from '#shared/model/cell-text.ts';
import type { StateNumber } from '#shared/model/states.ts';
import type { Connection, QueryOptions } from '../../drivers/driver.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { textOf } from '../binding/compile.ts';
import { idIn } from '../binding/ids.ts';
import type { BoundStates } from './bind-states.ts';
import { packedStates } from './packed.ts';
import type { Part } from './parts.ts';

/** Rows of some parts: columns of the same length, `part` an index into the parts asked for. */
export interface Changes {
  /** NaN for a row of another part. */
  readonly part: Float64Array;
  /** Epoch seconds. */
  readonly at: Float64Array;
  /** NaN where nothing is known. */
  readonly state: Float64Array;
}

/** The same with how sure each row is. */
export interface SureChanges extends Changes {
  readonly confidence: Float64Array;
}

/** Rows of a piece, about: few enough for the memory, many enough that asking costs little. */
const PIECE = 100_000;

/** Parts asked for in one statement. */
const MOST_PARTS = 100;

/** More parts than so many are looked up in a table; of fewer, naming each is quicker. */
const FEW_PARTS = 40;

/** The last row of each part before `from` that may still hold then. */
export async function rowsBefore(
  bound: BoundStates,
  parts: readonly Part[],
  from: number,
  options: QueryOptions,
): Promise<readonly SureChanges[]> {
  const { times, states } = bound;
  const earlier = parts.map((part, index) => ({ part, index })).filter(({ part }) => part.first < from);
  const found: SureChanges[] = [];
  for (let at = 0; at < earlier.length; at += MOST_PARTS) {
    const each = earlier.slice(at, at + MOST_PARTS).map(({ part, index }) => {
      const time = [
        sql`${times.of('t')} < ${times.at(from * 1000)}`,
        ...(states.hold === undefined ? [] : [sql`${times.of('t')} >= ${times.at((from - states.hold) * 1000)}`]),
      ];
      const last = sql`select ${raw(`${index}e0`)} as part, ${columns(bound)} from ${bound.from}
        where ${ofPart(bound, part)} and ${all(time)} order by ${order(bound, ' desc')} limit 1`;
      return sql`select l.part, l.at, l.state, l.confidence from (${last}) l`;
    });
    found.push(await changes(bound, join(each, ' union all '), options));
  }
  return found;
}

/** The rows in `[from, to)` in the order of time, piece by piece. */
export async function* rowsBetween(
  bound: BoundStates,
  parts: readonly Part[],
  from: number,
  to: number,
  options: QueryOptions,
): AsyncGenerator<SureChanges, void, void> {
  for (const [low, high] of piecesOf(parts, from, to, PIECE)) {
    const number = numbered(bound, parts);
    yield await changes(bound, ordered(bound, number, [low, high], sql`${number.of}, ${columns(bound)}`), options);
  }
}

/** The same without how sure they are, by the quickest way that an engine has for very many of them. */
export async function* statesBetween(
  bound: BoundStates,
  parts: readonly Part[],
  from: number,
  to: number,
  options: QueryOptions,
): AsyncGenerator<Changes, void, void> {
  const { connection } = bound.context;
  const packed = packedStates(bound, parts);
  const number = numbered(bound, parts);
  if (packed === null) {
    const [range] = piecesOf(parts, from, to, Number.POSITIVE_INFINITY);
    if (range === undefined) return;
    const query = ordered(bound, number, range, sql`${number.of}, ${bound.times.seconds('t')}, ${bound.state}`);
    for await (const [part, at, state] of batchesOf(connection, query, options))
      yield { part: part!, at: at!, state: state! };
    return;
  }
  const ask = async ([low, high]: readonly [number, number]) => {
    const rows = ordered(bound, number, [low, high], sql`${packed.value(number.of, low)} as n`);
    const answer = await connection.rows(packed.together(rows), options);
    const [text = null] = answer.rows[0] ?? [];
    return text === null ? null : ([cellToText(text), low] as const);
  };
  for await (const found of oneAhead(piecesOf(parts, from, to, packed.rows, packed.seconds), ask))
    if (found !== null) yield packed.read(...found);
}

/** Answers in order, the next of which is asked for while somebody looks at one: a server can work on it meanwhile. */
async function* oneAhead<Asked, Answer>(all: Iterable<Asked>, ask: (one: Asked) => Promise<Answer>) {
  let next: Promise<Answer> | undefined;
  for (const one of all) {
    const answer = next;
    if (answer === undefined) next = ask(one);
    else {
      const found = await answer;
      next = ask(one);
      // Told when it is awaited; until then it must not count as one that nobody looks at.
      next.catch(() => undefined);
      yield found;
    }
  }
  if (next !== undefined) yield await next;
}

async function* batchesOf(connection: Connection, query: Sql, options: QueryOptions) {
  if (connection.numberBatches !== undefined) yield* connection.numberBatches(query, options);
  else yield await connection.numbers(query, options);
}

/** Stretches of whole seconds (engines compare with nothing finer where times are text) that hold about so many rows. */
function* piecesOf(
  parts: readonly Part[],
  from: number,
  to: number,
  rows: number,
  longest = Number.POSITIVE_INFINITY,
): Generator<readonly [low: number, high: number]> {
  if (parts.length === 0) return;
  const first = Math.floor(Math.max(from, Math.min(...parts.map((part) => part.first))));
  const end = Math.min(Math.ceil(to), Math.floor(Math.max(...parts.map((part) => part.last))) + 1);
  const length = Math.min(pieceLength(parts, rows), longest);
  for (let low = first; low < end; low += length) yield [low, Math.min(low + length, end)];
}

/** Seconds in which about so many rows lie, a minute at least. */
function pieceLength(parts: readonly Part[], most: number): number {
  const rows = parts.reduce((sum, each) => sum + each.rows, 0);
  const length = Math.max(...parts.map(({ last }) => last)) - Math.min(...parts.map(({ first }) => first));
  return Math.max(60, Math.ceil((Math.max(length, 1) * most) / Math.max(rows, 1)));
}

/** What says which part a row is of: `of`, NULL for another one, once `join` stands in the `from`. */
interface Numbered {
  readonly join: Sql;
  readonly of: Sql;
  readonly where: Sql;
}

function ordered(
  { from, times, within }: BoundStates,
  { join: joined, where }: Numbered,
  [low, high]: readonly [number, number],
  columns: Sql,
): Sql {
  return sql`select ${columns} from ${from} ${joined}
    where ${where} and ${times.of('t')} >= ${times.at(low * 1000)} and ${times.of('t')} < ${times.at(high * 1000)}
    order by ${order({ times, within }, '')}`;
}

/** By the columns where they name a part alone; else by its key, as a table `p`. */
function numbered({ session, part, key, context: { dialect } }: BoundStates, parts: readonly Part[]): Numbered {
  const [first] = session;
  const sessions = [...new Set(parts.map((each) => each.session))];
  const ofSessions = idIn(session, sessions, dialect);
  const byColumns = session.length === 1 && first !== undefined && parts.every(({ label }) => label !== null);
  const text = (value: string) => dialect.text(sql`${value}`);
  if (byColumns && part !== null && parts.length <= FEW_PARTS) {
    const index = (one: Part) => raw(String(parts.indexOf(one)));
    const cases = [...Map.groupBy(parts, (each) => each.session)].map(([id, own]) => {
      const named = own.map((each) => sql`when ${text(each.label!)} then ${index(each)}`);
      return sql`when ${text(id)} then case ${textOf(part, dialect)} ${join(named, ' ')} end`;
    });
    const of = sql`case ${textOf(first, dialect)} ${join(cases, ' ')} end`;
    // Rows of other sessions have no number; to look for several takes longer than it saves.
    return { join: raw(''), of, where: sessions.length === 1 ? ofSessions : raw('1=1') };
  }
  const named = parts.map((each) =>
    byColumns ? [text(each.session), text(each.label!)] : [text(each.key), raw("''")],
  );
  const rows = named.map((names, index) => sql`(${join(names)}, ${raw(String(index))})`);
  const table = sql`join (with p (one, two, number) as (values ${join(rows)}) select one, two, number from p) p`;
  const on =
    !byColumns || part === null
      ? sql`p.one = ${byColumns ? textOf(first, dialect) : key}`
      : sql`p.one = ${textOf(first, dialect)} and p.two = ${textOf(part, dialect)}`;
  return { join: sql`${table} on ${on}`, of: raw('p.number'), where: ofSessions };
}

function columns({ times, state, confidence }: BoundStates): Sql {
  return sql`${times.seconds('t')} as at, ${state} as state, ${confidence ?? raw('null')} as confidence`;
}

function order({ times, within }: Pick<BoundStates, 'times' | 'within'>, direction: '' | ' desc'): Sql {
  return join([times.of('t'), ...within.map((each) => each.sql)].map((each) => sql`${each}${raw(direction)}`));
}

function ofPart({ session, part, context: { dialect } }: BoundStates, { session: id, label }: Part): Sql {
  const whole = idIn(session, [id], dialect);
  if (part === null) return whole;
  return label === null ? sql`${whole} and ${part.sql} is null` : sql`${whole} and ${idIn([part], [label], dialect)}`;
}

async function changes({ context }: BoundStates, query: Sql, options: QueryOptions): Promise<SureChanges> {
  const [part, at, state, confidence] = await context.connection.numbers(query, options);
  return { part: part!, at: at!, state: state!, confidence: confidence! };
}

export function stateAt({ state }: Changes, index: number): StateNumber | null {
  const value = state[index]!;
  return value === 0 || value === 1 || value === 2 ? value : null;
}

import type { StateNumber } from '#shared/model/states.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { all, join, raw, type Sql, sql } from '../../sql/sql.ts';
import { textOf } from '../binding/compile.ts';
import { idIn } from '../binding/ids.ts';
import type { BoundStates } from './bind-states.ts';
import type { Part } from './parts.ts';

/** Rows of some parts: columns of the same length, `part` an index into the parts asked for. */
export interface Changes {
  readonly part: Float64Array;
  /** Epoch seconds. */
  readonly at: Float64Array;
  /** NaN where nothing is known. */
  readonly state: Float64Array;
  readonly confidence: Float64Array;
}

/** Rows of a piece, about: few enough for the memory, many enough that asking costs little. */
const PIECE = 100_000;

/** Parts asked for in one statement. */
const MOST_PARTS = 100;

/** The last row of each part before `from` that may still hold then. */
export async function rowsBefore(
  bound: BoundStates,
  parts: readonly Part[],
  from: number,
  options: QueryOptions,
): Promise<readonly Changes[]> {
  const { times, states } = bound;
  const earlier = parts.map((part, index) => ({ part, index })).filter(({ part }) => part.first < from);
  const found: Changes[] = [];
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
): AsyncGenerator<Changes, void, void> {
  if (parts.length === 0) return;
  // Whole seconds: engines compare with nothing finer where times are text.
  const first = Math.floor(Math.max(from, Math.min(...parts.map((part) => part.first))));
  const end = Math.min(Math.ceil(to), Math.floor(Math.max(...parts.map((part) => part.last))) + 1);
  const length = pieceLength(parts);
  for (let low = first; low < end; low += length) {
    yield await piece(bound, parts, low, Math.min(low + length, end), options);
  }
}

/** Seconds in which about `PIECE` rows lie, a minute at least. */
function pieceLength(parts: readonly Part[]): number {
  const rows = parts.reduce((sum, each) => sum + each.rows, 0);
  const length = Math.max(...parts.map(({ last }) => last)) - Math.min(...parts.map(({ first }) => first));
  return Math.max(60, Math.ceil((Math.max(length, 1) * PIECE) / Math.max(rows, 1)));
}

function piece(bound: BoundStates, parts: readonly Part[], low: number, high: number, options: QueryOptions) {
  const { times, session, context } = bound;
  const sessions = [...new Set(parts.map((each) => each.session))];
  return changes(
    bound,
    sql`select p.number as part, ${columns(bound)} from ${bound.from} join ${numbered(bound, parts)}
      where ${idIn(session, sessions, context.dialect)} and ${times.of('t')} >= ${times.at(low * 1000)}
        and ${times.of('t')} < ${times.at(high * 1000)}
      order by ${order(bound, '')}`,
    options,
  );
}

/** The parts with their numbers as a table `p`, and how it is joined: by the columns where they name a part alone. */
function numbered({ session, part, key, context: { dialect } }: BoundStates, parts: readonly Part[]): Sql {
  const [first] = session;
  const byColumns = session.length === 1 && first !== undefined && parts.every(({ label }) => label !== null);
  const text = (value: string) => dialect.text(sql`${value}`);
  const named = parts.map((each) =>
    byColumns ? [text(each.session), text(each.label!)] : [text(each.key), raw("''")],
  );
  const rows = named.map((names, index) => sql`(${join(names)}, ${raw(`${index}e0`)})`);
  const table = sql`(with p (one, two, number) as (values ${join(rows)}) select one, two, number from p) p`;
  if (!byColumns || part === null) return sql`${table} on p.one = ${byColumns ? textOf(first, dialect) : key}`;
  return sql`${table} on p.one = ${textOf(first, dialect)} and p.two = ${textOf(part, dialect)}`;
}

function columns({ times, state, confidence }: BoundStates): Sql {
  return sql`${times.seconds('t')} as at, ${state} as state, ${confidence ?? raw('null')} as confidence`;
}

function order({ times, within }: BoundStates, direction: '' | ' desc'): Sql {
  return join([times.of('t'), ...within.map((each) => each.sql)].map((each) => sql`${each}${raw(direction)}`));
}

function ofPart({ session, part, context: { dialect } }: BoundStates, { session: id, label }: Part): Sql {
  const whole = idIn(session, [id], dialect);
  if (part === null) return whole;
  return label === null ? sql`${whole} and ${part.sql} is null` : sql`${whole} and ${idIn([part], [label], dialect)}`;
}

async function changes({ context }: BoundStates, query: Sql, options: QueryOptions): Promise<Changes> {
  const [part, at, state, confidence] = await context.connection.numbers(query, options);
  return { part: part!, at: at!, state: state!, confidence: confidence! };
}

export function stateAt({ state }: Changes, index: number): StateNumber | null {
  const value = state[index]!;
  return value === 0 || value === 1 || value === 2 ? value : null;
}

import { cellNumber } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { Failure } from '#shared/model/failure.ts';
import type { Expected } from '#shared/model/states.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import { compile, compileAll, doubleOf, type Place, tableAs, textOf } from '../binding/compile.ts';
import { idText } from '../binding/ids.ts';
import { type Moments, momentsOf } from '../calendar/moments.ts';
import type { BoundStates } from './bind-states.ts';

/** Predictions whose names were found: the rows are `t`. */
export interface BoundPredictions {
  readonly times: Moments;
  readonly from: Sql;
  readonly session: Sql;
  /** Minutes; NULL where a prediction is about something else. */
  readonly horizon: Sql;
  readonly probability: Sql;
  readonly vacancy: Sql;
  /** Of whom there are predictions. */
  readonly sessions: readonly string[];
  /** The longest horizon of all, in seconds. */
  readonly reach: number;
}

const NONE = raw('cast(null as double precision)');

export async function bindPredictions(
  { states, context, place: { find } }: BoundStates,
  options: QueryOptions,
): Promise<BoundPredictions | null> {
  const { predictions } = states;
  const { dialect, connection } = context;
  const times = predictions && (await momentsOf(context, predictions.table, predictions.made));
  if (!predictions || !times || times.extent === null) return null;
  const place: Place = { dialect, table: times.table, alias: 't', find };
  const session = compileAll(predictions.session, place);
  const [horizon, probability] = [compile(predictions.horizon, place), compile(predictions.probability, place)];
  const vacancy = predictions.vacancy === undefined ? null : compile(predictions.vacancy, place);
  if (session === null || horizon === null || probability === null) return null;
  const from = tableAs(times.table, 't');
  const minutes = doubleOf(horizon, dialect);
  const id = session.length === 1 ? textOf(session[0]!, dialect) : idText(session, dialect);
  const { rows } = await connection.rows(
    sql`select ${id}, max(${minutes}) from ${from} group by 1 order by 1`,
    options,
  );
  return {
    ...{ times, from, session: id, horizon: minutes, probability: doubleOf(probability, dialect) },
    vacancy: vacancy === null ? NONE : doubleOf(vacancy, dialect),
    sessions: rows.flatMap(([each = null]) => (each === null ? [] : [cellToText(each)])),
    reach: Math.max(0, ...rows.map(([, longest = null]) => (cellNumber(longest) ?? 0) * 60)),
  };
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Columns of the predictions made in a range, in the order of time. */
export interface Made {
  /** Index into the sessions asked for. */
  readonly session: Float64Array;
  readonly made: Float64Array;
  readonly horizon: Float64Array;
  readonly probability: Float64Array;
  readonly vacancy: Float64Array;
}

/** As many as a few hundred megabytes hold. */
const MOST = 2_000_000;

/** Fails with BAD_INPUT where there are more than fit into the memory. */
export async function readMade(
  bound: BoundStates,
  predictions: BoundPredictions,
  sessions: readonly string[],
  range: Range,
  options: QueryOptions,
): Promise<Made> {
  const { dialect, connection } = bound.context;
  const { times, from, session, horizon, probability, vacancy } = predictions;
  const names = sessions.map((each, index) => sql`(${dialect.text(sql`${each}`)}, ${raw(`${index}e0`)})`);
  const numbered = sql`(with p (session, number) as (values ${join(names)}) select session, number from p) p`;
  const [index, made, minutes, share, off] = await connection.numbers(
    sql`select p.number, ${times.seconds('t')}, ${horizon}, ${probability}, ${vacancy} from ${from}
      join ${numbered} on p.session = ${session} where ${within(times, range)}
      order by ${times.of('t')} limit ${raw(String(MOST + 1))}`,
    options,
  );
  if (made!.length > MOST) {
    throw new Failure('BAD_INPUT', 'There are more than 2 million predictions in this time: choose a shorter one');
  }
  return { session: index!, made: made!, horizon: minutes!, probability: share!, vacancy: off! };
}

/** Probabilities for a picture of so many pixels, at the moments that they are about. */
export async function readExpected(
  { context: { dialect, connection } }: BoundStates,
  { times, from: table, session, horizon, probability, reach }: BoundPredictions,
  { from, to, width }: Range & { readonly width: number },
  options: QueryOptions,
): Promise<readonly Expected[]> {
  const pixel = (to - from) / width;
  const due = sql`${times.seconds('t')} + ${horizon} * 60e0`;
  const rows = sql`select ${session} as session, ${due} as due, ${probability} as share from ${table}
    where ${within(times, { from: from - reach, to })} and ${probability} is not null and ${horizon} is not null`;
  const number = (value: number) => raw(value.toExponential());
  const { rows: found } = await connection.rows(
    sql`select r.session, avg(r.due), min(r.share), avg(r.share), max(r.share), count(*) from (${rows}) r
      where r.due >= ${number(from)} and r.due < ${number(to)}
      group by r.session, ${dialect.floor(sql`(r.due - ${number(from)}) / ${number(pixel)}`)} order by 1, 2`,
    options,
  );
  return found.map(([of = null, ...numbers]) => {
    const [at = 0, least = 0, mean = 0, greatest = 0, count = 0] = numbers.map((cell) => cellNumber(cell) ?? 0);
    return { session: of === null ? '' : cellToText(of), at, probability: [least, mean, greatest], count };
  });
}

function within(times: Moments, { from, to }: Range): Sql {
  const [low, high] = [times.at(Math.floor(from) * 1000), times.at(Math.ceil(to) * 1000)];
  return sql`${times.of('t')} >= ${low} and ${times.of('t')} < ${high}`;
}

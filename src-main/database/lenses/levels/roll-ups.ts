import { type Cell, cellNumber } from '#shared/model/cell.ts';
import type { RollUps } from '#shared/model/experiment.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { orderBy } from '../../queries/order.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel, BoundSteps } from '../binding/bind.ts';
import { idIn, idIs, idText, sameKey } from '../binding/ids.ts';
import { bindLong } from '../keyed/bind-rows.ts';
import { type BoundMeasure, lensMeasures } from '../measures/measures.ts';
import { type Episodes, unitOf } from '../measures/units.ts';
import { naturalOrder } from './levels.ts';
import { named, perEpisode, positions } from './per-episode.ts';
import {
  countColumn,
  type RolledUp,
  type RollUp,
  rollUpsOfEpisodes,
  rollUpsOfLong,
  rollUpsOfRecords,
  rollUpsOfSteps,
  titled,
} from './roll-up-columns.ts';
import { frameRate, inSessions, selectParts, sessionsToAsk } from './steps-source.ts';

const NONE: RollUps = { columns: [], rows: {} };

/** Which rows of a level: those of some ids, or all (of one session), and then only some roll-ups of them. */
export type Which =
  | { readonly ids: readonly string[] }
  | { readonly session: string | undefined; readonly only: readonly string[] };

/**
 * Steps, agents, frames, duration and the lens's measures of episodes, in one statement. Of no ids: which columns there
 * will be, so that a list can make room for them.
 */
export async function episodesRollUps(lens: BoundLens, which: Which, options: QueryOptions): Promise<RollUps> {
  const { episode, dialect } = lens;
  if (episode === null) return NONE;
  const measures = rollUpMeasures(lens, ({ rollUp }) => rollUp !== false);
  const rollUps = await rollUpsOf(lens, measures, { sessions: [], episodes: 'ids' in which ? which.ids : [] }, options);
  const shown = wanted(
    rollUps.flatMap(({ ofEpisode }) => ofEpisode ?? []),
    which,
  );
  const columns = shown.map(({ column }) => column);
  if (isNothing(which) || columns.length === 0) return { columns, rows: {} };
  const query = sql`
    select ${idText(named('b', episode.id, 'k'), dialect)}, ${join(shown.map(({ value }) => value))}
    from (${listed(lens, episode, measures, episodesIn(lens, episode, which))}) b
    ${joined(lens, episode, measures, (steps) => stepsIn(lens, episode, steps, which))}
    ${latestOf(lens, episode, which)}`;
  return answer(lens, query, columns, options);
}

/** How many episodes each of some sessions has, and what these hold together, in one statement. */
export async function sessionsRollUps(lens: BoundLens, which: Which, options: QueryOptions): Promise<RollUps> {
  const { episode, dialect } = lens;
  const parent = episode?.parent ?? null;
  if (episode === null || parent === null) return NONE;
  const ids = 'ids' in which ? which.ids : [];
  const measures = rollUpMeasures(lens, ({ rollUp }) => rollUp === true);
  const rollUps = await rollUpsOf(lens, measures, { sessions: ids, episodes: [] }, options);
  const counted = { column: countColumn('episodes', titled(episode.level.word[1])), value: raw('count(*)') };
  const shown = wanted([counted, ...rollUps.flatMap(({ ofSession: each }) => each ?? [])], which);
  const columns = shown.map(({ column }) => column);
  if (isNothing(which)) return { columns, rows: {} };
  const id = named('b', parent, 'p');
  const some = 'ids' in which ? idIn(parent, ids, dialect) : ALL;
  const among = await sessionsToAsk(lens, ids, options);
  const query = sql`
    select ${join([idText(id, dialect), ...shown.map(({ value }) => value)])}
    from (${listed(lens, episode, measures, some, ofSession)}) b
    ${joined(lens, episode, measures, (steps) => inSessions(lens, episode, steps, among))}
    group by ${join(id.map((part) => part.sql))}`;
  return answer(lens, query, columns, options);
}

const ALL = raw('1=1');

function isNothing(which: Which): boolean {
  return 'ids' in which && which.ids.length === 0;
}

function wanted(all: readonly RolledUp[], which: Which): readonly RolledUp[] {
  return 'ids' in which ? all : all.filter(({ column }) => which.only.includes(column.name));
}

function episodesIn({ dialect }: BoundLens, { id, parent }: BoundLevel, which: Which): Sql {
  if ('ids' in which) return idIn(id, which.ids, dialect);
  return which.session === undefined || parent === null ? ALL : idIs(parent, which.session, dialect);
}

function stepsIn(lens: BoundLens, episode: BoundLevel, steps: BoundSteps, which: Which): readonly Sql[] {
  if ('ids' in which) return [idIn(steps.episode, which.ids, lens.dialect)];
  return which.session === undefined ? [] : inSessions(lens, episode, steps, [which.session]);
}

interface Measures {
  readonly step: readonly BoundMeasure[];
  /** Those over records, by what they are over. */
  readonly records: ReadonlyMap<BoundSteps, readonly BoundMeasure[]>;
  readonly episode: readonly BoundMeasure[];
}

function rollUpMeasures(lens: BoundLens, isShown: (spec: BoundMeasure['spec']) => boolean): Measures {
  const all = lensMeasures(lens).filter(({ spec }) => isShown(spec));
  const records = Map.groupBy(all, ({ over }) => over ?? null);
  records.delete(null);
  return {
    step: all.filter(({ spec, over }) => spec.level === 'step' && over === undefined),
    records: records as Map<BoundSteps, BoundMeasure[]>,
    episode: all.filter(({ spec }) => spec.level === 'episode'),
  };
}

async function rollUpsOf(
  lens: BoundLens,
  { step, records, episode }: Measures,
  about: Episodes,
  options: QueryOptions,
): Promise<readonly RollUp[]> {
  const withUnit = async (measure: BoundMeasure) => ({
    measure,
    unit: await unitOf(lens, measure.spec.unit, about, options),
  });
  const ofSteps =
    lens.steps === null || isLong(lens) ? [] : rollUpsOfSteps(lens, lens.steps, await Promise.all(step.map(withUnit)));
  const long = bindLong(lens);
  const ofRecords: RollUp[] = [];
  for (const [at, measures] of [...records.values()].entries()) {
    ofRecords.push(...rollUpsOfRecords(`x${at}`, await Promise.all(measures.map(withUnit))));
  }
  return [
    ...ofSteps,
    ...(long === null ? [] : rollUpsOfLong(long)),
    ...ofRecords,
    ...rollUpsOfEpisodes(lens, await Promise.all(episode.map(withUnit))),
  ];
}

/** Joins what the steps of each listed episode come to as `x`, and its records as `x0`, `x1`, …; nothing without steps. */
function joined(
  lens: BoundLens,
  episode: BoundLevel,
  measures: Measures,
  where: (steps: BoundSteps) => readonly Sql[],
): Sql {
  const { dialect, steps } = lens;
  const parts = [
    ...(steps === null || isLong(lens)
      ? []
      : [{ alias: 'x', steps, measures: measures.step, frames: steps.agent !== null }]),
    ...[...measures.records].map(([over, some], at) => ({
      ...{ alias: `x${at}`, steps: over, measures: some, frames: false },
    })),
  ];
  const joins = parts.map(({ alias, ...part }) => {
    const inner = perEpisode({ dialect, ...part, where: where(part.steps) });
    const same = sameKey(named('b', episode.id, 'k'), named(alias, part.steps.episode, 'k'), dialect);
    return sql`left join (${inner}) ${raw(alias)} on ${same}`;
  });
  return join(joins, ' ');
}

/** Steps of one value each are too many to be counted; what is kept of the last of each key says enough. */
function isLong({ steps }: BoundLens): boolean {
  return steps?.steps.long !== undefined;
}

/** Joins, as `x`, how many keys some episodes of long steps have, and the last time of any. */
function latestOf(lens: BoundLens, episode: BoundLevel, which: Which): Sql {
  const latest = bindLong(lens)?.latest ?? null;
  if (latest === null) return raw('');
  const { dialect } = lens;
  const { from, of, time } = latest;
  const some = 'ids' in which ? idIn(of, which.ids, dialect) : ALL;
  const inner = sql`select ${selectParts(of, 'k')}, count(*) as keys, max(${time.sql}) as last from ${from}
    where ${some} group by ${positions(of.length)}`;
  return sql`left join (${inner}) x on ${sameKey(named('b', episode.id, 'k'), named('x', of, 'k'), dialect)}`;
}

/** Some episodes: `k0…` the id, `p0…` the session's, `rate` the frames per second, `m0…` finite values of measures. */
function listed(
  lens: BoundLens,
  episode: BoundLevel,
  measures: Measures,
  which: Sql,
  valueOfMeasure: typeof ofSession = finite,
): Sql {
  const rate = lens.steps && frameRate(episode, lens.steps);
  const columns = [
    selectParts(episode.id, 'k'),
    ...(episode.parent === null ? [] : [selectParts(episode.parent, 'p')]),
    sql`${rate ?? raw('cast(null as double precision)')} as rate`,
    ...measures.episode.map((measure, at) => sql`${valueOfMeasure(measure, lens, episode)} as ${raw(`m${at}`)}`),
  ];
  return sql`select ${join(columns)} from ${episode.from} where ${which}`;
}

function finite({ value }: BoundMeasure, { dialect }: BoundLens): Sql {
  return sql`case when ${dialect.isFinite(value)} then ${value} end`;
}

/** Where the last value counts, only the last episode of a session that has one, by their natural order, keeps it. */
function ofSession(measure: BoundMeasure, lens: BoundLens, episode: BoundLevel): Sql {
  const { dialect } = lens;
  const value = finite(measure, lens);
  if (measure.spec.reduce !== 'last' || episode.parent === null) return value;
  const ids = episode.id.map((part) => ({ by: part.sql, descending: false }));
  const backwards = [...naturalOrder(episode, dialect), ...ids].map(({ by, descending }) => ({
    ...{ by, descending: !descending, nullable: true, type: null },
  }));
  const known = sql`case when ${value} is null then 0 else 1 end`;
  const alike = join([...episode.parent.map((part) => part.sql), known]);
  return sql`case when row_number() over (partition by ${alike} ${orderBy(backwards, dialect)}) = 1 then ${value} end`;
}

async function answer(
  { connection }: BoundLens,
  query: Sql,
  columns: readonly AnswerColumn[],
  options: QueryOptions,
): Promise<RollUps> {
  const { rows } = await connection.rows(query, options);
  const entries = rows.map(
    ([id, ...values]) => [String(id), values.map((value, at) => tidy(value, columns[at]!))] as const,
  );
  return { columns, rows: Object.fromEntries(entries) };
}

/** Some engines give sums of integers as decimals. */
function tidy(value: Cell, { kind }: AnswerColumn): Cell {
  return kind === 'integer' && value !== null ? (cellNumber(value) ?? value) : value;
}

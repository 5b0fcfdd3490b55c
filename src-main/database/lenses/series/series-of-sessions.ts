import type { SeriesRequest } from '#shared/contract/browse.ts';
import { type Cell, cellNumber } from '#shared/model/cell.ts';
import type { SeriesAnswer } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { orderBy, type Term } from '../../queries/order.ts';
import { render } from '../../sql/dialect.ts';
import { all, join, name, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundLevel, BoundSteps } from '../binding/bind.ts';
import { textOf } from '../binding/compile.ts';
import { idIn, idText, sameKey } from '../binding/ids.ts';
import { naturalOrder } from '../levels/levels.ts';
import { named, perEpisode } from '../levels/per-episode.ts';
import { inSessions, sessionsToAsk } from '../levels/steps-source.ts';
import type { BoundMeasure } from '../measures/measures.ts';
import { type Asked, axisAgainst } from './series-of-episodes.ts';
import { type SessionPoint, sessionLine } from './session-line.ts';

/**
 * A line per session over its episodes in natural order (x counts them from 0), or over another measure of theirs; y what
 * the episode's steps come to.
 */
export async function seriesOfSessions(
  lens: BoundLens,
  { measure, against }: Asked,
  request: SeriesRequest,
  options: QueryOptions,
): Promise<Omit<SeriesAnswer, 'measure'>> {
  const { episode } = lens;
  if (episode === null) throw new Failure('BAD_INPUT', 'This database has no episodes to draw');
  const values = (of: BoundMeasure) => valuesOf(lens, episode, of, request, options);
  const [labels, { rows, sql: text }] = await Promise.all([
    sessionLabels(lens, request.sessions, options),
    values(measure),
  ]);
  const xs = against && new Map((await values(against.bound)).rows.map(valueById));
  const bySession = Map.groupBy(rows, ([session = null]) => (session === null ? ALL : String(session)));
  const wanted = labels === null ? [...bySession.keys()] : [...labels.keys()];
  const line = (id: string) => sessionLine(placed(bySession.get(id) ?? [], xs), request);
  return {
    x: against ? axisAgainst(against.measure) : { title: `${titled(episode.level.word[0])} in order`, unit: null },
    series: wanted.map((id) => ({ id, label: labels?.get(id) ?? `All ${episode.level.word[1]}`, ...line(id) })),
    sql: text,
  };
}

export const valueById = (row: readonly Cell[]): readonly [string, number] => [
  String(row[1]),
  cellNumber(row[2] ?? null) ?? Number.NaN,
];

/** A row per episode: of its agents, or where none of them has the measure, of what is kept apart. */
export async function valuesOf(
  lens: BoundLens,
  episode: BoundLevel,
  measure: BoundMeasure,
  { sessions }: Pick<SeriesRequest, 'sessions'>,
  options: QueryOptions,
): Promise<{ readonly rows: readonly (readonly Cell[])[]; readonly sql: string }> {
  const { connection, dialect } = lens;
  const isOfSteps = measure.spec.level === 'step' && measure.ofEpisode === undefined;
  const among = isOfSteps ? await sessionsToAsk(lens, sessions, options) : sessions;
  const query = valuesInOrder(lens, episode, measure, { sessions, among, apart: false });
  const { rows } = await connection.rows(query, options);
  const found = { rows, sql: render(query, dialect).text };
  const hasApart = (measure.over ?? lens.steps)?.agentType && measure.spec.level === 'step';
  if (!hasApart || rows.some(([, , , count]) => cellNumber(count ?? null))) return found;
  const apart = valuesInOrder(lens, episode, measure, { sessions, among, apart: true });
  return { ...found, rows: (await connection.rows(apart, options)).rows };
}

/** The episodes of a session by ascending x: their place in order, or the value of another measure. */
function placed(
  rows: readonly (readonly Cell[])[],
  xs: ReadonlyMap<string, number> | undefined,
): readonly SessionPoint[] {
  const points = rows.map((row, at): SessionPoint => {
    const [episode, y] = valueById(row);
    return {
      x: xs === undefined ? at : (xs.get(episode) ?? Number.NaN),
      y,
      episode,
      rows: countOf(row, 3),
      finite: countOf(row, 4),
    };
  });
  return xs === undefined ? points : points.toSorted((one, other) => one.x - other.x);
}

/** Line of a lens without sessions. */
export const ALL = 'all';

interface OfSessions {
  /** None mean all. */
  readonly sessions: readonly string[];
  /** Those that steps are asked about. */
  readonly among: readonly string[];
  /** Of what is kept apart, instead of agents. */
  readonly apart: boolean;
}

/**
 * Session, episode, value, number of values and number of finite ones, for every episode in order; over agents, or over
 * what is kept apart.
 */
function valuesInOrder(
  lens: BoundLens,
  episode: BoundLevel,
  measure: BoundMeasure,
  { sessions, among, apart }: OfSessions,
): Sql {
  const { dialect } = lens;
  const steps = measure.over ?? lens.steps;
  const { parent } = episode;
  const { ofEpisode } = measure;
  const stepwise =
    measure.spec.level === 'step' && steps !== null && ofEpisode === undefined
      ? overSteps(lens, episode, steps, measure, { among, apart })
      : null;
  const finite = sql`case when ${dialect.isFinite(measure.value)} then 1 else 0 end`;
  // Read once, and counted here.
  const kept = ofEpisode === undefined ? [measure.value, raw('1'), finite] : [ofEpisode.value];
  const columns = [
    parent === null ? raw('null') : idText(parent, dialect),
    idText(episode.id, dialect),
    ...(stepwise === null ? kept : stepwise.columns),
  ];
  const where = parent === null || sessions.length === 0 ? [] : [idIn(parent, sessions, dialect)];
  return sql`
    select ${join(columns)} from ${episode.from} ${stepwise?.join ?? ofEpisode?.join ?? raw('')}
    where ${all(where)} ${orderBy(inOrder(lens, episode), dialect)}`;
}

/** Within each session, where there are sessions: what tells those apart says nothing then. */
function inOrder({ session, dialect }: BoundLens, episode: BoundLevel): readonly Term[] {
  const same = (session === null ? null : episode.parent) ?? [];
  const natural = naturalOrder(episode, dialect, same);
  const own = episode.id.filter(({ column }) => column === null || !same.some((part) => part.column === column));
  return [
    ...natural.map(({ by, descending, nullable }) => ({ by, descending, nullable: nullable !== false, type: null })),
    ...own.map(({ sql: by, column }) => ({ by, descending: false, nullable: column?.nullable !== false, type: null })),
  ];
}

function overSteps(
  lens: BoundLens,
  episode: BoundLevel,
  steps: BoundSteps,
  measure: BoundMeasure,
  { among, apart }: Pick<OfSessions, 'among' | 'apart'>,
): { readonly columns: readonly Sql[]; readonly join: Sql } {
  const { dialect } = lens;
  const own = measure.where === undefined ? [] : [measure.where];
  const where = [...inSessions(lens, episode, steps, among), ...own];
  const inner = perEpisode({ dialect, steps, where, measures: [measure], frames: false, rows: true, apart });
  return {
    columns: [reduced[measure.spec.reduce], name('x', 'n0'), name('x', 'c0')],
    join: sql`left join (${inner}) x on ${sameKey(episode.id, named('x', steps.episode, 'k'), dialect)}`,
  };
}

const mean = raw('x.s0 / nullif(x.c0, 0)');
const reduced: Readonly<Record<BoundMeasure['spec']['reduce'], Sql>> = {
  mean,
  last: mean,
  sum: raw('x.s0'),
  min: raw('x.lo0'),
  max: raw('x.hi0'),
};

/** Of how many values (column 3), and finite ones (column 4), a row is; one of a value alone counts itself. */
function countOf(row: readonly Cell[], column: 3 | 4): number {
  const [, , value = null] = row;
  if (row.length > 3) return cellNumber(row[column] ?? null) ?? 0;
  return value === null || (column === 4 && !Number.isFinite(cellNumber(value))) ? 0 : 1;
}

/** Labels by id, in natural order; `null` without sessions. */
export async function sessionLabels(
  { session, connection, dialect }: BoundLens,
  ids: readonly string[],
  options: QueryOptions,
): Promise<ReadonlyMap<string, string> | null> {
  if (session === null) return null;
  const terms = naturalOrder(session, dialect).map((term) => ({ ...term, nullable: true, type: null }));
  const { rows } = await connection.rows(
    sql`select ${idText(session.id, dialect)}, ${textOf(session.label, dialect)} from ${session.from}
      where ${ids.length === 0 ? raw('1=1') : idIn(session.id, ids, dialect)} ${orderBy(terms, dialect)}`,
    options,
  );
  const labels = new Map(rows.map(([id = null, label = null]) => [String(id), String(label ?? id)]));
  const missing = ids.find((id) => !labels.has(id));
  if (missing !== undefined) throw new Failure('NOT_FOUND', `There is no session “${missing}” in this database`);
  return ids.length === 0 ? labels : new Map(ids.map((id) => [id, labels.get(id)!]));
}

function titled(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

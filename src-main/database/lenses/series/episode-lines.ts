import type { SeriesRequest } from '#shared/contract/browse.ts';
import { cellNumber } from '#shared/model/cell.ts';
import type { Series } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { ColumnStates } from '#shared/model/smooth-line.ts';
import type { RowsGoOn } from '../../queries/m4/input.ts';
import { type M4Answer, type M4Input, type M4Line, type M4Options, m4 } from '../../queries/m4.ts';
import type { Sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { textOf } from '../binding/compile.ts';
import { idIn, idIs, idText } from '../binding/ids.ts';
import { lineGroup } from '../binding/line-group.ts';
import { notApart } from '../levels/per-episode.ts';
import type { BoundMeasure } from '../measures/measures.ts';
import { agentGroup, agentKey } from '../trajectory/agents.ts';
import { timeWithin } from '../trajectory/frames.ts';
import { againstMeasure, withoutX } from './against.ts';
import { type LinePart, partsOf, type Restarts, splitRows, splits } from './restarts.ts';
import { type StepRows, timeOfSums } from './running-sums.ts';
import { type LineRows, stepRows, writtenRows } from './step-rows.ts';

/** What is asked of some episodes. */
export interface Question {
  readonly lens: BoundLens;
  readonly steps: BoundSteps;
  readonly measure: BoundMeasure;
  /** What x is instead of time. */
  readonly against?: BoundMeasure | undefined;
  readonly request: SeriesRequest;
  /** Label by episode id, asked for beside the rows. */
  readonly labels: Promise<ReadonlyMap<string, string>>;
  /** How often x went back, by episode. */
  readonly restarts: Restarts;
  /** Whether nothing lies beyond the request's part of time. */
  readonly closed?: boolean;
  /** Whether other episodes are drawn beside these. */
  readonly several?: boolean;
  /** Only rows from this x on are wanted. */
  readonly since?: number;
  /** Where lines are smoothed: how they go on, and that their states are told. */
  readonly goingOn?: RowsGoOn;
  readonly options: M4Options;
}

/** A line, and of a smoothed one what its smoother knew, where that was asked for. */
export interface DrawnLine extends Series {
  readonly smoother?:
    | { readonly episode: string; readonly key: string | null; readonly states: ColumnStates }
    | undefined;
}

export interface Lines {
  readonly series: readonly DrawnLine[];
  readonly sql: string;
}

/** The lines of the episodes: the mean over agents, one per agent type, or one per agent. */
export function drawn(question: Question): Promise<Lines> {
  return isMean(question) ? meanLines(question) : splitLines(question);
}

/** All episodes in one statement. An episode in which only those apart have the measure shows theirs. */
async function meanLines(question: Question): Promise<Lines> {
  const { lens, steps, request } = question;
  const { dialect } = lens;
  const ask = async (ids: readonly string[], more: readonly Sql[]) => {
    const [only] = ids;
    const group = ids.length === 1 ? null : lineGroup(steps.episode, (parts) => idText(parts, dialect));
    const each = ids.map((id) => idIs(steps.episode, id, dialect));
    const answer = await reduce(question, { group, each, where: [idIn(steps.episode, ids, dialect), ...more] });
    const found = partsOf(answer.lines, splits(question.restarts));
    return { ...answer, lines: Map.groupBy(found, ({ of }) => (ids.length === 1 ? (only ?? '') : (of ?? ''))) };
  };
  const chosen = hasAgentsOnly(question);
  const first = await ask(request.episodes, chosen ? [] : notApart(steps, dialect));
  const lines = new Map(first.lines);
  const without = request.episodes.filter((id) => (lines.get(id) ?? []).every(({ line }) => line.rows === 0));
  if (!chosen && without.length > 0) {
    for (const [id, line] of (await ask(without, [])).lines) lines.set(id, line);
  }
  const labels = await question.labels;
  const series = request.episodes.flatMap((id) =>
    seriesOf({ id, label: labels.get(id) ?? id, episode: id }, lines.get(id) ?? [], question),
  );
  return { series, sql: first.sql };
}

/** One statement per episode, so that lines are told apart by their agent alone. */
async function splitLines(question: Question): Promise<Lines> {
  const series: DrawnLine[] = [];
  let text = '';
  for (const episode of question.request.episodes) {
    const apart = linesOfEpisode(question, episode);
    const answer = await reduce(question, apart);
    text ||= answer.sql;
    series.push(...(await seriesOfLines(question, apart, answer.lines)));
  }
  return { series, sql: text };
}

/** The rows of an episode, what tells its lines apart, and what those are called. */
export interface EpisodeLines extends Pick<M4Input, 'group' | 'where'> {
  readonly episode: string;
  /** What a line is of its episode: an agent, or agents of a type; `null` for all of it. */
  part(key: string): string | null;
}

export function linesOfEpisode(question: Question, episode: string): EpisodeLines {
  const { lens, steps, request } = question;
  const { dialect } = lens;
  const where = [idIs(steps.episode, episode, dialect)];
  if (isMean(question)) {
    const own = hasAgentsOnly(question) ? [] : notApart(steps, dialect);
    return { episode, group: null, where: [...where, ...own], part: () => null };
  }
  const byType = request.split === 'type';
  if (byType && steps.agentType === null) throw new Failure('BAD_INPUT', 'Agents have no types in this database');
  const agents = agentGroup(steps, dialect);
  const group = byType ? lineGroup([steps.agentType!], ([type]) => textOf(type!, dialect)) : agents.group;
  return { episode, group, where, part: (key) => (byType ? key : agentKey(agents.read(key))) };
}

export async function seriesOfLines(
  question: Question,
  { episode, part: partOf }: EpisodeLines,
  lines: readonly M4Line[],
): Promise<readonly DrawnLine[]> {
  const { request, several = request.episodes.length > 1 } = question;
  const label = (await question.labels).get(episode) ?? episode;
  const named = (part: string | null) =>
    part === null ? { id: episode, label } : { id: `${episode}/${part}`, label: several ? `${label} · ${part}` : part };
  const parts = partsOf(lines, splits(question.restarts));
  return [...Map.groupBy(parts, ({ of }) => of ?? '')].flatMap(([key, members]) =>
    seriesOf({ ...named(partOf(key)), episode }, members, question),
  );
}

/** Whether each x of a line is the mean over agents. */
export function isMean({ request, steps }: Question): boolean {
  return request.split === 'mean' || steps.agent === null;
}

/** Whether agents were chosen, or nothing is kept apart from them. */
function hasAgentsOnly({ request, steps }: Question): boolean {
  return request.agents !== undefined || steps.agentType === null || steps.steps.apart.length === 0;
}

export async function reduce(question: Question, lines: LineRows): Promise<M4Answer> {
  const { lens, steps, measure, against, request, closed, since, goingOn, options } = question;
  const { connection } = lens;
  const { from, to, split: by, smooth, log, points: pixels } = request;
  const both = from !== undefined && to !== undefined;
  if ((smooth ?? against) !== undefined && !both && (from ?? to) !== undefined) {
    throw new Failure('BAD_INPUT', 'A part of a smoothed line, or of one against a measure, needs both its ends');
  }
  const how = { range: both ? ([from, to] as const) : undefined, closed, since, smooth, goingOn, log, pixels };
  const split = splits(question.restarts);
  const rows = split
    ? splitRows(steps, writtenRows(question, measure, lines), measure.running === true, lens.dialect)
    : stepRows(question, measure, lines);
  if (against !== undefined) {
    const pairs = againstMeasure(rows, stepRows(question, against, lines), lens.dialect);
    return countPairs(await m4(connection, { ...pairs, ...how }, options), pairs, question);
  }
  const time = measure.running || split ? timeOfSums(steps) : steps.time;
  const inTime = both ? [] : timeWithin({ ...steps, time }, from, to);
  const { unjoined } = rows;
  return m4(
    connection,
    {
      ...rows,
      ...how,
      where: [...rows.where, ...inTime],
      unjoined: smooth === undefined ? unjoined && { ...unjoined, where: [...unjoined.where, ...inTime] } : undefined,
      aggregate: by === 'agent' || steps.agent === null ? undefined : 'mean',
    },
    options,
  );
}

/** Points are means of a time each; those without a finite x are counted, though they have no place in any range. */
async function countPairs(
  answer: M4Answer,
  pairs: StepRows,
  { lens: { connection, dialect }, request, options }: Question,
): Promise<M4Answer> {
  const whole = request.from === undefined;
  const { rows } = whole ? await connection.rows(withoutX(pairs, dialect), options) : { rows: [] };
  const lost = new Map(
    rows.map(([key = null, count = null]) => [key === null ? null : String(key), cellNumber(count) ?? 0]),
  );
  const keys = new Set([...answer.lines.map(({ key }) => key), ...lost.keys()]);
  const lines = [...keys].map((key): M4Line => {
    const line = answer.lines.find((each) => each.key === key) ?? {
      key,
      points: [],
      rows: 0,
      notFinite: 0,
      method: 'rows',
    };
    const more = lost.get(key) ?? 0;
    const method = line.method === 'rows' ? 'mean' : 'mean+m4';
    return { ...line, rows: line.rows + more, notFinite: line.notFinite + more, method };
  });
  return { ...answer, lines };
}

/** A line, or its parts; what was restarted says so in each of them. */
function seriesOf(
  { id, label, episode }: { readonly id: string; readonly label: string; readonly episode: string },
  lines: readonly LinePart[],
  question: Question,
): readonly DrawnLine[] {
  const { restarts } = question;
  if (lines.length === 0) return [{ id, label, points: [], episodes: null, rows: 0, notFinite: 0, method: 'rows' }];
  const split = splits(restarts);
  const parts = (split ? (restarts.get(episode) ?? 0) : 0) + 1;
  const backwards = (split ? 0 : restarts.get(episode)) || undefined;
  return lines.map(({ number, line: { key, points, raw: before, rows, notFinite, below, method, states } }) => ({
    id: number === 1 ? id : `${id}~${number}`,
    label: parts === 1 ? label : `${label} · part ${number} of ${parts}`,
    points,
    ...(before && { raw: before }),
    ...(parts > 1 && { part: { of: id, label, number, parts } }),
    ...(backwards !== undefined && { backwards }),
    episodes: null,
    ...{ rows, notFinite, ...(below && { below }), method },
    ...(states && { smoother: { episode, key: isMean(question) ? null : key, states } }),
  }));
}

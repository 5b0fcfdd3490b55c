import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { Measure, SeriesAnswer } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { M4Options } from '../../queries/m4.ts';
import { sql } from '../../sql/sql.ts';
import type { BoundLens } from '../binding/bind.ts';
import { textOf } from '../binding/compile.ts';
import { idIn, idText } from '../binding/ids.ts';
import type { BoundMeasure } from '../measures/measures.ts';
import { alignedLines, axisOf } from './aligned.ts';
import { drawn, type Lines, type Question } from './episode-lines.ts';
import { readOn } from './read-on.ts';
import { type Restarts, restartsIn } from './restarts.ts';
import { writtenRows } from './step-rows.ts';

/** What was asked for, found in the lens. */
export interface Asked {
  readonly measure: BoundMeasure;
  /** What x is instead of time or order. */
  readonly against?: { readonly bound: BoundMeasure; readonly measure: Measure } | undefined;
}

/** The x of lines against a measure. */
export function axisAgainst({ title, unit }: Measure): Pick<SeriesAnswer['x'], 'title' | 'unit' | 'measured'> {
  return { title, unit, measured: true };
}

/** Lines over the time of some episodes, or over another measure of the same steps: the mean over agents, one per agent type, or one per agent. */
export async function seriesOfEpisodes(
  lens: BoundLens,
  { measure, against }: Asked,
  request: SeriesRequest,
  options: M4Options,
): Promise<Omit<SeriesAnswer, 'measure'>> {
  const steps = measure.over ?? lens.steps;
  if (steps === null) throw new Failure('BAD_INPUT', 'This database has no steps to draw over time');
  const labels = episodeLabels(lens, request.episodes, options);
  // Where the rows fail as well, that is told.
  labels.catch(() => undefined);
  const { x = 'recorded' } = request;
  const asked = { lens, steps, measure, against: against?.bound, request, labels, options };
  const question: Question = { ...asked, restarts: new Map() };
  if (against !== undefined && against.bound.over !== measure.over) {
    throw new Failure('BAD_INPUT', `“${against.measure.title}” is not known at the same steps: choose another x`);
  }
  const whole = async (episodes: readonly string[]) => {
    const own: Question = { ...question, request: { ...request, episodes: [...episodes] } };
    const restarts = against === undefined ? await restartsOf(own) : new Map<string, number>();
    const several = request.episodes.length > 1;
    const goingOn = request.since && request.smooth && { since: null, from: null, states: [] };
    const lines = await (x === 'recorded' || against ? drawn : aligned)({
      ...{ ...own, restarts, several },
      ...(goingOn && { goingOn }),
    });
    return { ...lines, restarts };
  };
  const { series, marks, sql: text } = await readOn(question, whole);
  const axis = axisOf(lens, steps, x);
  return {
    x: against === undefined ? axis : { ...axis, ...axisAgainst(against.measure) },
    ...{ series, sql: text, ...(marks && { marks }) },
  };
}

/** Against another measure, x is no time that could begin anew. */
function restartsOf(question: Question): Promise<Restarts> {
  const { lens, steps, measure, request, options } = question;
  const { connection, dialect } = lens;
  const where = [idIn(steps.episode, request.episodes, dialect)];
  const rows = writtenRows(question, measure, { group: null, where });
  return restartsIn(connection, steps, rows, idText(steps.episode, dialect), options);
}

async function aligned(question: Question): Promise<Lines> {
  const { lens, steps, request, options } = question;
  let text = '';
  const draw = async (own: SeriesRequest, closed: boolean) => {
    const found = await drawn({ ...question, request: own, closed });
    text ||= found.sql;
    return found.series;
  };
  return { series: await alignedLines(lens, steps, request, draw, options), sql: text };
}

export async function episodeLabels(
  { episode, connection, dialect }: BoundLens,
  ids: readonly string[],
  options: QueryOptions,
): Promise<ReadonlyMap<string, string>> {
  if (episode === null) throw new Failure('BAD_INPUT', 'This database has no episodes');
  const { rows } = await connection.rows(
    sql`select ${idText(episode.id, dialect)}, ${textOf(episode.label, dialect)} from ${episode.from}
      where ${idIn(episode.id, ids, dialect)}`,
    options,
  );
  const labels = new Map(rows.map(([id = null, label = null]) => [String(id), String(label ?? id)]));
  const missing = ids.find((id) => !labels.has(id));
  if (missing !== undefined) throw new Failure('NOT_FOUND', `There is no episode “${missing}” in this database`);
  return labels;
}

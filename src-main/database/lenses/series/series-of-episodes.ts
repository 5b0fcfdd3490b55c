import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { Series, SeriesAnswer } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { type M4Answer, type M4Input, type M4Line, m4 } from '../../queries/m4.ts';
import { join, raw, type Sql, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { doubleOf, textOf } from '../binding/compile.ts';
import { idIn, idIs, idText } from '../binding/ids.ts';
import { lineGroup } from '../binding/line-group.ts';
import { apartOf } from '../levels/per-episode.ts';
import type { BoundMeasure } from '../measures/measures.ts';
import { agentGroup, agentIs, agentKey, parseAgentKey } from '../trajectory/agents.ts';
import { timeWithin } from '../trajectory/frames.ts';
import { alignedLines, axisOf } from './aligned.ts';
import { runningSums, type StepRows, timeOfSums } from './running-sums.ts';

/** Lines over the time of some episodes: the mean over agents, one per agent type, or one per agent. */
export async function seriesOfEpisodes(
  lens: BoundLens,
  measure: BoundMeasure,
  request: SeriesRequest,
  options: QueryOptions,
): Promise<Omit<SeriesAnswer, 'measure'>> {
  const steps = measure.over ?? lens.steps;
  if (steps === null) throw new Failure('BAD_INPUT', 'This database has no steps to draw over time');
  const labels = await episodeLabels(lens, request.episodes, options);
  const { x = 'recorded' } = request;
  const question: Question = { lens, steps, measure, request, labels, options };
  const { series, sql: text } = await (x === 'recorded' ? drawn(question) : aligned(question));
  return { x: axisOf(lens, steps, x), series, sql: text };
}

function drawn(question: Question): Promise<Lines> {
  const { request, steps } = question;
  return request.split === 'mean' || steps.agent === null ? meanLines(question) : splitLines(question);
}

async function aligned(question: Question): Promise<Lines> {
  const { lens, steps, request, options } = question;
  let text = '';
  const draw = async (own: SeriesRequest, closed: boolean) => {
    const found = await drawn({ ...question, request: own, closed, several: request.episodes.length > 1 });
    text ||= found.sql;
    return found.series;
  };
  return { series: await alignedLines(lens, steps, request, draw, options), sql: text };
}

interface Question {
  readonly lens: BoundLens;
  readonly steps: BoundSteps;
  readonly measure: BoundMeasure;
  readonly request: SeriesRequest;
  /** Label by episode id. */
  readonly labels: ReadonlyMap<string, string>;
  /** Whether nothing lies beyond the request's part of time. */
  readonly closed?: boolean;
  /** Whether other episodes are drawn beside these. */
  readonly several?: boolean;
  readonly options: QueryOptions;
}

interface Lines {
  readonly series: readonly Series[];
  readonly sql: string;
}

/** All episodes in one statement. An episode in which only those apart have the measure shows theirs. */
async function meanLines(question: Question): Promise<Lines> {
  const { lens, steps, request, labels } = question;
  const { dialect } = lens;
  const ask = async (ids: readonly string[], more: readonly Sql[]) => {
    const [only] = ids;
    const group = ids.length === 1 ? null : lineGroup(steps.episode, (parts) => idText(parts, dialect));
    const answer = await reduce(question, { group, where: [idIn(steps.episode, ids, dialect), ...more] });
    return { ...answer, lines: answer.lines.map((line) => [line.key ?? only ?? '', line] as const) };
  };
  const chosen = request.agents !== undefined || steps.agentType === null || steps.steps.apart.length === 0;
  const first = await ask(request.episodes, chosen ? [] : [sql`${apartOf(steps, dialect)} = 0`]);
  const lines = new Map(first.lines);
  const without = request.episodes.filter((id) => (lines.get(id)?.rows ?? 0) === 0);
  if (!chosen && without.length > 0) {
    for (const [id, line] of (await ask(without, [])).lines) lines.set(id, line);
  }
  const series = request.episodes.map((id) => seriesOf(id, labels.get(id) ?? id, lines.get(id)));
  return { series, sql: first.sql };
}

/** One statement per episode, so that lines are told apart by their agent alone. */
async function splitLines(question: Question): Promise<Lines> {
  const { lens, steps, request, labels, several = request.episodes.length > 1 } = question;
  const { dialect } = lens;
  const byType = request.split === 'type';
  if (byType && steps.agentType === null) throw new Failure('BAD_INPUT', 'Agents have no types in this database');
  const agents = agentGroup(steps, dialect);
  const group = byType ? lineGroup([steps.agentType!], ([type]) => textOf(type!, dialect)) : agents.group;
  const series: Series[] = [];
  let text = '';
  for (const episode of request.episodes) {
    const answer = await reduce(question, { group, where: [idIs(steps.episode, episode, dialect)] });
    text ||= answer.sql;
    const prefix = several ? `${labels.get(episode) ?? episode} · ` : '';
    for (const line of answer.lines) {
      const part = byType ? (line.key ?? '') : agentKey(agents.read(line.key ?? ''));
      series.push(seriesOf(`${episode}/${part}`, `${prefix}${part}`, line));
    }
  }
  return { series, sql: text };
}

function reduce(
  { lens, steps, measure, request, closed, options }: Question,
  { group, where }: Pick<M4Input, 'group' | 'where'>,
): Promise<M4Answer> {
  const { dialect, connection } = lens;
  const { from, to, agents, split, smooth } = request;
  const both = from !== undefined && to !== undefined;
  if (smooth !== undefined && !both && (from ?? to) !== undefined) {
    throw new Failure('BAD_INPUT', 'A part of a smoothed line needs both its ends');
  }
  const some =
    agents === undefined
      ? []
      : [
          agentIs(
            steps,
            agents.map((key) => parseAgentKey(key, steps)),
            dialect,
          ),
        ];
  const rows: StepRows = {
    from: join([steps.from, measure.join ?? raw('')], ' '),
    where: [...where, ...some, ...(measure.where === undefined ? [] : [measure.where])],
    // As it is stored where it is a number, so that an index over it serves.
    x: steps.time.kind === 'integer' || steps.time.kind === 'float' ? steps.time.sql : doubleOf(steps.time, dialect),
    y: measure.value,
    group,
  };
  const summed = measure.running ? runningSums(steps, rows) : rows;
  const time = measure.running ? timeOfSums(steps) : steps.time;
  return m4(
    connection,
    {
      ...summed,
      where: [...summed.where, ...(both ? [] : timeWithin({ ...steps, time }, from, to))],
      range: both ? [from, to] : undefined,
      closed,
      smooth,
      log: request.log,
      pixels: request.points,
      aggregate: split === 'agent' || steps.agent === null ? undefined : 'mean',
    },
    options,
  );
}

function seriesOf(id: string, label: string, line: M4Line | undefined): Series {
  if (line === undefined) return { id, label, points: [], episodes: null, rows: 0, notFinite: 0, method: 'rows' };
  const { points, raw: before, rows, notFinite, below, method } = line;
  return {
    id,
    label,
    points,
    ...(before && { raw: before }),
    episodes: null,
    rows,
    notFinite,
    ...(below && { below }),
    method,
  };
}

async function episodeLabels(
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

import type { SeriesRequest } from '#shared/contract/browse.ts';
import { cellNumber } from '#shared/model/cell.ts';
import type { Series, SeriesAnswer } from '#shared/model/experiment.ts';
import { Failure } from '#shared/model/failure.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { doubleOf } from '../binding/compile.ts';
import { idIn, idText } from '../binding/ids.ts';
import { frameRate } from '../levels/steps-source.ts';
import { EPOCH } from '../trajectory/header.ts';
import type { DrawnLine } from './episode-lines.ts';

type Kind = NonNullable<SeriesRequest['x']>;
type Axis = SeriesAnswer['x'];

/** What x may be, of the steps of a lens: seconds where its time is a date or in seconds, or it knows a frame rate. */
export function kindsOfX({ episode }: BoundLens, steps: BoundSteps): readonly Kind[] {
  const knows = inSeconds(steps) || (episode !== null && frameRate(episode, steps) !== null);
  return ['recorded', 'relative', ...(knows ? ['elapsed' as const] : [])];
}

/** What the x of lines over time is called. */
export function axisOf(lens: BoundLens, steps: BoundSteps, kind: Kind): Axis {
  const { title, unit } = steps.steps.time;
  const kinds = kindsOfX(lens, steps);
  const isDate = steps.time.kind === 'time';
  if (kind === 'elapsed') return { title: 'Time since the first', unit: 's', kinds };
  if (kind === 'recorded') return { title, unit: isDate ? EPOCH : (unit ?? null), kinds };
  return { title: `${title} since the first`, unit: isDate ? 's' : (unit ?? null), kinds };
}

/** An episode's x: where its 0 lies in recorded time, how much of that 1 is, and what the steps reach. */
interface Origin {
  readonly first: number;
  readonly per: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Lines whose x begins with their episode: each episode is drawn by itself over the part of its own time that the common
 * axis shows, so that indexes over time serve and pixel columns stay those of the chart. `draw` takes a request of one
 * episode in recorded time; `closed` says that nothing lies beyond.
 */
export async function alignedLines(
  lens: BoundLens,
  steps: BoundSteps,
  request: SeriesRequest,
  draw: (request: SeriesRequest, closed: boolean) => Promise<readonly DrawnLine[]>,
  options: QueryOptions,
): Promise<readonly DrawnLine[]> {
  const closed = request.from === undefined && request.to === undefined;
  const lines: DrawnLine[] = [];
  for (const { own, moved } of await ownRequests(lens, steps, request, options)) {
    lines.push(...(await draw(own, closed)).map(moved));
  }
  return lines;
}

/** An episode by itself, in recorded time. */
export interface OwnRequest {
  readonly episode: string;
  readonly own: SeriesRequest;
  readonly origin: { readonly first: number; readonly per: number };
  /** A line of the answer over the axis that was asked for. */
  readonly moved: (line: DrawnLine) => DrawnLine;
}

/** What is asked of each episode. */
export async function ownRequests(
  lens: BoundLens,
  steps: BoundSteps,
  request: SeriesRequest,
  options: QueryOptions,
): Promise<readonly OwnRequest[]> {
  const origins = await originsOf(lens, steps, request, options);
  const all = [...origins.values()];
  const from = request.from ?? Math.min(...all.map(({ low, first, per }) => (low - first) / per));
  const to = request.to ?? Math.max(...all.map(({ high, first, per }) => (high - first) / per));
  return request.episodes.map((episode) => {
    const { first = 0, per = 1 } = origins.get(episode) ?? {};
    const range = all.length === 0 ? {} : { from: first + from * per, to: first + to * per };
    const own = { ...request, episodes: [episode], ...range, smooth: inRecorded(request.smooth, per) };
    return { episode, own, origin: { first, per }, moved: (line) => since(line, first, per) };
  });
}

function inRecorded(smooth: SeriesRequest['smooth'], per: number): SeriesRequest['smooth'] {
  return smooth?.kind === 'ema' && smooth.per !== undefined ? { ...smooth, per: smooth.per * per } : smooth;
}

function since(line: DrawnLine, first: number, per: number): DrawnLine {
  const moved = (points: Series['points']) => points.map(([x, y]) => [(x - first) / per, y] as const);
  const { points, raw } = line;
  return { ...line, points: moved(points), ...(raw && { raw: moved(raw) }), origin: { first, per } };
}

/** By episode id; none for an episode without steps. */
async function originsOf(
  lens: BoundLens,
  steps: BoundSteps,
  { episodes, x }: SeriesRequest,
  options: QueryOptions,
): Promise<ReadonlyMap<string, Origin>> {
  const extents = await extentsOf(lens, steps, episodes, options);
  // Whatever a measure is over, its episode begins with the first step.
  const own = lens.steps;
  const firsts = own === null || own === steps ? extents : await extentsOf(lens, own, episodes, options);
  const rates = x === 'elapsed' && !inSeconds(steps) ? await ratesOf(lens, steps, episodes, options) : null;
  const origins = new Map<string, Origin>();
  for (const [id, [low, high]] of extents) {
    const [first] = firsts.get(id) ?? [low];
    const per = rates === null ? 1 : rates.get(id);
    if (per === undefined) throw new Failure('BAD_INPUT', `Episode “${id}” has no frame rate: choose another x`);
    origins.set(id, { first, per, low, high });
  }
  return origins;
}

async function extentsOf(
  { connection, dialect }: BoundLens,
  steps: BoundSteps,
  ids: readonly string[],
  options: QueryOptions,
): Promise<ReadonlyMap<string, readonly [number, number]>> {
  const time = doubleOf(steps.time, dialect);
  const { rows } = await connection.rows(
    sql`select ${idText(steps.episode, dialect)}, min(${time}), max(${time}) from ${steps.from}
      where ${idIn(steps.episode, ids, dialect)} and ${dialect.isFinite(time)} group by 1`,
    options,
  );
  return new Map(
    rows.flatMap(([id, low, high]) => {
      const extent = [cellNumber(low ?? null), cellNumber(high ?? null)] as const;
      return extent[0] === undefined || extent[1] === undefined ? [] : [[String(id), [extent[0], extent[1]]] as const];
    }),
  );
}

/** Frames per second by episode. */
async function ratesOf(
  { connection, dialect, episode }: BoundLens,
  steps: BoundSteps,
  ids: readonly string[],
  options: QueryOptions,
): Promise<ReadonlyMap<string, number>> {
  const rate = episode === null ? null : frameRate(episode, steps);
  if (episode === null || rate === null) {
    throw new Failure('BAD_INPUT', 'This database does not say how long a step is: choose another x');
  }
  const { rows } = await connection.rows(
    sql`select ${idText(episode.id, dialect)}, ${rate} from ${episode.from} where ${idIn(episode.id, ids, dialect)}`,
    options,
  );
  return new Map(
    rows.flatMap(([id, found]) => {
      const value = cellNumber(found ?? null);
      return value !== undefined && value > 0 && Number.isFinite(value) ? [[String(id), value] as const] : [];
    }),
  );
}

function inSeconds({ time, steps }: BoundSteps): boolean {
  return time.kind === 'time' || steps.time.unit === 's';
}

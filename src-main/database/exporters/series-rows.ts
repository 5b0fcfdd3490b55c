import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { Cell } from '#shared/model/cell.ts';
import { floatCell } from '#shared/model/cell.ts';
import type { Series, SeriesAnswer } from '#shared/model/experiment.ts';
import type { ExportSource } from '#shared/model/export.ts';
import { Failure } from '#shared/model/failure.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import type { QueryOptions } from '../drivers/driver.ts';
import type { LensSession } from '../lenses/lens-session.ts';
import type { TableStream } from './table-stream.ts';

type Rows = readonly (readonly Cell[])[];

/** Lines of charts as rows: reduced as a chart of `points` pixels draws them, or every point there is. */
export function seriesRows(
  lens: LensSession,
  { requests, points }: Extract<ExportSource, { kind: 'series' }>,
  options: QueryOptions,
): TableStream {
  return { columns, batches: batches(lens, requests, points, options) };
}

const text = { type: 'text', kind: 'text', unit: null } as const;
const double = { type: 'double', kind: 'float', unit: null } as const;

const columns: readonly AnswerColumn[] = [
  { name: 'measure', title: 'Measure', ...text },
  { name: 'line', title: 'Line', ...text },
  { name: 'id', title: 'Id', ...text },
  { name: 'kind', title: 'Kind', ...text },
  { name: 'x', title: 'x', ...double },
  { name: 'y', title: 'y', ...double },
];

async function* batches(
  lens: LensSession,
  requests: readonly SeriesRequest[],
  points: number | undefined,
  options: QueryOptions,
): AsyncGenerator<Rows> {
  for (const request of requests) {
    if (points !== undefined) yield* rowsOf(await lens.series({ ...request, points }, options), () => true);
    else yield* whole(lens, request, options);
  }
}

/** Most pixels that may be asked for: a line of up to four points for each comes whole. */
const mostPixels = 20_000;

/** Halves of x are halves no more after so many times: more points than come whole lie at one place. */
const mostHalves = 50;

/** Every point, stretch by stretch of x: one that comes reduced is asked for again in halves. */
async function* whole(lens: LensSession, request: SeriesRequest, options: QueryOptions): AsyncGenerator<Rows> {
  const first = await lens.series({ ...request, points: mostPixels }, options);
  if (!isReduced(first)) return yield* rowsOf(first, inside(request.from, request.to));
  const [low, high] = extentOf(first);
  yield* stretch(lens, request, { from: request.from ?? low, to: request.to ?? high, last: true, depth: 0 }, options);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Whether `to` belongs to it. */
  readonly last: boolean;
  readonly depth: number;
}

async function* stretch(
  lens: LensSession,
  request: SeriesRequest,
  { from, to, last, depth }: Stretch,
  options: QueryOptions,
): AsyncGenerator<Rows> {
  const answer = await lens.series({ ...request, from, to, points: mostPixels }, options);
  if (!isReduced(answer)) return yield* rowsOf(answer, (x) => x >= from && (last ? x <= to : x < to));
  const middle = from + (to - from) / 2;
  if (depth >= mostHalves || middle <= from || middle >= to)
    throw new Failure(
      'BAD_INPUT',
      'More points lie at one x than a line can hold; export the steps of the episode instead',
    );
  yield* stretch(lens, request, { from, to: middle, last: false, depth: depth + 1 }, options);
  yield* stretch(lens, request, { from: middle, to, last, depth: depth + 1 }, options);
}

function isReduced({ series }: SeriesAnswer): boolean {
  return series.some(({ method }) => method === 'm4' || method === 'mean+m4');
}

/** Answers hold a point beyond each edge, for the line that leads there. */
function inside(from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY): (x: number) => boolean {
  return (x) => x >= from && x <= to;
}

function extentOf({ series }: SeriesAnswer): readonly [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { points } of series) {
    for (const [x] of points) {
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
  }
  return [low, high];
}

function* rowsOf({ measure, series }: SeriesAnswer, keep: (x: number) => boolean): Generator<Rows> {
  for (const line of series) {
    yield part(measure.id, line, line.raw === undefined ? 'value' : 'smoothed', line.points, keep);
    if (line.raw !== undefined) yield part(measure.id, line, 'as recorded', line.raw, keep);
  }
}

function part(
  measure: string,
  { label, id }: Series,
  kind: string,
  points: Series['points'],
  keep: (x: number) => boolean,
): Rows {
  return points.filter(([x]) => keep(x)).map(([x, y]) => [measure, label, id, kind, floatCell(x), floatCell(y)]);
}

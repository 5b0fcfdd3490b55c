import type { Series, SeriesAnswer } from './experiment.ts';
import { LineReducer, type PixelGrid, type Point, type ReducedLine } from './m4.ts';
import { withEnds } from './smooth-line.ts';

/**
 * An answer that was read on (`SeriesRequest.since`), with what the answer before knows of it. The same lines as if all had
 * been asked for: of two parts of a line, the extremes of both are among the extremes of each.
 * @param grid of both requests
 */
export function joinedSeries(before: SeriesAnswer, now: SeriesAnswer, grid: PixelGrid): SeriesAnswer {
  const known = new Map(before.series.map((line) => [line.id, line]));
  const goesOn = now.series.some(({ continues }) => continues !== undefined);
  return {
    ...now,
    series: now.series.map((line) => joinedLine(known.get(line.id), line, grid)),
    sql: goesOn ? before.sql : now.sql,
  };
}

function joinedLine(before: Series | undefined, now: Series, grid: PixelGrid): Series {
  const { continues, ...line } = now;
  if (continues === undefined) return now;
  const { own, toRecorded, back } = recordedOf(now, grid);
  const many = !isWhole(now) || (before !== undefined && !isWhole(before));
  const join = (earlier: readonly Point[] = [], later: readonly Point[] = []): ReducedLine => {
    const reducer = new LineReducer(own, many);
    const kept = earlier.map(toRecorded).filter(([x]) => x < continues);
    for (const [x, y] of [...kept, ...later.map(toRecorded)]) reducer.add(x, y);
    return reducer.finish();
  };
  const found = join(before?.points, now.points);
  const mean = now.method.startsWith('mean');
  const method = mean ? (found.whole ? 'mean' : 'mean+m4') : found.whole ? 'rows' : 'm4';
  const raw = now.raw && withEnds(join(before?.raw, now.raw)).map(back);
  return { ...line, points: withEnds(found).map(back), ...(raw && { raw }), method };
}

/** Lines over an axis of their own were reduced where they were recorded, in whole numbers. */
function recordedOf({ origin }: Series, grid: PixelGrid) {
  const same = (point: Point): Point => point;
  if (origin === undefined) return { own: grid, toRecorded: same, back: same };
  const { first, per } = origin;
  return {
    own: { ...grid, from: first + grid.from * per, to: first + grid.to * per },
    toRecorded: ([x, y]: Point): Point => [Math.round(first + x * per), y],
    back: ([x, y]: Point): Point => [(x - first) / per, y],
  };
}

function isWhole({ method }: Series): boolean {
  return method === 'rows' || method === 'mean';
}

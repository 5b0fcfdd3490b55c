import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { Series } from '#shared/model/experiment.ts';
import type { PixelGrid } from '#shared/model/m4.ts';
import { RowLine } from '#shared/model/m4-lines.ts';
import { SmoothLine, withEnds } from '#shared/model/smooth-line.ts';
import type { Smoothing } from '#shared/model/smoothing.ts';

/** An episode on the line of its session. */
export interface SessionPoint {
  /** NaN where it has no place. */
  readonly x: number;
  readonly y: number;
  readonly episode: string;
  /** Of how many values y is made, and of how many finite ones. */
  readonly rows: number;
  readonly finite: number;
}

/** The line over the episodes of a session, by ascending x. Those without a place count where the whole line is asked for. */
export function sessionLine(all: readonly SessionPoint[], request: SeriesRequest): Omit<Series, 'id' | 'label'> {
  const points = all.filter(({ x }) => Number.isFinite(x));
  const { from = points[0]?.x ?? 0, to = points.at(-1)?.x ?? 0, points: pixels, smooth, log } = request;
  const drawn = reduce(points, { from, to, pixels, log }, smooth);
  const whole = request.from === undefined && request.to === undefined;
  const seen = whole ? all : points.filter(({ x }) => x >= from && x <= to);
  const rows = seen.reduce((sum, point) => sum + point.rows, 0);
  const finite = seen.reduce((sum, { x, ...point }) => sum + (Number.isFinite(x) ? point.finite : 0), 0);
  return {
    points: drawn.points,
    ...(drawn.raw && { raw: drawn.raw }),
    episodes: episodesBehind(drawn.points, points),
    rows,
    notFinite: rows - finite,
    ...(drawn.below > 0 && { below: drawn.below }),
    method: drawn.whole ? 'mean' : 'mean+m4',
  };
}

/** An episode without a value is a row of no window. */
function reduce(
  points: readonly SessionPoint[],
  grid: PixelGrid,
  smoothing: Smoothing | undefined,
): Pick<Series, 'points' | 'raw'> & { readonly whole: boolean; readonly below: number } {
  const smooth = smoothing === undefined ? null : new SmoothLine(grid, smoothing, false);
  const plain = new RowLine(grid);
  for (const { x, y } of points) {
    if (Number.isFinite(y)) (smooth ?? plain).add(x, y);
  }
  const found = smooth?.finish();
  const drawn = found ?? plain.finish();
  return { points: withEnds(drawn), whole: drawn.whole, below: drawn.below, raw: found?.raw };
}

/** The episode behind each point of the line: of several at one x the one with its value, or the first. Both by ascending x. */
function episodesBehind(drawn: Series['points'], points: readonly SessionPoint[]): readonly string[] {
  let first = 0;
  return drawn.map(([x, y]) => {
    while (first < points.length && points[first]!.x < x) first += 1;
    let at = first;
    while (points[at]?.x === x && points[at]!.y !== y) at += 1;
    const behind = points[at]?.x === x ? points[at] : points[first];
    return behind?.x === x ? behind.episode : '';
  });
}

import type { Series, SeriesAnswer } from './experiment.ts';
import { LineReducer, type PixelGrid } from './m4.ts';
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
  const earlier = (before?.points ?? []).filter(([x]) => x < continues);
  const many = !isWhole(now) || (before !== undefined && !isWhole(before));
  const reducer = new LineReducer(grid, many);
  for (const [x, y] of [...earlier, ...now.points]) reducer.add(x, y);
  const found = reducer.finish();
  const mean = now.method.startsWith('mean');
  const method = mean ? (found.whole ? 'mean' : 'mean+m4') : found.whole ? 'rows' : 'm4';
  return { ...line, points: withEnds(found), method };
}

function isWhole({ method }: Series): boolean {
  return method === 'rows' || method === 'mean';
}

import { LineReducer, type Point } from '#shared/model/m4.ts';
import type { QuestionChart, QuestionLine } from '#shared/model/question.ts';

/** One line of a chart before it is reduced. */
export interface GatheredLine {
  readonly id: string;
  readonly label: string;
  readonly points: Point[];
  /** Of each point, or none at all. */
  readonly shades: number[];
  rows: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A line as a chart of that size draws it: lines keep the extremes of each pixel column, clouds one point per pixel. */
export function drawnLine(line: GatheredLine, kind: QuestionChart['kind'], size: Size): QuestionLine {
  const { id, label, rows, points } = line;
  const about = { id, label, rows, notFinite: rows - points.length };
  if (kind === 'line') {
    const reduced = reduceLine(points, size.width);
    return { ...about, points: reduced.points, method: reduced.whole ? 'rows' : 'm4' };
  }
  const shades = line.shades.length === 0 ? undefined : line.shades;
  if (kind === 'bar' || points.length <= FEW) return { ...about, points, shades, method: 'rows' };
  const kept = onePerPixel(points, shades, size);
  return {
    ...about,
    points: kept.map((at) => points[at]!),
    shades: shades && kept.map((at) => shades[at]!),
    method: kept.length === points.length ? 'rows' : 'pixels',
  };
}

/** Points of a cloud that are drawn as they are. */
const FEW = 2000;

function reduceLine(points: readonly Point[], pixels: number) {
  const [from, to] = extent(points, 0);
  const reducer = new LineReducer({ from, to, pixels });
  for (const [x, y] of points) reducer.add(x, y);
  return reducer.finish();
}

/** Places of the points that are the first in their pixel, or the strongest where points have a shade. */
function onePerPixel(
  points: readonly Point[],
  shades: readonly number[] | undefined,
  { width, height }: Size,
): readonly number[] {
  const [left, right] = extent(points, 0);
  const [low, high] = extent(points, 1);
  const kept = new Map<number, number>();
  points.forEach(([x, y], at) => {
    const column = right > left ? Math.floor(((x - left) / (right - left)) * (width - 1)) : 0;
    const row = high > low ? Math.floor(((y - low) / (high - low)) * (height - 1)) : 0;
    const pixel = row * width + column;
    const before = kept.get(pixel);
    const stronger = shades !== undefined && before !== undefined && (shades[at] ?? 0) > (shades[before] ?? 0);
    if (before === undefined || stronger) kept.set(pixel, at);
  });
  return [...kept.values()];
}

function extent(points: readonly Point[], axis: 0 | 1): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    low = Math.min(low, point[axis]);
    high = Math.max(high, point[axis]);
  }
  return low > high ? [0, 0] : [low, high];
}

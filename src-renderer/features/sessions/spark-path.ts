import type { Series } from '#shared/model/experiment.ts';

/** SVG path of a line that fills a small box: x from its first to its last point, y over `scale`; a pixel of room around. */
export function sparkPath(
  points: Series['points'],
  [low, high]: readonly [number, number],
  width: number,
  height: number,
): string {
  const [first] = points[0] ?? [0];
  const [last] = points.at(-1) ?? [0];
  const x = (at: number) => (last > first ? 1 + ((at - first) / (last - first)) * (width - 2) : width / 2);
  const y = (value: number) => (high > low ? height - 1 - ((value - low) / (high - low)) * (height - 2) : height / 2);
  const steps = points.map(([at, value], index) => `${index === 0 ? 'M' : 'L'}${round(x(at))} ${round(y(value))}`);
  // A single point would be no line at all.
  return points.length === 1 ? `${steps[0]}h2` : steps.join('');
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** Lowest and highest y of all lines. */
export function sparkScale(lines: readonly Pick<Series, 'points'>[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { points } of lines) {
    for (const [, y] of points) {
      low = Math.min(low, y);
      high = Math.max(high, y);
    }
  }
  return low > high ? [0, 1] : [low, high];
}

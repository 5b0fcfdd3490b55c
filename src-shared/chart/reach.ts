import type { Point } from '../model/m4.ts';

export type Extent = readonly [from: number, to: number];

/** The least and the greatest x of lines; `undefined` where none has a point. */
export function xReach(lines: Iterable<{ readonly points: readonly Point[] }>): Extent | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { points } of lines) {
    for (const [x] of points) {
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
  }
  return low > high ? undefined : [low, high];
}

/** What an axis shows that ends where its lines do; a place alone stands in its middle. */
export function xExtent(lines: Iterable<{ readonly points: readonly Point[] }>): Extent {
  const [low, high] = xReach(lines) ?? [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

/** A line of a run: x, ascending, and what was measured there. */
export interface Curve {
  readonly at: readonly number[];
  readonly values: readonly number[];
}

/** The places of x that lines are compared at: all of theirs, or `most` evenly spaced where there are more. */
export function commonGrid(curves: readonly Curve[], most: number): readonly number[] {
  const all = new Set(curves.flatMap(({ at }) => at));
  if (all.size <= most) return [...all].sort((one, other) => one - other);
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const x of all) {
    low = Math.min(low, x);
    high = Math.max(high, x);
  }
  return Array.from({ length: most }, (_, step) => low + ((high - low) * step) / (most - 1));
}

/** A line at the places of a grid, straight between its points; NaN before its first and behind its last. */
export function interpolate({ at, values }: Curve, grid: readonly number[]): Float64Array {
  let next = 0;
  return Float64Array.from(grid, (x) => {
    while (next < at.length && at[next]! < x) next += 1;
    const [right, y] = [at[next], values[next]];
    if (right === undefined || y === undefined) return Number.NaN;
    if (right === x) return y;
    const [left, before] = [at[next - 1], values[next - 1]];
    if (left === undefined || before === undefined) return Number.NaN;
    return before + ((y - before) * (x - left)) / (right - left);
  });
}

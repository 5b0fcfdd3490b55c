import { mean } from './describe.ts';
import type { Curve } from './grid.ts';

/** How a run is judged. */
export interface ConvergenceHow {
  /** Values of the moving average, this one and those before it. */
  readonly window: number;
  /** How far from its end the moving average may be, as a share of all it ranges over. */
  readonly band: number;
  /** Whether more is better. */
  readonly higher: boolean;
  readonly threshold: number | undefined;
}

/** How a run came where it came. Places are x of the line; `null` where it never did. */
export interface Convergence {
  readonly best: number;
  readonly bestAt: number;
  /** Mean of the last window. */
  readonly end: number;
  /** The mean height of the line (trapezoids over the length of x), which compares runs of different length. */
  readonly area: number;
  /** The first place from which on the moving average stays near its end; none where only the last window does. */
  readonly settledAt: number | null;
  /** The first place where the moving average reaches the threshold. */
  readonly reachedAt: number | null;
}

/** `null` for a line without points. */
export function convergence(curve: Curve, how: ConvergenceHow): Convergence | null {
  const { at, values } = curve;
  if (values.length === 0) return null;
  const window = Math.min(how.window, values.length);
  const averages = movingMeans(values, window);
  const better = (one: number, other: number) => (how.higher ? one > other : one < other);
  const bestIndex = values.reduce((best, value, index) => (better(value, values[best]!) ? index : best), 0);
  const reached = averages.findIndex((average) => {
    const { threshold } = how;
    return threshold !== undefined && (average === threshold || better(average, threshold));
  });
  const settled = settledIndex(averages, how.band, window);
  return {
    best: values[bestIndex]!,
    bestAt: at[bestIndex]!,
    end: averages.at(-1)!,
    area: meanHeight(curve),
    settledAt: settled === null ? null : at[settled + window - 1]!,
    reachedAt: reached < 0 ? null : at[reached + window - 1]!,
  };
}

/** Means of so many values, whole windows only: the first stands at the place `window − 1`. */
export function movingMeans(values: readonly number[], window: number): readonly number[] {
  return values.slice(window - 1).map((_, index) => mean(values.slice(index, index + window)));
}

function settledIndex(averages: readonly number[], band: number, window: number): number | null {
  const end = averages.at(-1)!;
  const range =
    averages.reduce((most, each) => Math.max(most, each), end) -
    averages.reduce((least, each) => Math.min(least, each), end);
  const near = (average: number) => Math.abs(average - end) <= band * range;
  const far = averages.findLastIndex((average) => !near(average));
  return averages.length > 1 && averages.length - 1 - far >= Math.min(window, averages.length) ? far + 1 : null;
}

function meanHeight({ at, values }: Curve): number {
  const length = (at.at(-1) ?? 0) - (at[0] ?? 0);
  if (!(length > 0)) return mean(values);
  let area = 0;
  for (let index = 1; index < at.length; index += 1) {
    area += ((values[index]! + values[index - 1]!) / 2) * (at[index]! - at[index - 1]!);
  }
  return area / length;
}

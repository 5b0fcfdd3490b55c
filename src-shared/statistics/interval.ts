import { mean, type Sample, standardError, variance } from './describe.ts';
import { normalQuantileAbove, tQuantileAbove } from './distributions.ts';
import { differences } from './effect-size.ts';
import { welchDegrees } from './t-tests.ts';

/** Lower and upper bound; NaN where the sample says nothing. */
export type Interval = readonly [low: number, high: number];

export const around = (middle: number, half: number): Interval => [middle - half, middle + half];

/** Student's interval of a mean (1908). */
export function tInterval(values: Sample, level = 0.95): Interval {
  if (values.length < 2) return [Number.NaN, Number.NaN];
  return around(mean(values), tQuantileAbove((1 - level) / 2, values.length - 1) * standardError(values));
}

/**
 * What many programs print as the interval of a mean: a normal quantile times a standard error with n below. Too narrow, the
 * more so the fewer values there are; here to recompute what was published with it.
 */
export function normalInterval(values: Sample, level = 0.95): Interval {
  const spread = Math.sqrt((variance(values) * (values.length - 1)) / values.length);
  return around(mean(values), (normalQuantileAbove((1 - level) / 2) * spread) / Math.sqrt(values.length));
}

/** Welch's interval of the difference of two means (1947). */
export function welchInterval(one: Sample, other: Sample, level = 0.95): Interval {
  if (Math.min(one.length, other.length) < 2) return [Number.NaN, Number.NaN];
  const half = tQuantileAbove((1 - level) / 2, welchDegrees(one, other));
  return around(mean(one) - mean(other), half * Math.hypot(standardError(one), standardError(other)));
}

/** Student's interval of the mean difference of pairs. */
export function pairedInterval(one: Sample, other: Sample, level = 0.95): Interval {
  return tInterval(differences(one, other), level);
}

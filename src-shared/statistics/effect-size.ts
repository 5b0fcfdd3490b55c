import { mean, type Sample, variance } from './describe.ts';
import { bisect, noncentralTBelow, normalQuantileAbove } from './distributions.ts';
import type { Interval } from './interval.ts';

/** Root of the mean of both variances, weighted by their degrees of freedom. */
export function pooledDeviation(one: Sample, other: Sample): number {
  const [n, m] = [one.length, other.length];
  return Math.sqrt(((n - 1) * variance(one) + (m - 1) * variance(other)) / (n + m - 2));
}

/** Cohen's d: the mean of `one` minus that of `other`, over their pooled deviation (Cohen, 1988). NaN of fewer than two each. */
export function cohensD(one: Sample, other: Sample): number {
  const difference = mean(one) - mean(other);
  return difference === 0 ? 0 : difference / pooledDeviation(one, other);
}

/**
 * The interval of Cohen's d of independent samples: those noncentral t distributions of which the found t is at most that
 * unlikely (Steiger and Fouladi, 1997). Exact for normal samples of one variance.
 */
export function cohensDInterval(one: Sample, other: Sample, level = 0.95): Interval {
  const [n, m] = [one.length, other.length];
  const d = cohensD(one, other);
  if (!Number.isFinite(d)) return [Number.NaN, Number.NaN];
  const scale = Math.sqrt((n * m) / (n + m));
  const t = d * scale;
  const df = n + m - 2;
  const reach = 40 + Math.abs(t);
  const shiftWith = (below: number) =>
    bisect((shift) => noncentralTBelow(t, df, shift) - below, t - reach, t + reach) / scale;
  return [shiftWith((1 + level) / 2), shiftWith((1 - level) / 2)];
}

/**
 * The interval of Cohen's d where the samples are pairs (Bonett, 2008, for two dependent means and the mean of both
 * variances): large-sample, and narrow where the pairs agree.
 */
export function pairedCohensDInterval(one: Sample, other: Sample, level = 0.95): Interval {
  const d = cohensD(one, other);
  const df = one.length - 1;
  const [v, w] = [variance(one), variance(other)];
  const covariance = (v + w - variance(differences(one, other))) / 2;
  const middle = (v + w) / 2;
  const spread = (d * d * (v * v + w * w + 2 * covariance * covariance)) / (8 * df * middle * middle);
  const shift = (v + w - 2 * covariance) / (df * middle);
  const half = normalQuantileAbove((1 - level) / 2) * Math.sqrt(spread + shift);
  return [d - half, d + half];
}

/** `one` minus `other`, pair by pair. */
export function differences(one: Sample, other: Sample): Float64Array {
  return Float64Array.from(one, (value, at) => value - (other[at] ?? Number.NaN));
}

/** Cohen's words for the size of an effect: small from 0.2, medium from 0.5, large from 0.8. */
export function magnitudeOf(d: number): 'negligible' | 'small' | 'medium' | 'large' {
  const size = Math.abs(d);
  if (size < 0.2) return 'negligible';
  return size < 0.5 ? 'small' : size < 0.8 ? 'medium' : 'large';
}

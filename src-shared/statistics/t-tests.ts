import { mean, type Sample, standardError, variance } from './describe.ts';
import { tTwoSided } from './distributions.ts';
import { differences } from './effect-size.ts';

/** What a test came to: its statistic, degrees of freedom where it has some, and the two-sided p. */
export interface TestResult {
  readonly statistic: number;
  readonly df: number | null;
  readonly p: number;
  /** Whether p was counted rather than approximated by a normal distribution. */
  readonly exact?: boolean | undefined;
}

const NOTHING: TestResult = { statistic: Number.NaN, df: null, p: Number.NaN };

/** Welch's t test of two means whose variances may differ (1947). NaN of fewer than two values each, or without any spread. */
export function welchTest(one: Sample, other: Sample): TestResult {
  if (Math.min(one.length, other.length) < 2) return NOTHING;
  const df = welchDegrees(one, other);
  const statistic = (mean(one) - mean(other)) / Math.hypot(standardError(one), standardError(other));
  return Number.isFinite(statistic) ? { statistic, df, p: tTwoSided(statistic, df) } : NOTHING;
}

/** Degrees of freedom by Welch and Satterthwaite (1946). */
export function welchDegrees(one: Sample, other: Sample): number {
  const [n, m] = [one.length, other.length];
  const [v, w] = [variance(one) / n, variance(other) / m];
  return (v + w) ** 2 / (v ** 2 / (n - 1) + w ** 2 / (m - 1));
}

/** Student's t test of pairs (1908): values of one place belong together. */
export function pairedTest(one: Sample, other: Sample): TestResult {
  const of = differences(one, other);
  if (of.length < 2) return NOTHING;
  const statistic = mean(of) / standardError(of);
  return Number.isFinite(statistic)
    ? { statistic, df: of.length - 1, p: tTwoSided(statistic, of.length - 1) }
    : NOTHING;
}

import type { Sample } from './describe.ts';
import { normalTwoSided } from './distributions.ts';
import { midranks, rankSums, tieTerm } from './ranks.ts';
import type { TestResult } from './t-tests.ts';

/** Samples of so few values together have every division of their ranks counted. */
const FEW = 50;

/**
 * The test of Mann and Whitney (1947): U counts how often a value of `one` lies above one of `other`, half where they are
 * equal. For few values p is the share of all divisions of the ranks found, ties among them, that lie at least as far from
 * their mean (Streitberg and Röhmel, 1986); else normal, corrected for ties and continuity.
 */
export function mannWhitneyTest(one: Sample, other: Sample): TestResult {
  const [n, m] = [one.length, other.length];
  if (n === 0 || m === 0) return { statistic: Number.NaN, df: null, p: Number.NaN };
  const ranks = midranks([...one, ...other]);
  const sum = ranks.slice(0, n).reduce((total, rank) => total + rank, 0);
  const statistic = sum - (n * (n + 1)) / 2;
  const away = Math.abs(statistic - (n * m) / 2);
  if (n + m <= FEW) return { statistic, df: null, p: shareAway(ranks, n, sum), exact: true };
  const all = n + m;
  const spread = Math.sqrt(((n * m) / 12) * (all + 1 - tieTerm(ranks) / (all * (all - 1))));
  return { statistic, df: null, p: spread > 0 ? normalTwoSided(Math.max(0, away - 0.5) / spread) : 1, exact: false };
}

/** The probability that a value of `one` lies above one of `other`, equal ones counted half. */
export function probabilityAbove(one: Sample, other: Sample): number {
  return mannWhitneyStatistic(one, other) / (one.length * other.length);
}

/** U without a test, by merging: n log n. */
function mannWhitneyStatistic(one: Sample, other: Sample): number {
  const ranks = midranks([...one, ...other]);
  const n = one.length;
  return ranks.slice(0, n).reduce((total, rank) => total + rank, 0) - (n * (n + 1)) / 2;
}

function shareAway(ranks: readonly number[], chosen: number, sum: number): number {
  const counts = rankSums(ranks, chosen);
  const middle = (chosen * (ranks.length + 1)) / 2;
  let [away, all] = [0, 0];
  counts.forEach((count, doubled) => {
    all += count;
    if (Math.abs(doubled / 2 - middle) >= Math.abs(sum - middle) - 1e-9) away += count;
  });
  return away / all;
}

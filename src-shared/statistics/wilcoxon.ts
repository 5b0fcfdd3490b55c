import type { Sample } from './describe.ts';
import { normalTwoSided } from './distributions.ts';
import { differences } from './effect-size.ts';
import { midranks, rankSums, tieTerm } from './ranks.ts';
import type { TestResult } from './t-tests.ts';

/** So few pairs have every choice of signs counted. */
const FEW = 50;

/**
 * Wilcoxon's signed-rank test of pairs (1945): the statistic is the sum of the ranks of positive differences; differences of
 * zero are left out. For few pairs p is counted over all signs, ties among them; else normal, corrected for ties.
 */
export function wilcoxonTest(one: Sample, other: Sample): TestResult {
  const of = [...differences(one, other)].filter((difference) => difference !== 0);
  if (of.length === 0)
    return { statistic: one.length === 0 ? Number.NaN : 0, df: null, p: one.length === 0 ? Number.NaN : 1 };
  const ranks = midranks(of.map(Math.abs));
  const statistic = ranks.reduce((sum, rank, at) => sum + ((of[at] ?? 0) > 0 ? rank : 0), 0);
  const middle = (of.length * (of.length + 1)) / 4;
  const away = Math.abs(statistic - middle);
  if (of.length <= FEW) {
    let share = 0;
    rankSums(ranks).forEach((count, doubled) => {
      if (Math.abs(doubled / 2 - middle) >= away - 1e-9) share += count;
    });
    return { statistic, df: null, p: share / 2 ** of.length, exact: true };
  }
  const n = of.length;
  const spread = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24 - tieTerm(ranks) / 48);
  return { statistic, df: null, p: normalTwoSided(away / spread), exact: false };
}

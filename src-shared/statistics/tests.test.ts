import { describe, expect, it } from 'vitest';
import { corrected } from './corrections.ts';
import { interquartileMean, quantile } from './describe.ts';
import { cohensD, cohensDInterval, magnitudeOf, pairedCohensDInterval } from './effect-size.ts';
import { pairedInterval, tInterval, welchInterval } from './interval.ts';
import { mannWhitneyTest, probabilityAbove } from './mann-whitney.ts';
import { pairedTest, welchTest } from './t-tests.ts';
import { wilcoxonTest } from './wilcoxon.ts';

/** Hours of sleep gained by two drugs, of ten patients (Student, 1908). */
const first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
const second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

describe('t tests', () => {
  it('give what is printed of Student’s sleep', () => {
    // R's ?t.test: t = -1.8608, df = 17.776, p-value = 0.07939; paired t = -4.0621, df = 9, p-value = 0.002833,
    // interval -2.4598858 -0.7001142. The further digits are SciPy's.
    const welch = welchTest(first, second);
    expect(welch.statistic).toBeCloseTo(-1.8608134674868526, 12);
    expect(welch.df).toBeCloseTo(17.776473516178488, 12);
    expect(welch.p).toBeCloseTo(0.0793941401873583, 12);
    const paired = pairedTest(first, second);
    expect(paired.statistic).toBeCloseTo(-4.062127683382037, 12);
    expect(paired.p).toBeCloseTo(0.002832890197384273, 12);
    const [low, high] = pairedInterval(first, second);
    expect([low, high]).toEqual([expect.closeTo(-2.459885763276983, 10), expect.closeTo(-0.7001142367230175, 10)]);
  });

  it('Welch’s interval of the classical example', () => {
    const a = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4];
    const b = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4];
    expect(welchTest(a, b).p).toBeCloseTo(0.008071938172194903, 12);
    expect(welchInterval(a, b)).toEqual([
      expect.closeTo(-4.868022741791966, 10),
      expect.closeTo(-0.7986439248746979, 10),
    ]);
  });

  it('say nothing where nothing can be said', () => {
    expect(welchTest([1], [2, 3]).p).toBeNaN();
    expect(welchTest([1, 1], [2, 2]).p).toBeNaN();
    expect(pairedTest([1, 2, 3], [0, 1, 2]).p).toBeNaN();
    expect(tInterval([4])).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('the test of Mann and Whitney', () => {
  it('gives what is printed of permeability at two terms', () => {
    // Hollander and Wolfe (1973), p. 69: W = 35, one-sided p 0.1272.
    const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    const early = [1.15, 0.88, 0.9, 0.74, 1.21];
    expect(mannWhitneyTest(term, early)).toMatchObject({
      statistic: 35,
      p: expect.closeTo(0.2544122544122544, 14),
      exact: true,
    });
    expect(probabilityAbove(term, early)).toBe(0.7);
  });

  it('counts all divisions of few values, ties among them', () => {
    // Of the 462 ways to choose 6 of these 11 midranks, 67 lie as far from the mean.
    const found = mannWhitneyTest([1, 2, 2, 3, 5, 5], [2, 4, 5, 6, 6]);
    expect(found).toMatchObject({ statistic: 7, exact: true });
    expect(found.p).toBeCloseTo(67 / 462, 14);
  });

  it('approximates many, corrected for ties and continuity, as SciPy', () => {
    const x = [
      -0.8, -1.3, -0.2, 0.4, 1.1, 0.1, -0.6, -0.8, 0.7, 1.6, 0.3, -1.2, -1.0, 1.6, 0.2, -1.7, -0.1, -1.2, -0.6, -0.5,
      -0.7, 0.6, -0.1, -0.6, 0.4, 0.8, -1.6, -0.3, -1.0, -0.2, -1.3, 0.0, -0.0, -0.3, -1.0, -0.4, -1.1, -1.4, 0.2, -1.1,
    ];
    const y = [
      1.7, 1.2, -1.5, 0.8, -0.6, 0.5, 0.5, -1.5, 0.3, 0.2, 1.5, -0.7, 1.2, -0.6, 0.2, -0.3, 1.9, 1.1, 2.9, 1.1, 1.3,
      1.3, -0.1, 0.4, 1.9, 0.1, 0.7, 0.5, 1.1, 0.1, 0.3, 0.7, 0.6, -0.4, 1.4,
    ];
    const { statistic, p, exact } = mannWhitneyTest(x, y);
    expect([statistic, exact]).toEqual([325.5, false]);
    expect(p / 7.058746366050555e-5).toBeCloseTo(1, 11);
  });

  it('finds nothing where all are equal', () => {
    expect(mannWhitneyTest([1, 1], [1, 1, 1]).p).toBe(1);
    expect(mannWhitneyTest(new Array(40).fill(2), new Array(40).fill(2)).p).toBe(1);
    expect(mannWhitneyTest([], [1]).p).toBeNaN();
  });
});

describe('Wilcoxon’s test of pairs', () => {
  it('gives what is printed of depression before and after', () => {
    // Hollander and Wolfe (1973), p. 29: V = 40, one-sided p 0.01953.
    const before = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
    const after = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
    expect(wilcoxonTest(before, after)).toEqual({ statistic: 40, df: null, p: 0.0390625, exact: true });
  });

  it('counts all signs of few pairs, ties among them, without those of zero', () => {
    // By hand over the 512 signs of these nine differences: a share of 0.06640625 lies as far.
    const differences = [1, 1, -1, 2, 3, -2, 4, 4, 0, 5];
    expect(
      wilcoxonTest(
        differences,
        differences.map(() => 0),
      ),
    ).toMatchObject({ statistic: 38.5, p: 0.06640625 });
    expect(wilcoxonTest([1, 2], [1, 2]).p).toBe(1);
  });

  it('approximates many pairs, as SciPy', () => {
    const e = [
      -1.1, -1.0, -1.1, 1.2, -0.2, -0.8, -0.9, 0.6, -0.9, -1.1, 0.8, -1.0, -0.1, 0.2, -0.2, 0.1, 1.5, -0.3, -1.1, -1.6,
      -0.0, -0.2, 0.5, -0.3, -0.3, -0.5, -0.3, 0.4, -0.2, 0.3, 2.1, 0.7, -1.4, 1.9, 0.5, -0.7, 1.1, 0.2, -0.4, -0.4,
      -0.8, 0.2, 1.3, -0.1, 0.6, 2.1, -1.0, 0.5, -0.1, -0.9, -0.8, 0.2, 0.6, -0.3, 0.3, 0.9, 0.5, 1.1, 0.7, 0.7,
    ];
    const { statistic, p } = wilcoxonTest(
      e,
      e.map(() => 0),
    );
    expect(statistic).toBe(882);
    expect(p).toBeCloseTo(0.9819183317676419, 12);
  });
});

describe('effect sizes', () => {
  it('has an interval of the noncentral t distribution', () => {
    // SciPy's nct, solved for its noncentrality by Brent's method.
    expect(cohensD(first, second)).toBeCloseTo(-0.8321810813495395, 12);
    expect(cohensDInterval(first, second)).toEqual([
      expect.closeTo(-1.738816899106738, 8),
      expect.closeTo(0.09545039821141559, 8),
    ]);
  });

  it('of pairs is narrower where they agree', () => {
    const [low, high] = pairedCohensDInterval(first, second);
    const [lower, higher] = cohensDInterval(first, second);
    expect(high - low).toBeLessThan(higher - lower);
  });

  it('has Cohen’s words', () => {
    expect([0.1, -0.3, 0.5, -5].map(magnitudeOf)).toEqual(['negligible', 'small', 'medium', 'large']);
  });
});

describe('descriptions', () => {
  it('cut whole values for the interquartile mean, as SciPy', () => {
    expect(interquartileMean([3.1, 4.7, 2.2, 9.9, 5.0, 4.1, 3.3])).toBeCloseTo(4.04, 12);
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([3.1, 4.7, 2.2, 9.9, 5.0, 4.1, 3.3], share))).toEqual(
      [2.2, 3.2, 4.1, 4.85, 9.9].map((value) => expect.closeTo(value, 12)),
    );
  });
});

describe('corrections for many tests', () => {
  const ps = [0.01, 0.04, 0.03, 0.005, 0.5];
  it('are those of Holm, Benjamini and Hochberg, and Bonferroni', () => {
    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5), …)
    expect(corrected(ps, 'holm')).toEqual([0.04, 0.09, 0.09, 0.025, 0.5].map((p) => expect.closeTo(p, 14)));
    expect(corrected(ps, 'benjamini-hochberg')).toEqual(
      [0.025, 0.05, 0.05, 0.025, 0.5].map((p) => expect.closeTo(p, 14)),
    );
    expect(corrected(ps, 'bonferroni')).toEqual([0.05, 0.2, 0.15, 0.025, 1].map((p) => expect.closeTo(p, 14)));
    expect(corrected(ps, 'none')).toEqual(ps);
  });
  it('do not count tests that were not done', () => {
    expect(corrected([0.02, Number.NaN], 'holm')).toEqual([0.02, Number.NaN]);
  });
});

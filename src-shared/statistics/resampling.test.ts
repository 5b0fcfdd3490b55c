import { describe, expect, it } from 'vitest';
import {
  aggregate,
  aggregateBootstrap,
  improvement,
  improvementBootstrap,
  performanceProfile,
  profileIntervals,
} from './aggregates.ts';
import { bandOf, centreOf } from './bands.ts';
import { Bootstrap, REPETITIONS, SEED } from './bootstrap.ts';
import { mean, quantileOfOrdered } from './describe.ts';
import { tInterval } from './interval.ts';
import { seededRandom } from './random.ts';
import { quantileInPlace } from './select.ts';

describe('random numbers', () => {
  it('are the same for the same seed, and even', () => {
    const draw = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 60_000 }, () => random.below(6));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    const counts = Map.groupBy(draw(3), (side) => side);
    const excess = [...counts.values()].reduce((sum, { length }) => sum + (length - 10_000) ** 2 / 10_000, 0);
    // χ² with five degrees of freedom lies above 20.5 once in a thousand.
    expect([counts.size, excess < 20.5]).toEqual([6, true]);
  });
});

describe('the bootstrap', () => {
  it('finds what counting all draws finds', () => {
    // Of the 27 draws of three from 1, 2, 6 one has mean 1, three 4/3 …, three 14/3, one 6: 5 % lie below 4/3 and above 14/3.
    const bootstrap = new Bootstrap([[1, 2, 6]], ([drawn]) => mean(drawn!)).runTo(REPETITIONS);
    expect(bootstrap.interval(0.9)).toEqual([expect.closeTo(4 / 3, 12), expect.closeTo(14 / 3, 12)]);
    expect(bootstrap.interval(0.95)).toEqual([1, 6]);
  });

  it('agrees with SciPy’s', () => {
    const scores = [3.1, 4.7, 2.2, 9.9, 5.0, 4.1, 3.3];
    // 500 000 repetitions of scipy.stats.bootstrap, percentile.
    const [low, high] = aggregateBootstrap([scores], 'mean').runTo(REPETITIONS).interval();
    expect(Math.abs(low - 3.1857)).toBeLessThan(0.03);
    expect(Math.abs(high - 6.5571)).toBeLessThan(0.06);
    const iqm = aggregateBootstrap([scores], 'iqm').runTo(REPETITIONS).interval();
    expect([Math.abs(iqm[0] - 3) < 0.05, Math.abs(iqm[1] - 6.6) < 0.08]).toEqual([true, true]);
  });

  it('goes on where it stopped, to the same end', () => {
    const whole = aggregateBootstrap([[1, 2, 6]], 'iqm')
      .runTo(3000)
      .interval();
    expect(
      aggregateBootstrap([[1, 2, 6]], 'iqm')
        .runTo(100)
        .runTo(3000)
        .interval(),
    ).toEqual(whole);
  });

  it('draws from each task by itself', () => {
    // Tasks whose runs are all alike leave nothing to chance, however far apart they are.
    expect(
      aggregateBootstrap(
        [
          [1, 1],
          [9, 9, 9],
        ],
        'mean',
      )
        .runTo(50)
        .interval(),
    ).toEqual([5.8, 5.8]);
    expect(
      aggregateBootstrap([[1, 1], []], 'mean')
        .runTo(5)
        .interval(),
    ).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('aggregate metrics', () => {
  const scores = [
    [0.1, 0.4, 0.5, 1.2],
    [0.3, 0.7, 0.9, 1.5],
  ];
  it('are rliable’s', () => {
    // Sorted: 0.1 0.3 0.4 0.5 0.7 0.9 1.2 1.5. The middle half is 0.4 0.5 0.7 0.9.
    expect(aggregate(scores, 'iqm')).toBeCloseTo(0.625, 12);
    expect(aggregate(scores, 'mean')).toBeCloseTo(0.7, 12);
    // Tasks' means are 0.55 and 0.85.
    expect(aggregate(scores, 'median')).toBeCloseTo(0.7, 12);
    expect(aggregate([scores[0]!], 'median')).toBeCloseTo(0.45, 12);
    // 1 less the mean of 0.1 0.4 0.5 1 0.3 0.7 0.9 1.
    expect(aggregate(scores, 'gap')).toBeCloseTo(1 - 4.9 / 8, 12);
    expect(aggregate([[], [1]], 'iqm')).toBeNaN();
  });

  it('say how probable an improvement is', () => {
    // Task 1: 2 above 0 and 1, 3 above all: (2 + 3) / 6 …; task 2: one tie of two.
    const better = improvement(
      [[2, 3], [5]],
      [
        [0, 1, 2],
        [5, 4],
      ],
    );
    expect(better).toBeCloseTo((5.5 / 6 + 1.5 / 2) / 2, 12);
    const [low, high] = improvementBootstrap(
      [[2, 3], [5]],
      [
        [0, 1, 2],
        [5, 4],
      ],
    )
      .runTo(2000)
      .interval();
    expect([low < better, high > better, high <= 1]).toEqual([true, true, true]);
  });

  it('make performance profiles', () => {
    expect(performanceProfile(scores, [0, 0.5, 2])).toEqual([
      { score: 0, share: 1 },
      // One of four, three of four.
      { score: 0.5, share: 0.5 },
      { score: 2, share: 0 },
    ]);
    const [all, half, none] = profileIntervals(scores, [0, 0.5, 2], 2000);
    expect([all, none]).toEqual([
      [1, 1],
      [0, 0],
    ]);
    expect([half![0] > 0, half![1] < 1]).toEqual([true, true]);
  });
});

describe('a quantile without sorting', () => {
  it('is that of sorted values', () => {
    const random = seededRandom(9);
    for (const [count, kinds] of [
      [1, 5],
      [2, 5],
      [7, 3],
      [500, 9],
      [501, 100_000],
    ] as const) {
      const values = Float64Array.from({ length: count }, () => random.below(kinds));
      const sorted = values.toSorted();
      for (const share of [0, 0.025, 0.25, 0.5, 0.975, 1]) {
        expect(quantileInPlace(values.slice(), share)).toBe(quantileOfOrdered(sorted, share));
      }
    }
    expect(quantileInPlace(new Float64Array(), 0.5)).toBeNaN();
  });
});

describe('bands', () => {
  const curves = [
    Float64Array.of(1, 2, 3),
    Float64Array.of(2, 4, Number.NaN),
    Float64Array.of(6, 9, Number.NaN),
    Float64Array.of(3, 5, Number.NaN),
  ];
  const options = { centre: 'mean', confidence: 0.95, repetitions: 20_000 } as const;

  it('say how many lines there are at every x', () => {
    const band = bandOf(curves, [0, 1, 2], { ...options, band: 't' });
    expect(band.map(({ n, centre }) => [n, centre])).toEqual([
      [4, 3],
      [4, 5],
      [1, 3],
    ]);
    expect(band[0]!.band).toEqual(tInterval([1, 2, 6, 3]));
    expect(band[2]!.band).toEqual([Number.NaN, Number.NaN]);
  });

  it('are between quartiles, extremes, deviations and errors', () => {
    const at = (band: 'quartiles' | 'range' | 'sd' | 'se') => bandOf(curves, [0], { ...options, band })[0]!.band;
    expect(at('quartiles')).toEqual([1.75, 3.75]);
    expect(at('range')).toEqual([1, 6]);
    // Deviations from 3: −2, −1, 3, 0.
    const sd = Math.sqrt(14 / 3);
    expect(at('sd')).toEqual([3 - sd, 3 + sd]);
    expect(at('se')).toEqual([3 - sd / 2, 3 + sd / 2]);
  });

  it('resample whole runs, and are the bootstrap of each x', () => {
    const [first, , last] = bandOf(curves, [0, 1, 2], { ...options, band: 'bootstrap' });
    const alone = new Bootstrap([[1, 2, 6, 3]], ([drawn]) => mean(drawn!)).runTo(20_000).interval();
    expect(first!.band).toEqual(alone);
    expect(last!.band).toEqual([Number.NaN, Number.NaN]);
    expect(bandOf(curves, [0, 1, 2], { ...options, band: 'bootstrap' })[0]).toEqual(first);
  });

  it('have medians and interquartile means in their middle', () => {
    const middle = (centre: 'median' | 'iqm') =>
      bandOf(curves, [0], { ...options, centre, band: 'bootstrap' })[0]!.centre;
    expect([middle('median'), middle('iqm')]).toEqual([2.5, 2.5]);
    const bounds = (centre: 'median' | 'iqm') =>
      bandOf(curves, [0], { ...options, centre, band: 'bootstrap' })[0]!.band;
    const alone = aggregateBootstrap([[1, 2, 6, 3]], 'iqm')
      .runTo(20_000)
      .interval();
    expect([bounds('median'), bounds('iqm')]).toEqual([alone, alone]);
  });

  it.each(['mean', 'median', 'iqm'] as const)(
    'are what drawing run by run gives where runs end early (%s)',
    (centre) => {
      const [runs, repetitions] = [13, 400];
      const value = seededRandom(7);
      for (const missing of [0, 5, 11]) {
        const values = Array.from({ length: runs }, (_, run) => (run < missing ? Number.NaN : value.below(1000) / 8));
        const random = seededRandom(SEED);
        const middles = Array.from({ length: repetitions }, () => {
          const drawn = Array.from({ length: runs }, () => values[random.below(runs)]!);
          return centreOf(drawn.filter(Number.isFinite), centre);
        });
        const found = Float64Array.from(middles.filter(Number.isFinite)).sort();
        const lines = values.map((each) => Float64Array.of(each));
        const [{ band } = { band: null }] = bandOf(lines, [0], {
          centre,
          confidence: 0.9,
          repetitions,
          band: 'bootstrap',
        });
        expect(band).toEqual([0.05, 0.95].map((share) => expect.closeTo(quantileOfOrdered(found, share), 9)));
      }
    },
  );
});

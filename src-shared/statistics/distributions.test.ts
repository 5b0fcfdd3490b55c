import { describe, expect, it } from 'vitest';
import {
  noncentralTBelow,
  normalQuantileAbove,
  normalTwoSided,
  tAbove,
  tQuantileAbove,
  tTwoSided,
} from './distributions.ts';
import { incompleteBeta, logGamma, normalAbove } from './special-functions.ts';

/** Relative, so that a p of 1e-43 is compared in its digits too. */
function near(values: readonly number[], wanted: readonly number[], within = 1e-12) {
  expect(values).toHaveLength(wanted.length);
  values.forEach((value, at) => {
    const other = wanted[at]!;
    expect(Math.abs(value - other), `${value} against ${other}`).toBeLessThanOrEqual(within * Math.abs(other));
  });
}

// Reference values: SciPy 1.17.
describe('special functions', () => {
  it('agree with SciPy', () => {
    near(
      [0.1, 0.5, 3.7, 32.5, 1000].map(logGamma),
      [2.252712651734206, 0.5723649429247, 1.428072326665388, 79.82118541361436, 5905.220423209181],
    );
    near(
      [incompleteBeta(0.3, 2, 3), incompleteBeta(0.9, 0.5, 7), incompleteBeta(1e-4, 32.5, 0.5)],
      [0.3483, 0.9999999780702157, 9.859029206881491e-132],
    );
    near([incompleteBeta(0.5, 200, 210)], [0.6894852134274166]);
    expect([incompleteBeta(0, 1, 2), incompleteBeta(1, 1, 2), incompleteBeta(Number.NaN, 1, 2)]).toEqual([
      0,
      1,
      Number.NaN,
    ]);
  });

  it('keep the digits of the far tail', () => {
    near(
      [0, 0.5, 1.96, 2, 2.1, 6, -1, 30].map(normalAbove),
      [
        0.5, 0.3085375387259869, 0.024997895148220435, 0.022750131948179195, 0.017864420562816542,
        9.865876450376946e-10, 0.8413447460685429, 4.906713927147908e-198,
      ],
    );
    near(
      [tTwoSided(33.84896622817536, 65), tTwoSided(-2.1, 4.3), tTwoSided(0.5, 2), tTwoSided(0.01, 1e6)],
      [5.318787398070624e-43, 0.09881140465387347, 0.6666666666666667, 0.9920212893655476],
      1e-11,
    );
    near([tAbove(-2.1, 4.3) + tAbove(2.1, 4.3), normalTwoSided(-2)], [1, 2 * 0.022750131948179195]);
  });
});

describe('quantiles', () => {
  it('agree with SciPy', () => {
    near(
      [tQuantileAbove(0.025, 2), tQuantileAbove(0.025, 65), tQuantileAbove(0.025, 4.3), tQuantileAbove(0.8, 7)],
      [4.302652729749462, 1.9971379083920038, 2.70169489828223, -0.8960296443137649],
    );
    near([tQuantileAbove(0.05, 1), normalQuantileAbove(0.025)], [6.313751514675037, 1.9599639845400545]);
    expect(normalQuantileAbove(0.5)).toBe(0);
  });
});

it('the noncentral t distribution agrees with SciPy', () => {
  const cases = [
    [2, 10, 1],
    [-0.5, 4, 0.3],
    [12, 130, 11],
    [1, 1, 0.5],
    [3, 2, 2],
    [28.9, 130, 29],
  ] as const;
  near(
    cases.map(([t, df, shift]) => noncentralTBelow(t, df, shift)),
    [
      0.8076115625303752, 0.2239583924903871, 0.7832253522858934, 0.5927477364400293, 0.6293856597184411,
      0.4670519932911334,
    ],
    1e-9,
  );
});

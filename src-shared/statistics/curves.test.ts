import { describe, expect, it } from 'vitest';
import { convergence, movingMeans } from './convergence.ts';
import { commonGrid, interpolate } from './grid.ts';

describe('a common grid', () => {
  it('has every x of every line while they are few', () => {
    const curves = [
      { at: [0, 10], values: [0, 1] },
      { at: [5, 10, 20], values: [1, 1, 1] },
    ];
    expect(commonGrid(curves, 10)).toEqual([0, 5, 10, 20]);
    expect(commonGrid(curves, 3)).toEqual([0, 10, 20]);
    expect(commonGrid([], 3)).toEqual([]);
  });

  it('has no value before a line begins or behind its end', () => {
    const line = { at: [5, 10, 20], values: [1, 3, -1] };
    expect([...interpolate(line, [0, 5, 7.5, 10, 15, 20, 21])]).toEqual([Number.NaN, 1, 2, 3, 1, -1, Number.NaN]);
    // A single point counts where it is and nowhere else.
    expect([...interpolate({ at: [3], values: [7] }, [2, 3, 4])]).toEqual([Number.NaN, 7, Number.NaN]);
    expect([...interpolate({ at: [], values: [] }, [2])]).toEqual([Number.NaN]);
  });
});

describe('convergence', () => {
  const how = { window: 2, band: 0.1, higher: true, threshold: 7 } as const;

  it('is counted from where the moving average stays', () => {
    const curve = { at: [0, 1, 2, 3, 4, 5, 6, 7], values: [0, 4, 10, 6, 8, 8, 9, 8] };
    // Means of two: 2 7 8 7 8 8.5 8.5, from x = 1. They range over 6.5; within 0.65 of 8.5 from the mean 8 at x = 5.
    expect(movingMeans(curve.values, 2)).toEqual([2, 7, 8, 7, 8, 8.5, 8.5]);
    expect(convergence(curve, how)).toEqual({
      best: 10,
      bestAt: 2,
      end: 8.5,
      // 0.5·0 + 4 + 10 + 6 + 8 + 8 + 9 + 0.5·8 = 49 over 7.
      area: 7,
      settledAt: 5,
      reachedAt: 2,
    });
  });

  it('never comes where the line still moves at its end', () => {
    const rising = { at: [0, 1, 2, 3, 4], values: [0, 1, 2, 3, 4] };
    expect(convergence(rising, how)).toMatchObject({ settledAt: null, reachedAt: null, end: 3.5, area: 2 });
    const lower = convergence({ at: [1, 2, 3], values: [9, 5, 6] }, { ...how, higher: false });
    expect(lower).toMatchObject({ best: 5, bestAt: 2, reachedAt: 2 });
  });

  it('is at once where nothing moves, and of nothing nothing', () => {
    expect(convergence({ at: [0, 1, 2], values: [5, 5, 5] }, how)).toMatchObject({ settledAt: 1, reachedAt: null });
    expect(convergence({ at: [4], values: [5] }, how)).toMatchObject({ settledAt: null, end: 5, area: 5 });
    expect(convergence({ at: [], values: [] }, how)).toBeNull();
  });
});

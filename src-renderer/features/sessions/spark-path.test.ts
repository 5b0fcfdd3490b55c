import { describe, expect, it } from 'vitest';
import { sparkPath, sparkScale } from './spark-path.ts';

describe('a sparkline', () => {
  it('fills its box, high values up', () => {
    expect(
      sparkPath(
        [
          [0, 1],
          [5, 3],
          [10, 2],
        ],
        [1, 3],
        52,
        12,
      ),
    ).toBe('M1 11L26 1L51 6');
  });
  it('shows one point and a constant in the middle', () => {
    expect(sparkPath([[4, 2]], [2, 2], 52, 12)).toBe('M26 6h2');
    expect(sparkPath([], [0, 1], 52, 12)).toBe('');
  });
  it('has one scale for all lines', () => {
    expect(
      sparkScale([
        { points: [[0, 4]] },
        {
          points: [
            [0, -1],
            [1, 2],
          ],
        },
      ]),
    ).toEqual([-1, 4]);
    expect(sparkScale([])).toEqual([0, 1]);
  });
});

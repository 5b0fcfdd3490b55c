import { describe, expect, it } from 'vitest';
import { piecesOf } from './pieces.ts';

describe('a line in pieces', () => {
  it('is broken where too much is missing, and only there', () => {
    const points = [0, 1, 5, 6].map((x) => [x, x] as const);
    expect(piecesOf(points, 3)).toEqual([points.slice(0, 2), points.slice(2)]);
    expect(piecesOf(points, 4)).toEqual([points]);
  });

  it('keeps points that have no neighbour', () => {
    const points = [0, 10, 20, 21].map((x) => [x, x] as const);
    expect(piecesOf(points, 3).map(({ length }) => length)).toEqual([1, 1, 2]);
    expect(piecesOf([], 3)).toEqual([]);
  });
});

import { expect, it } from 'vitest';
import { flowOf } from './flow.ts';
import { matrixOf } from './flow-matrix.ts';

const move = (from: string | null, to: string, count: number) => ({
  ...{ from, to, hour: 3, count, timed: count, seconds: count * 2, least: 1, greatest: 3 },
});

it('draws each move as thick on both sides, one below the other', () => {
  const matrix = matrixOf([move(null, 'b', 2), move('a', 'b', 3), move('a', 'c', 4), move('b', 'c', 1)], [0, 23]);
  const { left, right, bands, height } = flowOf(matrix, { thickness: 100, gap: 5 });
  expect(left.map(({ name, count, top, height: own }) => [name, count, top, own])).toEqual([
    [null, 2, 0, 20],
    ['a', 7, 25, 70],
    ['b', 1, 100, 10],
  ]);
  expect(right.map(({ name, count, top, height: own }) => [name, count, top, own])).toEqual([
    ['b', 5, 0, 50],
    ['c', 5, 55, 50],
  ]);
  expect(
    bands.map(({ from, to, left: leaves, right: arrives, height: own }) => [from, to, leaves, arrives, own]),
  ).toEqual([
    [null, 'b', 0, 0, 20],
    ['a', 'b', 25, 20, 30],
    ['a', 'c', 55, 55, 40],
    ['b', 'c', 100, 95, 10],
  ]);
  expect(height).toBe(110);
});

it('draws nothing of hours without a move', () => {
  expect(flowOf(matrixOf([move('a', 'b', 1)], [5, 6]), { thickness: 100, gap: 5 })).toEqual({
    ...{ left: [], right: [], bands: [], height: 0 },
  });
});

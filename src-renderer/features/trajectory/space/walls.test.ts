import { expect, it } from 'vitest';
import { cornersOf } from './walls.ts';

/** x 0 to 10, y −5 to 5, z 100 to 140. */
const bounds = [
  [0, 10],
  [-5, 5],
  [100, 140],
] as const;
const extent = [
  [1, 2],
  [3, 4],
] as const;

it('puts the image of the view from the top on the floor, its upper edge away from who looks from the front', () => {
  const floor = (y: number) => [
    [1, y, 3],
    [2, y, 3],
    [1, y, 4],
    [2, y, 4],
  ];
  expect(cornersOf('xz', extent, bounds, false)).toEqual(floor(-5));
  // Where y grows downwards the floor is where y is largest.
  expect(cornersOf('xz', extent, bounds, true)).toEqual(floor(5));
});

it('puts the others on the far walls, the right way up', () => {
  expect(cornersOf('xy', extent, bounds, false)).toEqual([
    [1, 4, 100],
    [2, 4, 100],
    [1, 3, 100],
    [2, 3, 100],
  ]);
  expect(cornersOf('xy', extent, bounds, true)[0]).toEqual([1, 3, 100]);
  expect(cornersOf('zy', extent, bounds, false)).toEqual([
    [10, 4, 1],
    [10, 4, 2],
    [10, 3, 1],
    [10, 3, 2],
  ]);
});

import { expect, it } from 'vitest';
import { firstExtent, placeOf } from './background.ts';
import { axesOf } from './projection.ts';

const size = { width: 200, height: 100 };
const view = { across: 5, along: 10, scale: 2 };
const extent = [
  [0, 10],
  [5, 30],
] as const;

it('lies where its corners are, whether y goes up or down', () => {
  // The middle (5, 10) is at (100, 50), and a unit takes two pixels.
  expect(placeOf(extent, view, axesOf('xy', true), size)).toEqual({ x: 90, y: 40, width: 20, height: 50 });
  expect(placeOf(extent, view, axesOf('xy', false), size)).toEqual({ x: 90, y: 10, width: 20, height: 50 });
});

it('shows its own pixels where data is in pixels, else what the data reaches over', () => {
  const image = { naturalWidth: 640, naturalHeight: 480 };
  expect(firstExtent(image, 'px', extent)).toEqual([
    [0, 640],
    [0, 480],
  ]);
  expect([firstExtent(image, 'm', extent), firstExtent(image, null, extent)]).toEqual([extent, extent]);
});

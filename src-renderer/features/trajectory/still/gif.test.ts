import { expect, it } from 'vitest';
import { delaysOf, gifSize } from './gif.ts';

it('keeps small pictures as they are and shrinks large ones, the shape kept', () => {
  expect(gifSize({ width: 400, height: 300 })).toEqual({ width: 400, height: 300, scale: 1 });
  // 640 × 480 pixels hold a picture of 1280 × 960 at half its size.
  expect(gifSize({ width: 1280, height: 960 })).toEqual({ width: 640, height: 480, scale: 0.5 });
});

it('shows each picture as long as it was seen, without a drift', () => {
  // 104 ms apart: 10.4 hundredths, of which every few pictures take eleven.
  const times = [1000, 1104, 1208, 1312, 1416];
  const delays = delaysOf(times, 1520);
  expect(delays).toEqual([100, 110, 100, 110, 100]);
  expect(delays.reduce((sum, delay) => sum + delay, 0)).toBe(520);
});

it('shows no picture shorter than viewers can', () => {
  expect(delaysOf([0, 1], 2)).toEqual([20, 20]);
});

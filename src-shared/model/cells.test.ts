import { expect, it } from 'vitest';
import { cellSize } from './cells.ts';

it('takes the round width that gives no more cells than wanted', () => {
  expect(cellSize(0, 100, 60)).toBe(2);
  expect(cellSize(0.5, 5.5, 5)).toBe(1);
  expect(cellSize(-1e-9, 1e-9, 4)).toBe(5e-10);
  expect(cellSize(3, 3, 60)).toBe(1);
  expect(cellSize(-Number.MAX_VALUE, Number.MAX_VALUE, 10)).toBe(5e307);
  expect(cellSize(Infinity, -Infinity, 60)).toBe(1);
});

import { expect, it } from 'vitest';
import { held } from './held.ts';

it('keeps the axis until something does not fit, and then makes room ahead', () => {
  const first = held(undefined, [0, 100]);
  expect(first).toEqual([0, 125]);
  expect(held(first, [0, 120])).toBe(first);
  expect(held(first, [0, 128])).toEqual([0, 160]);
  expect(held(first, [-20, 100])).toEqual([-20, 130]);
});

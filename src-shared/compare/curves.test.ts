import { expect, it } from 'vitest';
import { curvesOfLines } from './curves.ts';

const line = {
  session: 's',
  label: 's',
  episodes: ['a', 'b', 'c', 'd'],
  at: [0, 1, 2, 3],
  values: [1, Number.NaN, 5, 3],
};

it('smooths the line of each session by itself, and only where it has values', () => {
  const of = (window: number) => curvesOfLines([line], { kind: 'trailing', window }).byItem.get('s');
  expect(of(1)).toEqual({ at: [0, 2, 3], values: [1, 5, 3] });
  // A place without a value is in the window all the same, and lends none.
  expect(of(2)).toEqual({ at: [0, 2, 3], values: [1, 5, 4] });
  expect(of(9)).toEqual({ at: [0, 2, 3], values: [1, 3, 3] });
  expect(curvesOfLines([line]).byItem.get('s')).toBe(line);
});

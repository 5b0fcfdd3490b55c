import { expect, it } from 'vitest';
import type { Point } from './lines.ts';
import { boxedRange, yRange } from './y-range.ts';

const line = (...ys: readonly number[]) => ({ points: ys.map((y, x): Point => [x, y]) });
const ramp = line(...Array.from({ length: 101 }, (_, at) => at));

it('shows all there is, also what a line was smoothed from', () => {
  expect(yRange([ramp], { scale: 'linear', cut: false })).toEqual({ low: 0, high: 104, outside: 0 });
  const smoothed = { ...line(40, 60), behind: ramp.points };
  expect(yRange([smoothed], { scale: 'linear', cut: false })).toMatchObject({ high: 104 });
});

it('leaves outliers outside and says how many', () => {
  const spiked = line(...Array.from({ length: 101 }, (_, at) => at), 5000, -9000);
  // Quartiles near 25 and 75: everything within 3 · 50 beyond them stays.
  expect(yRange([spiked], { scale: 'linear', cut: true })).toEqual({ low: 0, high: 104, outside: 2 });
  expect(yRange([ramp], { scale: 'linear', cut: true })).toMatchObject({ high: 104, outside: 0 });
});

it('calls nothing far where half of all values are alike', () => {
  expect(yRange([line(0, 0, 0, 0, 1)], { scale: 'linear', cut: true })).toMatchObject({ outside: 0 });
});

it('has a logarithmic axis begin above 0', () => {
  const { low, high, outside } = yRange([line(-5, 0, 0.01, 100)], { scale: 'log', cut: false });
  // Four decades, 4 % of them on either side.
  expect(Math.log10(low)).toBeCloseTo(-2.16, 12);
  expect(Math.log10(high)).toBeCloseTo(2.16, 12);
  expect(outside).toBe(0);
  expect(yRange([line(-1)], { scale: 'log', cut: false })).toEqual({ low: 0.1, high: 1, outside: 0 });
  expect(yRange([line(1)], { scale: 'log', cut: false }).low).toBeCloseTo(10 ** -0.3, 12);
});

it('shows what a person chose, and counts what lies beyond', () => {
  expect(boxedRange([line(-1, 0, 1), line(2, 3)], { low: 0, high: 2 })).toEqual({ low: 0, high: 2, outside: 2 });
});

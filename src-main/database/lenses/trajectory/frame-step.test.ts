import { describe, expect, it } from 'vitest';
import { frameStep } from './frame-step.ts';

const stepOf = (near: readonly number[], counted = true, far: readonly number[] = []) =>
  frameStep({ near: Float64Array.from(near), far, counted }).step;

const range = (count: number, at: (index: number) => number) => Array.from({ length: count }, (_, index) => at(index));

describe('distance between two frames', () => {
  it('is 1 for all frames, and for an episode of less than two', () => {
    expect([stepOf(range(3000, (at) => at)), stepOf([7]), stepOf([])]).toEqual([1, 1, 1]);
  });

  it('is every how many frames were kept, whatever is missing between', () => {
    expect(stepOf([0, 5, 10, 15, 20])).toBe(5);
    expect(stepOf([3, 13, 18, 48])).toBe(5);
    expect(stepOf([0, 4, 10])).toBe(2);
  });

  it('is known from others than those near each other', () => {
    expect(stepOf([0, 10, 20, 30], true, [0, 999, 500])).toBe(1);
    expect(stepOf([0], true, [0, 60, 90])).toBe(30);
  });

  it('counts frames however few were seen, and tells irregular moments by the usual distance', () => {
    const few = [0, 113, 204, 371, 999];
    expect(stepOf(few)).toBe(1);
    expect(
      stepOf(
        few.map((time) => 1_700_000_000 + time),
        false,
      ),
    ).toBe(167);
    expect(
      stepOf(
        [60, 120, 180, 300, 360].map((time) => 1_700_000_000 + time),
        false,
      ),
    ).toBe(60);
  });

  it('takes parts of a second for what they are', () => {
    let sum = 0;
    const added = range(1000, () => (sum += 0.1));
    expect(stepOf(added, false)).toBeCloseTo(0.1, 10);
    // Two agents whose times were made in two ways.
    const both = [...range(1000, (at) => (at + 1) / 10), ...added].toSorted((a, b) => a - b);
    expect(stepOf(both, false)).toBeCloseTo(0.1, 10);
    expect(stepOf([0, 0.25, 0.75, 1.5, 1.75], false)).toBeCloseTo(0.25, 10);
  });

  it('lets frames of a clock that trembles end where the last is', () => {
    const times = range(301, (at) => at / 30 + (at % 3 === 0 ? 0.001 : 0) * (at < 300 ? 1 : 0));
    expect((10 - times[0]!) / stepOf(times, false)).toBeCloseTo(300, 6);
  });

  it('is the usual distance where there is no order at all, and is told to be no more than that', () => {
    const near = Float64Array.of(0, 0.013, 1.4, 2.9, 4.45, 6.1);
    const { step, even } = frameStep({ near, far: [], counted: false });
    expect(step).toBeCloseTo(1.5, 6);
    expect(even).toBe(false);
    expect(frameStep({ near: Float64Array.of(0, 0.5, 2), far: [], counted: false }).even).toBe(true);
  });
});

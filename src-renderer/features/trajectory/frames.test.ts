import { describe, expect, it } from 'vitest';
import { lastAtOrBefore, regularFrames, seenFrames } from './frames.ts';

describe('regular frames', () => {
  const frames = regularFrames(0, 2999, 1);
  it('counts both ends', () => expect(frames.count).toBe(3000));
  it('snaps down and stays inside', () => {
    expect([frames.snap(10.9), frames.snap(-5), frames.snap(1e9)]).toEqual([10, 0, 2999]);
  });
  it('moves by frames and stops at the ends', () => {
    expect([frames.move(10, 5), frames.move(2, -5), frames.move(2998, 5)]).toEqual([15, 0, 2999]);
  });
  it('does not lose a frame to rounding', () => {
    const tenths = regularFrames(0, 1, 0.1);
    expect(tenths.count).toBe(11);
    expect(tenths.index(0.1 + 0.2)).toBe(3);
    expect(tenths.index(0.7)).toBe(7);
  });
  it('knows an episode of one frame', () => {
    const one = regularFrames(4, 4, 1);
    expect([one.count, one.snap(9), one.move(4, 1)]).toEqual([1, 4, 4]);
  });
});

describe('seen frames', () => {
  const frames = seenFrames(Float64Array.of(1, 2, 5, 9));
  it('skips what is missing', () => {
    expect([frames.snap(4), frames.move(2, 1), frames.move(9, -2), frames.index(8)]).toEqual([2, 5, 2, 2]);
  });
  it('stays inside', () => expect([frames.snap(0), frames.snap(100)]).toEqual([1, 9]));
});

describe('last at or before', () => {
  const times = Float64Array.of(1, 1, 3, 5);
  it('takes the last of equals and respects the range', () => {
    expect(lastAtOrBefore(times, 1, 0, 4)).toBe(1);
    expect(lastAtOrBefore(times, 4, 0, 4)).toBe(2);
    expect(lastAtOrBefore(times, 0, 0, 4)).toBe(-1);
    expect(lastAtOrBefore(times, 9, 1, 3)).toBe(2);
    expect(lastAtOrBefore(times, 2, 2, 4)).toBe(1);
  });
});

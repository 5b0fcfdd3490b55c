import { describe, expect, it } from 'vitest';
import type { ParallelAxis, ParallelRow } from '#shared/chart/parallel.ts';
import { isWithin, steppedBand, withBand } from './bands.ts';

const axis = (name: string): ParallelAxis => ({ name, title: name, low: 0, high: 10, names: null });
const axes = [axis('rate'), axis('return')];
const row = (...places: readonly (number | null)[]): ParallelRow => ({ id: 'a', label: 'a', places });

describe('lines limited by parts of axes', () => {
  it('lie within all of them', () => {
    expect(isWithin(row(1, 9), axes, {})).toBe(true);
    expect(isWithin(row(1, 9), axes, { rate: [1, 2], return: [8, 9] })).toBe(true);
    expect(isWithin(row(1, 9), axes, { rate: [1, 2], return: [1, 8] })).toBe(false);
  });

  it('are known there', () => {
    expect(isWithin(row(null, 9), axes, { rate: [0, 10] })).toBe(false);
    expect(isWithin(row(null, 9), axes, { return: [0, 10] })).toBe(true);
  });

  it('forget the part of one axis alone', () => {
    expect(withBand({ rate: [1, 2], return: [8, 9] }, 'rate', undefined)).toEqual({ return: [8, 9] });
    expect(withBand({ rate: [1, 2] }, 'rate', [3, 4])).toEqual({ rate: [3, 4] });
  });
});

describe('a part of an axis, by keys', () => {
  it('begins as a half, moves and stays on the axis', () => {
    expect(steppedBand(axis('a'), undefined, 1, false)).toEqual([5, 10]);
    expect(steppedBand(axis('a'), undefined, -1, false)).toEqual([0, 5]);
    expect(steppedBand(axis('a'), [5, 10], -1, false)).toEqual([4.5, 9.5]);
    expect(steppedBand(axis('a'), [5, 10], 1, false)).toEqual([5, 10]);
  });

  it('is stretched at its upper end, and never turned round', () => {
    expect(steppedBand(axis('a'), [5, 9.8], 1, true)).toEqual([5, 10]);
    expect(steppedBand(axis('a'), [5, 5.2], -1, true)).toEqual([5, 5]);
  });
});

import { describe, expect, it } from 'vitest';
import { cellsApart, cellsText, extentOfBoth, mostOf, readCells, strength } from './cells.ts';
import { readView, writeView } from './view.ts';

const one = readCells({ across: Float64Array.of(0, 1), along: Float64Array.of(0, 0), rows: Float64Array.of(3, 1) });
const other = readCells({ across: Float64Array.of(1, -2), along: Float64Array.of(0, 5), rows: Float64Array.of(1, 1) });

describe('cells of a plane', () => {
  it('know their share of all rows', () => {
    expect(one.map(({ share, rows }) => [rows, share])).toEqual([
      [3, 0.75],
      [1, 0.25],
    ]);
    expect(readCells({})).toEqual([]);
  });
  it('of two sessions lie where either has positions', () => {
    const at = (rows: number, ...bounds: readonly (readonly [number, number])[]) => ({
      ...{ rows, bounds, unit: null, yDown: false, hasVelocity: false, hasSeconds: false },
    });
    const both = extentOfBoth(at(4, [0, 2], [0, 1]), at(2, [-2, -1], [0, 6]));
    expect([both.rows, both.bounds]).toEqual([
      6,
      [
        [-2, 2],
        [0, 6],
      ],
    ]);
    expect(extentOfBoth(at(0), at(2, [-2, -1], [0, 6])).bounds).toEqual([
      [-2, -1],
      [0, 6],
    ]);
  });
  it('of two sessions are compared by their shares', () => {
    const apart = cellsApart(one, other);
    expect(apart.map(({ across, along, share }) => [across, along, share])).toEqual([
      [0, 0, 0.75],
      [1, 0, -0.25],
      [-2, 5, -0.5],
    ]);
    expect(apart.reduce((sum, { share }) => sum + share, 0)).toBe(0);
    expect(mostOf(apart, 'share')).toBe(0.75);
  });
  it('are as strong as their values, or as the logarithms of these', () => {
    expect([strength(5, 10, false), strength(-5, 10, false), strength(1, 0, false)]).toEqual([0.5, -0.5, 0]);
    expect(strength(10, 10, true)).toBe(1);
    expect(strength(1, 10, true)).toBeCloseTo(2 / 3, 12);
    expect(strength(-1, 1000, true)).toBeCloseTo(-0.02, 12);
  });
  it('can be copied', () => {
    expect(cellsText(one.slice(0, 1), 10, ['x', 'z'])).toBe(
      'x\tz\trows\tshare\tseconds\tmean_v_x\tmean_v_z\n0\t0\t3\t0.75\t\t\t',
    );
  });
});

describe('the address of a density', () => {
  it('is read as it was written', () => {
    const view = {
      session: 'a b',
      minus: 'c',
      plane: 'xz',
      bin: 2.5,
      minimum: 3,
      show: 'share',
      arrows: true,
    } as const;
    expect(readView(writeView(view))).toEqual({ ...view, episode: undefined, logarithmic: false });
    expect(readView({ bin: '-1', least: 'x', plane: 'ab' })).toMatchObject({
      bin: undefined,
      minimum: 1,
      plane: undefined,
    });
  });
});

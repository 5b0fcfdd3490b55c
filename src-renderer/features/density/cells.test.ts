import { describe, expect, it } from 'vitest';
import { axesOf } from '../trajectory/projection.ts';
import { arrowsOf } from './arrows.ts';
import { placeByKey } from './cell-cursor.ts';
import { cellText } from './cell-text.ts';
import { cellsApart, cellsText, enoughOf, extentOfBoth, reachOf, readCells, strength } from './cells.ts';
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
    const few = readCells({
      ...{ across: Float64Array.of(0), along: Float64Array.of(0), rows: Float64Array.of(3), all: Float64Array.of(12) },
    });
    expect(few.map(({ share }) => share)).toEqual([0.25]);
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
    expect(reachOf(apart, 'share', true)).toEqual({ least: 0.75 / 1000, most: 0.75 });
  });
  it('of two sessions are compared where either has enough rows', () => {
    const [own, others] = enoughOf(one, other, 2);
    expect([own.length, others.length]).toEqual([1, 0]);
    const many = [{ ...other[0]!, rows: 9 }];
    expect(enoughOf(one, many, 2).map((cells) => cells.map(({ across }) => across))).toEqual([[0, 1], [1]]);
  });
  it('are gone through with keys, from the strongest on, and never out of the plane', () => {
    const go = (key: string, from?: { across: number; along: number }, more = {}) =>
      placeByKey({ key, shiftKey: false, ...more }, from, { cells: [...one, ...other], show: 'rows', down: false });
    expect(go('ArrowUp')).toMatchObject({ across: 0, along: 0 });
    expect(go('ArrowUp', { across: 0, along: 0 })).toEqual({ across: 0, along: 1 });
    expect(go('ArrowUp', { across: 0, along: 0 }, { shiftKey: true })).toEqual({ across: 0, along: 5 });
    expect(go('ArrowRight', { across: 1, along: 0 })).toEqual({ across: 1, along: 0 });
    expect(go('ArrowLeft', { across: 0, along: 0 })).toEqual({ across: -1, along: 0 });
    expect(go('End', { across: 0, along: 0 })).toEqual({ across: 1, along: 0 });
    expect(go('Home', { across: 1, along: 5 })).toEqual({ across: -2, along: 5 });
    expect(go('Home', { across: 1, along: 3 })).toEqual({ across: 1, along: 3 });
    expect(go('x')).toBeUndefined();
    expect(
      placeByKey({ key: 'End', shiftKey: false }, undefined, { cells: [], show: 'rows', down: true }),
    ).toBeUndefined();
  });
  it('tell of themselves, those without rows too', () => {
    const look = { bin: 10, axes: axesOf('xz', false), difference: false };
    const cell = { ...one[0]!, seconds: 1.5, velocity: [3, 4] as const };
    expect(cellText(cell, cell, look, 1)).toBe('x 0 … 10, z 0 … 10: 3 rows, 75 % · 1.5 s · mean velocity 5');
    expect(cellText({ across: -1, along: 2 }, undefined, look, 1)).toBe('x -10 … 0, z 20 … 30: no rows');
    expect(cellText({ across: -1, along: 2 }, undefined, look, 4)).toBe('x -10 … 0, z 20 … 30: fewer than 4 rows');
  });
  it('have arrows of their own where there is room for them, and else as many as there is room for', () => {
    const moving = [
      [0, 0, 1, [4, 0]],
      [1, 1, 3, [0, 8]],
      [-1, 0, 1, [0, -1]],
      [2, 0, 5, [Number.NaN, Number.NaN]],
    ] as const;
    const cells = moving.map(([across, along, rows, velocity]) => ({
      across,
      along,
      rows,
      velocity,
      share: 0,
      seconds: 0,
    }));
    const at = (scale: number) => arrowsOf(cells, 10, { across: 0, along: 0, scale });
    expect(at(1.4)).toMatchObject({
      side: 1,
      fastest: 8,
      squares: [{ middle: [0.5, 0.5] }, { middle: [1.5, 1.5] }, { middle: [-0.5, 0.5] }],
    });
    expect(at(1.3)).toEqual({
      side: 2,
      fastest: Math.hypot(1, 6),
      squares: [
        { middle: [1, 1], velocity: [1, 6] },
        { middle: [-0.5, 0.5], velocity: [0, -1] },
      ],
    });
    expect(at(0.4).side).toBe(4);
  });
  it('are as strong as their values, or as the logarithms of these', () => {
    const to = (most: number, least = 1) => ({ least, most });
    expect([strength(5, to(10), false), strength(-5, to(10), false), strength(1, to(0), false)]).toEqual([
      0.5, -0.5, 0,
    ]);
    expect([strength(10, to(10), true), strength(3, to(3, 3), true)]).toEqual([1, 1]);
    expect(strength(10, to(1000), true)).toBeCloseTo(1 / 3, 12);
    expect(strength(-1, to(1000), true)).toBeCloseTo(-0.02, 12);
    expect(reachOf(one, 'rows', false)).toEqual({ least: 1, most: 3 });
    expect(reachOf([], 'rows', false)).toEqual({ least: 0, most: 0 });
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

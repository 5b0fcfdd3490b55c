import { describe, expect, it } from 'vitest';
import {
  axesOf,
  betweenViews,
  fitView,
  type Plane,
  pan,
  planeExtent,
  scaleBar,
  toPlane,
  toScreen,
  zoomAt,
} from './projection.ts';

const size = { width: 800, height: 600 };
const bounds = [
  [-10, 10],
  [0, 5],
  [-20, 20],
] as const;

describe('planes', () => {
  it('seen from the top x goes right and z down', () => {
    expect(axesOf('xz', false)).toEqual({ across: 0, along: 2, down: true });
    expect(planeExtent(bounds, axesOf('xz', false))).toEqual([bounds[0], bounds[2]]);
  });
  it('seen from the front y goes up, except in images', () => {
    expect([axesOf('xy', false).down, axesOf('xy', true).down]).toEqual([false, true]);
  });
});

describe('the fitting view', () => {
  it('puts the corners inside the padding, for every plane', () => {
    for (const plane of ['xy', 'xz', 'zy'] as Plane[]) {
      const axes = axesOf(plane, false);
      const extent = planeExtent(bounds, axes);
      const view = fitView(extent, size, 20);
      const corners = extent[0].flatMap((a) => extent[1].map((b) => toScreen(view, axes, size, a, b)));
      const xs = corners.map(([x]) => x);
      const ys = corners.map(([, y]) => y);
      expect(Math.min(...xs)).toBeGreaterThanOrEqual(20 - 1e-6);
      expect(Math.max(...ys)).toBeLessThanOrEqual(580 + 1e-6);
      const touches = Math.abs(Math.min(...xs) - 20) < 1e-6 || Math.abs(Math.min(...ys) - 20) < 1e-6;
      expect(touches).toBe(true);
    }
  });
  it('shows a single point, a line and nothing at all', () => {
    expect(
      fitView(
        [
          [3, 3],
          [4, 4],
        ],
        size,
      ),
    ).toEqual({ across: 3, along: 4, scale: 1 });
    expect(
      fitView(
        [
          [0, 10],
          [4, 4],
        ],
        size,
        0,
      ).scale,
    ).toBe(80);
    expect(fitView(planeExtent([], axesOf('xy', false)), size).scale).toBe(1);
  });
});

describe('moving about', () => {
  const axes = axesOf('xy', false);
  const view = fitView(planeExtent(bounds, axes), size);

  it('the screen and the plane are each other’s inverse', () => {
    const [x, y] = toScreen(view, axes, size, 3, 4);
    const [across, along] = toPlane(view, axes, size, x, y);
    expect([across, along]).toEqual([expect.closeTo(3), expect.closeTo(4)]);
  });
  it('y goes up', () => expect(toScreen(view, axes, size, 0, 5)[1]).toBeLessThan(toScreen(view, axes, size, 0, 0)[1]));

  it('panning carries a point along with the hand', () => {
    const before = toScreen(view, axes, size, 3, 4);
    const after = toScreen(pan(view, axes, 15, -7), axes, size, 3, 4);
    expect(after).toEqual([expect.closeTo(before[0] + 15), expect.closeTo(before[1] - 7)]);
  });

  it('a painted picture can be moved to where a new view has it', () => {
    const next = pan(zoomAt(view, axes, size, [100, 50], 1.7, view), axes, 12, -30);
    const { factor, x, y } = betweenViews(view, next, axes, size);
    const [oldX, oldY] = toScreen(view, axes, size, 3, 4);
    expect(toScreen(next, axes, size, 3, 4)).toEqual([
      expect.closeTo(factor * oldX + x),
      expect.closeTo(factor * oldY + y),
    ]);
  });

  it('zooming keeps the point under the hand, and stops somewhere', () => {
    const at = toScreen(view, axes, size, 3, 4);
    const near = zoomAt(view, axes, size, at, 2, view);
    expect(near.scale).toBeCloseTo(view.scale * 2);
    expect(toScreen(near, axes, size, 3, 4)).toEqual([expect.closeTo(at[0]), expect.closeTo(at[1])]);
    expect(zoomAt(view, axes, size, at, 1e12, view).scale).toBeCloseTo(view.scale * 5000);
    expect(zoomAt(view, axes, size, at, 1e-12, view).scale).toBeCloseTo(view.scale / 20);
  });
});

describe('the scale bar', () => {
  it('is 1, 2 or 5 times a power of ten and fits', () => {
    expect(scaleBar(1, 120)).toEqual({ units: 100, pixels: 100 });
    expect(scaleBar(30, 120).units).toBe(2);
    expect(scaleBar(0.02, 120).units).toBe(5000);
    expect(scaleBar(1, 500)).toEqual({ units: 500, pixels: 500 });
    for (const scale of [1e-7, 0.3, 17, 4e6]) {
      const { units, pixels } = scaleBar(scale, 120);
      expect(pixels).toBeLessThanOrEqual(120.0001);
      expect(pixels).toBeGreaterThan(40);
      expect(['1', '2', '5']).toContain(units.toExponential()[0]);
    }
  });
});

import { expect, it } from 'vitest';
import type { MapThing } from '#shared/model/step-state.ts';
import { fitView, scaleLength, thingAt, toPlane, zoomAt } from './map-view.ts';

const size = { width: 332, height: 232 };
const thing = (x: number, y: number, width = 1): MapThing => ({ kind: 'belt', x, y, width, height: width, note: '' });

it('fits everything with a margin', () => {
  const view = fitView([thing(0.5, 0.5), thing(29.5, 9.5)], size);
  expect(view).toEqual({ x: 15, y: 5, zoom: 10 });
  expect(toPlane(view, { x: 16, y: 66 }, size)).toEqual({ x: 0, y: 0 });
});

it('keeps the point under the pointer while it zooms', () => {
  const view = { x: 15, y: 5, zoom: 10 };
  const at = { x: 40, y: 200 };
  const before = toPlane(view, at, size);
  const after = toPlane(zoomAt(view, 3, at, size), at, size);
  expect(after.x).toBeCloseTo(before.x, 9);
  expect(after.y).toBeCloseTo(before.y, 9);
});

it('points at the smallest of what lies there', () => {
  const chest = thing(2, 2);
  expect(thingAt([thing(2, 2, 4), chest], { x: 2.2, y: 2 }, 10)).toBe(chest);
  expect(thingAt([chest], { x: 4, y: 2 }, 10)).toBeUndefined();
});

it('draws a scale of a round length', () => {
  expect(scaleLength({ x: 0, y: 0, zoom: 10 }, 100)).toBe(10);
  expect(scaleLength({ x: 0, y: 0, zoom: 30 }, 100)).toBe(2);
});

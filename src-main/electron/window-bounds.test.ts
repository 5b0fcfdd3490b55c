import { expect, test } from 'vitest';
import { boundsOnScreen } from './window-bounds.ts';

const left = { x: 0, y: 0, width: 1920, height: 1080 };
const right = { x: 1920, y: 0, width: 1280, height: 1024 };
const remembered = { x: 2000, y: 100, width: 900, height: 700 };

test('a window comes back where it was', () => {
  expect(boundsOnScreen(remembered, [left, right])).toEqual(remembered);
});

test.each([
  ['its screen is gone', remembered, [left]],
  ['only a sliver would show', { ...remembered, x: 1900 }, [left]],
  ['its title would be above the screen', { ...remembered, y: -40 }, [left, right]],
  ['nothing is remembered', null, [left]],
])('it is placed anew when %s', (_why, bounds, screens) => {
  expect(boundsOnScreen(bounds, screens)).toBeUndefined();
});

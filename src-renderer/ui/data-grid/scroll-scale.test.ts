import { describe, expect, it } from 'vitest';
import { positionAt, revealRow, scaleOf, scrollTopFor } from './scroll-scale.ts';

const still = { scrollTop: 0, position: 0 };

describe('a list that fits', () => {
  const scale = scaleOf(1000, 28, 600);
  it('scrolls pixel by pixel', () => {
    expect(scale).toEqual({ height: 28_000, ratio: 1, furthest: 27_400 });
    expect(positionAt(scale, 1234, still)).toBe(1234);
  });
});

describe('a list taller than any element', () => {
  const scale = scaleOf(100_000_000, 28, 600);

  it('stays drawable', () => expect(scale.height).toBeLessThan(33_000_000));

  it('reaches its first and its last row', () => {
    expect(positionAt(scale, 0, { scrollTop: 50, position: 1e6 })).toBe(0);
    expect(positionAt(scale, scale.height - 600, still)).toBe(100_000_000 * 28 - 600);
  });

  it('keeps the exact place when the scroll bar only answers our own move', () => {
    const position = 1_234_567;
    const scrollTop = Math.round(scrollTopFor(scale, position));
    expect(positionAt(scale, scrollTop, { scrollTop, position })).toBe(position);
  });
});

it('reveals a row with the least movement', () => {
  expect(revealRow(280, 5, 28, 280)).toBe(140);
  expect(revealRow(280, 12, 28, 280)).toBe(280);
  expect(revealRow(280, 30, 28, 280)).toBe(31 * 28 - 280);
});

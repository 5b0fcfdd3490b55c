import { describe, expect, it } from 'vitest';
import { ColourBook, dataStyle, type Scheme } from './colours.ts';

const page: Record<Scheme, string> = { light: '#ffffff', dark: '#1a1b1e' };

/** Relative luminance, WCAG 2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('data styles', () => {
  it('every colour stands 3 : 1 against its page', () => {
    for (const scheme of ['light', 'dark'] as const) {
      for (let index = 0; index < 8; index++) {
        expect(contrast(dataStyle(index, scheme).colour, page[scheme]), `${scheme} ${index}`).toBeGreaterThanOrEqual(3);
      }
    }
  });
  it('32 looks are all different', () => {
    const looks = Array.from({ length: 32 }, (_, index) => JSON.stringify(dataStyle(index, 'light')));
    expect(new Set(looks).size).toBe(32);
  });
});

describe('the colour book', () => {
  it('keeps numbers within a scope, in the order of asking', () => {
    const book = new ColourBook();
    expect([book.number('a', 'x'), book.number('a', 'y'), book.number('a', 'x'), book.number('b', 'y')]).toEqual([
      0, 1, 0, 0,
    ]);
  });
});

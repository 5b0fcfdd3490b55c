import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Drawing } from '#shared/chart/drawing.ts';
import { svgOf } from '#shared/chart/svg.ts';
import { Coverage } from './coverage.ts';
import { chartFont } from './font.ts';
import { pdfOf } from './pdf.ts';
import { pngOf } from './png.ts';

const drawing: Drawing = {
  width: 200,
  height: 100,
  ground: null,
  items: [
    {
      kind: 'stroke',
      paths: [
        [
          [20, 50],
          [180, 50],
        ],
      ],
      colour: '#ff0000',
      width: 20,
      dash: [],
      opacity: 1,
    },
    {
      ...{
        kind: 'stroke',
        paths: [
          [
            [100, 0],
            [100, 100],
          ],
        ],
        colour: '#0000ff',
        width: 20,
        dash: [],
        opacity: 1,
      },
      clip: { x: 0, y: 0, width: 200, height: 50 },
    },
    { kind: 'text', x: 20, y: 90, text: 'wᵢ Δ', size: 20, colour: '#000000', anchor: 'start', turned: false },
  ],
  title: 'A cross',
  provenance: new Map([['written by', 'Starling']]),
};

/** Red, green and blue of a pixel, undoing the filter that our rows use. */
function pixels(png: Uint8Array): { width: number; at(x: number, y: number): readonly number[] } {
  const bytes = Buffer.from(png);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  let [at, data] = [8, Buffer.alloc(0)];
  while (at < bytes.length) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT')
      data = Buffer.concat([data, bytes.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  const rows = inflateSync(data);
  const row = width * 3;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < row && y > 0; x++) {
      const here = y * (row + 1) + 1 + x;
      rows[here] = (rows[here]! + rows[here - row - 1]!) & 255;
    }
  return { width, at: (x, y) => [...rows.subarray(y * (row + 1) + 1 + x * 3, y * (row + 1) + 4 + x * 3)] };
}

describe('pictures of a drawing', () => {
  it('as PNG have its size, its colours, and end where they are clipped', () => {
    // 10 mm at 254 dpi are 100 pixels.
    const png = pngOf(drawing, 254);
    expect(Buffer.from(png).includes('pHYs')).toBe(true);
    const { width, at } = pixels(png);
    expect(width).toBe(100);
    expect(at(30, 25)).toEqual([255, 0, 0]);
    expect(at(50, 10)).toEqual([0, 0, 255]);
    expect(at(50, 40)).toEqual([255, 255, 255]);
    expect(at(5, 5)).toEqual([255, 255, 255]);
    expect(Buffer.compare(png, pngOf(drawing, 254))).toBe(0);
  });

  it('as PDF are vectors with a font of their own, and the same bytes twice', async () => {
    const pdf = Buffer.from(await pdfOf(drawing)).toString('latin1');
    expect(pdf.startsWith('%PDF-')).toBe(true);
    expect(pdf).toContain('/FontFile2');
    expect(pdf).toContain('/MediaBox [0 0 28.346457 14.173228]');
    expect(pdf).not.toContain('/Subtype /Image');
    expect(Buffer.from(await pdfOf(drawing)).toString('latin1')).toBe(pdf);
  });

  it('as SVG can be read by an XML parser', () => {
    expect(svgOf({ ...drawing, title: 'a < b & "c" \u0001' })).toContain(
      '<title>a &lt; b &amp; &quot;c&quot; \ufffd</title>',
    );
  });
});

it('covers pixels by the area of an outline, also beyond the edges', () => {
  const coverage = new Coverage(4, 3);
  coverage.add([0.5, 0.5, 0.5, 2, 2.25, 2, 2.25, 0.5]);
  coverage.add([-5, 2, -5, 3, 1, 3, 1, 2]);
  const shares = new Map<number, number>();
  coverage.each((at, share) => shares.set(at, Math.round(share * 1000) / 1000));
  expect(Object.fromEntries(shares)).toEqual({ 0: 0.25, 1: 0.5, 2: 0.125, 4: 0.5, 5: 1, 6: 0.25, 8: 1 });
});

it('measures text as wide as Arial', () => {
  // Widths of Arial in thousandths: H 722, n 556.
  expect(chartFont().measure('Hn', 1000)).toBeCloseTo(722 + 556, -1);
  expect(chartFont().outline('l', 10).length).toBeGreaterThan(3);
});

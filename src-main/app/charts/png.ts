import { crc32 } from 'node:zlib';
import { zlibSync } from 'fflate';
import { type Box, type DrawItem, type Drawing, perMillimetre } from '#shared/chart/drawing.ts';
import { Coverage } from './coverage.ts';
import { chartFont } from './font.ts';
import { boxPixels, strokeOutlines, textOutlines } from './outlines.ts';

/** A drawing as PNG at so many pixels per inch. Painted by ourselves, so that every machine gives the same pixels. */
export function pngOf(drawing: Drawing, dpi: number): Uint8Array {
  const scale = dpi / 25.4 / perMillimetre;
  const [width, height] = [Math.round(drawing.width * scale), Math.round(drawing.height * scale)];
  const pixels = new Uint8Array(width * height * 3);
  const ground = channels(drawing.ground ?? '#ffffff');
  for (let at = 0; at < pixels.length; at++) pixels[at] = ground[at % 3] ?? 255;
  const coverage = new Coverage(width, height);
  for (const item of drawing.items) {
    coverage.clear();
    for (const outline of outlinesOf(item, scale)) coverage.add(outline);
    paint(pixels, coverage, item, scale);
  }
  return encode(pixels, width, height, dpi, drawing);
}

function outlinesOf(item: DrawItem, scale: number): readonly (readonly number[])[] {
  if (item.kind === 'stroke')
    return item.paths.flatMap((path) => strokeOutlines(path, Math.max(item.width, 1 / scale), item.dash, scale));
  if (item.kind === 'fill') return [item.path.flatMap(([x, y]) => [x * scale, y * scale])];
  const { x, y, text, size, anchor, turned } = item;
  const font = chartFont();
  const shift = { start: 0, middle: 0.5, end: 1 }[anchor] * font.measure(text, size);
  return textOutlines(font.outline(text, size), (across, up) =>
    turned ? [(x - up) * scale, (y - (across - shift)) * scale] : [(x + across - shift) * scale, (y - up) * scale],
  );
}

function paint(pixels: Uint8Array, coverage: Coverage, item: DrawItem, scale: number): void {
  const colour = channels(item.colour);
  const opacity = item.kind === 'text' ? 1 : item.opacity;
  const box = item.kind === 'text' || item.clip === undefined ? undefined : boxPixels(item.clip, scale);
  coverage.each((index, share) => {
    if (box !== undefined && !isInside(box, index % coverage.width, Math.floor(index / coverage.width))) return;
    const weight = share * opacity;
    for (let channel = 0; channel < 3; channel++) {
      const at = index * 3 + channel;
      pixels[at] = Math.round((pixels[at] ?? 0) * (1 - weight) + (colour[channel] ?? 0) * weight);
    }
  });
}

function isInside({ x, y, width, height }: Box, column: number, row: number): boolean {
  return column >= x && column <= x + width && row >= y && row <= y + height;
}

function channels(colour: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/** https://www.w3.org/TR/png-3/: eight bits of red, green and blue; each row by its differences from the one above. */
function encode(pixels: Uint8Array, width: number, height: number, dpi: number, drawing: Drawing): Uint8Array {
  const row = width * 3;
  const filtered = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y++) {
    filtered[y * (row + 1)] = 2;
    for (let x = 0; x < row; x++) {
      const above = y === 0 ? 0 : (pixels[(y - 1) * row + x] ?? 0);
      filtered[y * (row + 1) + 1 + x] = (pixels[y * row + x] ?? 0) - above;
    }
  }
  const perMetre = Math.round(dpi / 0.0254);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Buffer.concat([long(width), long(height), Buffer.from([8, 2, 0, 0, 0])])),
    chunk('pHYs', Buffer.concat([long(perMetre), long(perMetre), Buffer.from([1])])),
    chunk('iTXt', international('Title', drawing.title)),
    chunk('iTXt', international('Description', JSON.stringify(Object.fromEntries(drawing.provenance)))),
    chunk('IDAT', zlibSync(filtered, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([long(data.length), named, long(crc32(named))]);
}

function international(keyword: string, text: string): Uint8Array {
  return Buffer.concat([Buffer.from(keyword, 'latin1'), Buffer.from([0, 0, 0, 0, 0]), Buffer.from(text)]);
}

function long(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

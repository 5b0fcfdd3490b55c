import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import type { TextMeasure } from '#shared/chart/drawing.ts';

/** Arimo (SIL Open Font License), as wide as Arial: text keeps its place where a viewer has only one of them. */
export interface ChartFont {
  readonly bytes: Uint8Array;
  readonly measure: TextMeasure;
  /** Outlines of a text as commands in units of its size, y upwards from the base line. */
  outline(text: string, size: number): readonly Outline[];
}

export interface Outline {
  readonly command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath';
  readonly args: readonly number[];
}

let loaded: ChartFont | undefined;

export function chartFont(): ChartFont {
  loaded ??= load();
  return loaded;
}

function load(): ChartFont {
  const path = createRequire(import.meta.url).resolve('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf');
  const bytes = readFileSync(path);
  const font = create(bytes) as Font;
  const scale = (size: number) => size / font.unitsPerEm;
  return {
    bytes,
    measure: (text, size) => font.layout(text).advanceWidth * scale(size),
    outline: (text, size) => outlineOf(font, text, scale(size)),
  };
}

function outlineOf(font: Font, text: string, scale: number): readonly Outline[] {
  const outlines: Outline[] = [];
  const { glyphs, positions } = font.layout(text);
  let x = 0;
  for (const [at, glyph] of glyphs.entries()) {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[at] ?? {};
    for (const { command, args } of glyph.path.commands) {
      outlines.push({
        command: command as Outline['command'],
        args: args.map((value, index) => (value + (index % 2 === 0 ? x + xOffset : yOffset)) * scale),
      });
    }
    x += xAdvance;
  }
  return outlines;
}

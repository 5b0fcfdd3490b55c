import type { LensFile } from './lens-file.ts';

export const lensFileExtension = '.lens.json';

/** Begins the ids of lenses that people drew, which keeps them apart from those of Starling. */
export const drawnLensPrefix = 'my-';

export function isLensFileName(name: string): boolean {
  return name.toLowerCase().endsWith(lensFileExtension);
}

/** The text of a lens file: what is absent or empty is left out. */
export function lensFileText(lens: LensFile): string {
  const { starlingLens, ...rest } = lens;
  return `${JSON.stringify({ starlingLens, ...(tidy(rest) as object), recognise: tidy(lens.recognise) }, null, 2)}\n`;
}

/** Fields whose empty or false value says something. */
const telling = new Set(['value', 'of', 'path', 'cases', 'recognise', 'id', 'episode', 'otherwise', 'yDown']);

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, each]) => telling.has(key) || !(each === false || (Array.isArray(each) && each.length === 0)),
  );
  return Object.fromEntries(kept.map(([key, each]) => [key, tidy(each)]));
}

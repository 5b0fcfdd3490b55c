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

/** What these fields are without a word in the file; of any other field nothing is left out. */
const falseByItself = new Set(['descending', 'distinct', 'absent', 'rollUp', 'opaque']);
const emptyByItself = new Set([
  ...['facts', 'order', 'rows', 'documents', 'columns', 'keyed', 'variants', 'within', 'apart', 'texts'],
  ...['measures', 'records', 'each', 'aside'],
]);

function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key, each]) => {
    const isEmpty = Array.isArray(each) && each.length === 0;
    return !(each === false && falseByItself.has(key)) && !(isEmpty && emptyByItself.has(key));
  });
  return Object.fromEntries(kept.map(([key, each]) => [key, tidy(each)]));
}

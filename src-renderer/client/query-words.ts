import { decode } from './place.ts';

/** Two ends of something, in the order of what lies between. */
export type Range = readonly [from: number, to: number];

/** Keys as they stand behind the `?` of an address: joined by commas, each escaped. */
export function writeKeys(keys: readonly string[]): string {
  return keys.map(encodeURIComponent).join();
}

/** None for an empty text. */
export function readKeys(text: string): readonly string[] {
  return text === '' ? [] : text.split(',').map(decode);
}

/** `120..480`; empty for no range. */
export function writeRange(range: Range | undefined): string {
  return range === undefined ? '' : range.join('..');
}

/** `undefined` for what is no range, or ends before it begins. */
export function readRange(text: string): Range | undefined {
  const [from = Number.NaN, to = Number.NaN] = text === '' ? [] : text.split('..').map(Number);
  return Number.isFinite(from) && Number.isFinite(to) && to > from ? [from, to] : undefined;
}

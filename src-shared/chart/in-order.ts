import { naturally } from '../model/naturally.ts';
/** Values in the order people count: numbers by size, before text. */
export function inOrder(values: Iterable<string>): readonly string[] {
  return [...new Set(values)].sort(naturally);
}

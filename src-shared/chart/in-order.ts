/** Values in the order people count: numbers by size, before text. */
export function inOrder(values: Iterable<string>): readonly string[] {
  return [...new Set(values)].sort(collator.compare);
}

const collator = new Intl.Collator('en', { numeric: true });

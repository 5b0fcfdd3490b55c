import type { Catalogue } from './catalogue.ts';

/**
 * A short mark of a database's tables and columns by their names: the same for the same schema in any engine, and another
 * as soon as a table or column comes or goes. Tells schemas apart, and proves nothing.
 */
export function schemaMark({ tables }: Catalogue): string {
  const lines = tables.map(
    ({ name, columns }) =>
      `${name}(${columns
        .map((column) => column.name)
        .sort()
        .join()})`,
  );
  return hash(lines.sort().join('\n'));
}

/** 53 bits (cyrb53) in base 36. */
function hash(text: string): string {
  let [one, two] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    one = Math.imul(one ^ code, 2654435761);
    two = Math.imul(two ^ code, 1597334677);
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
  return (4294967296 * (2097151 & two) + (one >>> 0)).toString(36);
}

import { type Cell, isTagged } from './cell.ts';

/** A value that `JSON.stringify` writes without loss by our rules (see {@link cellToJson}). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A cell as JSON for the command line and for "copy as JSON": integers beyond 2⁵³ and decimals are strings, NaN and
 * ±Infinity are `"NaN"`, `"Infinity"`, `"-Infinity"`; blobs are `\x…` hexadecimal; cut values say so.
 */
export function cellToJson(cell: Cell): Json {
  if (!isTagged(cell)) return cell;
  switch (cell.k) {
    case 'cut':
      return `${cell.head}… (${cell.size} characters)`;
    case 'blob':
      return cell.hex.length / 2 === cell.size ? `\\x${cell.hex}` : `\\x${cell.hex}… (${cell.size} bytes)`;
    case 'list':
      return cell.items.map(cellToJson);
    case 'struct':
      return Object.fromEntries(cell.fields.map(([name, value]) => [name, cellToJson(value)]));
    case 'map':
      return cell.entries.map(([key, value]) => ({ key: cellToJson(key), value: cellToJson(value) }));
    case 'union':
      return { [cell.tag]: cellToJson(cell.value) };
    case 'json':
      return parseJson(cell.t) ?? cell.t;
    default:
      return cell.t;
  }
}

/** A cell as one line of text: what a grid shows, CSV holds and TSV copies. NULL is the empty string. */
export function cellToText(cell: Cell): string {
  if (cell === null) return '';
  if (!isTagged(cell)) return String(cell);
  if ('t' in cell) return cell.t;
  const json = cellToJson(cell);
  return typeof json === 'string' ? json : JSON.stringify(json);
}

/** JSON whose numbers survive a round trip through doubles, or `undefined` where they would not. */
function parseJson(text: string): Json | undefined {
  if (/\d{16}/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

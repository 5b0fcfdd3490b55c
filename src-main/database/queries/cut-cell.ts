import { type Cell, isTagged } from '#shared/model/cell.ts';
import { cellToJson } from '#shared/model/cell-text.ts';
import type { CutLimits } from '../sql/dialect.ts';

/**
 * A cell no larger than `limits`. `size` is its whole length (characters, bytes of a blob) where the engine sent no more
 * than a part of it.
 */
export function cutCell(cell: Cell, limits: CutLimits, size?: number): Cell {
  if (typeof cell === 'string') return cutText(cell, 'text', { limits, size }) ?? cell;
  if (!isTagged(cell)) return cell;
  switch (cell.k) {
    case 'json':
      return cutText(cell.t, 'json', { limits, size }) ?? cell;
    case 'blob':
      return { k: 'blob', size: size ?? cell.size, hex: cell.hex.slice(0, 2 * limits.bytes) };
    case 'list':
    case 'struct':
    case 'map':
    case 'union':
      return cutNested(cell, limits) ?? cell;
    default:
      return cell;
  }
}

/** A nested value is drawn as a tree, so it may be longer than a text before it is cut. */
const NESTED_ROOM = 10;

function cutNested(cell: Cell, limits: CutLimits): Cell | null {
  const text = JSON.stringify(cellToJson(cell));
  const long = isTagged(cell) && cell.k === 'list' && cell.items.length > limits.items;
  return long || text.length > NESTED_ROOM * limits.characters ? cutText(text, 'nested', { limits }) : null;
}

/** `null` for a text that is short enough. Characters are counted, not UTF-16 units: a surrogate pair is one. */
function cutText(
  text: string,
  of: 'text' | 'json' | 'nested',
  { limits, size }: { readonly limits: CutLimits; readonly size?: number | undefined },
): Cell | null {
  const { characters } = limits;
  if (text.length <= characters) return null;
  const first = [...text.slice(0, 2 * characters + 2)];
  if (first.length <= characters) return null;
  return { k: 'cut', of, head: first.slice(0, characters).join(''), size: size ?? lengthOf(text) };
}

function lengthOf(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

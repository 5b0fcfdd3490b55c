import { type Cell, isTagged } from '#shared/model/cell.ts';
import { cellToJson } from '#shared/model/cell-text.ts';
import type { CutLimits } from '../sql/dialect.ts';

/** A cell of an answer that the engine could not cut for us, no larger than `limits`. */
export function cutCell(cell: Cell, limits: CutLimits): Cell {
  if (typeof cell === 'string') return cutText(cell, 'text', limits) ?? cell;
  if (!isTagged(cell)) return cell;
  switch (cell.k) {
    case 'json':
      return cutText(cell.t, 'json', limits) ?? cell;
    case 'blob':
      return cell.hex.length > 2 * limits.bytes ? { ...cell, hex: cell.hex.slice(0, 2 * limits.bytes) } : cell;
    case 'list':
    case 'struct':
    case 'map':
    case 'union':
      return isLargeNested(cell, limits) ? (cutText(JSON.stringify(cellToJson(cell)), 'nested', limits) ?? cell) : cell;
    default:
      return cell;
  }
}

/** The smallest room a nested value gets; a tree shows more than a line of text. */
const NESTED_ROOM = 10;

function isLargeNested(cell: Cell, limits: CutLimits): boolean {
  if (isTagged(cell) && cell.k === 'list' && cell.items.length > limits.items) return true;
  return JSON.stringify(cellToJson(cell)).length > NESTED_ROOM * limits.characters;
}

function cutText(text: string, of: 'text' | 'json' | 'nested', { characters }: CutLimits): Cell | null {
  if (text.length <= characters) return null;
  const units = [...text.slice(0, 2 * characters)];
  const size = text.length > 2 * characters ? lengthOf(text) : [...text].length;
  return size > characters ? { k: 'cut', of, head: units.slice(0, characters).join(''), size } : null;
}

/** Characters, not UTF-16 units: a surrogate pair is one. */
function lengthOf(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}

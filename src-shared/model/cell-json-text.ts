import { type Cell, isTagged } from './cell.ts';
import { cellToJson } from './cell-text.ts';

/**
 * A cell as one line of JSON text: as {@link cellToJson}, but JSON of the database keeps its very text, so that no number
 * in it passes through a double, and integers of any size are numbers, so that a column stays of one kind. Text that is
 * no JSON after all becomes a string.
 */
export function cellJsonText(cell: Cell): string {
  if (!isTagged(cell)) return JSON.stringify(cell);
  switch (cell.k) {
    case 'json':
      return isJson(cell.t) ? cell.t.replace(/[\r\n]+/g, ' ') : JSON.stringify(cell.t);
    case 'int':
      return cell.t;
    case 'list':
      return `[${cell.items.map(cellJsonText).join(',')}]`;
    case 'struct':
      return `{${cell.fields.map(([name, value]) => `${JSON.stringify(name)}:${cellJsonText(value)}`).join(',')}}`;
    default:
      return JSON.stringify(cellToJson(cell));
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

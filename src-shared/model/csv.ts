import type { Cell } from './cell.ts';
import { cellToText } from './cell-text.ts';

/** One line of CSV (RFC 4180) without its end. NULL is nothing, an empty text is `""`. */
export function csvLine(cells: readonly Cell[]): string {
  return cells
    .map((cell) => {
      const text = cellToText(cell);
      const quoted = text === '' ? cell !== null : /[",\r\n]/.test(text) || text !== text.trim();
      return quoted ? `"${text.replaceAll('"', '""')}"` : text;
    })
    .join(',');
}

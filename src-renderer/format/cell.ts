import type { ColumnKind } from '#shared/model/catalogue.ts';
import { type Cell, isTagged } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { formatBytes, formatCount, groupDigits } from './number.ts';

/** How a value looks, beside what it says. Missing, unknown and not-finite never look like a value. */
export type CellTone = 'value' | 'null' | 'empty' | 'odd' | 'nested' | 'blob' | 'cut';

export interface CellFace {
  readonly text: string;
  readonly tone: CellTone;
  /** Said after the text in a quieter voice: a size. */
  readonly aside?: string;
}

const longest = 400;

/** What a grid shows for a cell: one line, exact, and short enough to draw. */
export function cellFace(cell: Cell, kind: ColumnKind): CellFace {
  if (cell === null) return { text: 'NULL', tone: 'null' };
  if (typeof cell === 'number')
    return { text: isNumeric(kind) ? groupDigits(plain(cell)) : plain(cell), tone: 'value' };
  if (typeof cell === 'boolean') return { text: String(cell), tone: 'value' };
  if (typeof cell === 'string') return textFace(kind === 'time' ? momentText(cell) : cell);
  switch (cell.k) {
    case 'cut':
      return { text: oneLine(cell.head), tone: 'cut', aside: `${formatCount(cell.size)} characters` };
    case 'blob':
      return { text: cell.hex.slice(0, 32), tone: 'blob', aside: formatBytes(cell.size) };
    case 'list':
    case 'struct':
    case 'map':
    case 'union':
      return { text: oneLine(cellToText(cell)), tone: 'nested' };
    case 'json':
      return { text: oneLine(cell.t), tone: 'nested' };
    case 'float':
      return {
        text: cell.t === 'Infinity' ? '∞' : cell.t === '-Infinity' ? '−∞' : cell.t,
        tone: cell.t === '-0' ? 'value' : 'odd',
      };
    case 'int':
    case 'decimal':
      return { text: groupDigits(cell.t), tone: 'value' };
    default:
      return { text: kind === 'time' ? momentText(cell.t) : cell.t, tone: 'value' };
  }
}

/** A fraction of nothing but zeros says nothing; what is copied keeps it. */
function momentText(text: string): string {
  return text.replace(/(:\d\d)\.0+(?!\d)/, '$1');
}

/** A double without an exponent where people expect none; never rounded. */
function plain(value: number): string {
  return String(value);
}

function textFace(text: string): CellFace {
  return text === '' ? { text: 'empty text', tone: 'empty' } : { text: oneLine(text), tone: 'value' };
}

function oneLine(text: string): string {
  return text.slice(0, longest).replace(/\r?\n/g, '⏎').replace(/\t/g, '⇥');
}

/** Whether a column's values line up on the right. */
export function isNumeric(kind: ColumnKind): boolean {
  return kind === 'integer' || kind === 'decimal' || kind === 'float';
}

/** Cells as tab-separated lines. Tabs and line ends inside a value are kept by quoting, as spreadsheets read it. */
export function toTsv(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => row.map(tsvField).join('\t')).join('\n');
}

function tsvField(cell: Cell): string {
  const text = cellToText(cell);
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Whether the window holds the whole value, or only its beginning. */
export function isWhole(cell: Cell): boolean {
  if (!isTagged(cell)) return true;
  if (cell.k === 'cut') return false;
  return cell.k !== 'blob' || cell.hex.length / 2 === cell.size;
}

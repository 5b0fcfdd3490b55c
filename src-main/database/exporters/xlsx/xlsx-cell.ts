import { type Cell, isTagged } from '#shared/model/cell.ts';
import { cellToText } from '#shared/model/cell-text.ts';
import { Failure } from '#shared/model/failure.ts';

/** Styles of `styles.xml`: plain, dates, moments, the header. */
export const styles = { plain: 0, date: 1, moment: 2, header: 3 } as const;

/** Characters that a cell takes. */
const longest = 32_767;

/**
 * A cell as a workbook holds it. What its numbers (doubles of 15 digits on the screen) and its dates (days since 1900)
 * would change stays text: integers beyond 2⁵³, longer decimals, microseconds, moments of a time zone, NaN and ±∞.
 */
export function cellXml(cell: Cell): string {
  if (cell === null) return '<c/>';
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (!isTagged(cell)) return textXml(cell);
  if (cell.k === 'decimal' && isShort(cell.t)) return `<c><v>${cell.t}</v></c>`;
  if (cell.k === 'date' || cell.k === 'timestamp') {
    const serial = serialOf(cell.t);
    if (serial !== undefined) return `<c s="${styles[cell.k === 'date' ? 'date' : 'moment']}"><v>${serial}</v></c>`;
  }
  return textXml(cellToText(cell));
}

export function textXml(text: string, style = ''): string {
  if (text.length > longest) throw tooLong(text.length);
  return `<c${style} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

/** Text in XML; what XML has no character for is written `_x0001_`, as workbooks do. */
export function xmlText(text: string): string {
  return text
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(noCharacter, byNumber)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Control characters but tab and line feed, halves of surrogate pairs, and two that stand for nothing. */
const noCharacter =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it looks for
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function byNumber(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`;
}

function isShort(decimal: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(decimal) && decimal.replace(/[-.]/g, '').replace(/^0+/, '').length <= 15;
}

/** Days since the last of 1899, where a workbook's date has no more in it: from March 1900, up to milliseconds. */
function serialOf(text: string): number | undefined {
  const found = /^(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d:\d\d)(?:\.(\d{1,3})0*)?)?$/.exec(text);
  if (found === null) return undefined;
  const [, day, time = '00:00:00', fraction = ''] = found;
  const moment = Date.parse(`${day}T${time}.${fraction.padEnd(3, '0')}Z`);
  return moment < firstDay || Number.isNaN(moment) ? undefined : (moment - lastOf1899) / 86_400_000;
}

const firstDay = Date.UTC(1900, 2, 1);
const lastOf1899 = Date.UTC(1899, 11, 30);

function tooLong(length: number): Failure {
  return new Failure(
    'BAD_INPUT',
    `A value of ${length} characters does not fit into a cell of a workbook (${longest}); export as CSV, JSON lines or Parquet`,
  );
}

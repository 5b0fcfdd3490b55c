import type { ColumnValue } from '../importer.ts';
import { momentOf } from '../moments.ts';
import { textOf, type XlsxValue } from '../xlsx/sheet.ts';

/** What a column of the schema takes from a cell. */
export type LogKind = 'text' | 'lower' | 'whole' | 'number' | 'flag' | 'moment' | 'intervals' | 'words';

/** A cell that is not what its column takes. */
export class NoValue extends Error {
  override readonly name = 'NoValue';
}

/** A cell as a value of the database; lists as JSON. NULL for empty cells. Throws {@link NoValue}. */
export function logValue(value: XlsxValue | undefined, kind: LogKind): ColumnValue {
  if (value === undefined) return null;
  if (value.kind === 'error') throw new NoValue(`The cell is the error ${value.text}`);
  const text = textOf(value).trim();
  if (text === '' || /^(nan|none|nat)$/i.test(text)) return null;
  switch (kind) {
    case 'text':
      return textOf(value);
    case 'lower':
      return text.toLowerCase();
    case 'whole':
    case 'number':
      return numberOf(value, text, kind);
    case 'flag':
      return flagOf(value, text);
    case 'moment':
      return plainMoment(timeOf(value, text));
    case 'intervals':
      return intervalsOf(text);
    case 'words':
      return wordsOf(text);
  }
}

function numberOf(value: XlsxValue, text: string, kind: 'whole' | 'number'): number {
  const number = value.kind === 'number' ? value.number : Number(text);
  if (value.kind === 'boolean' || Number.isNaN(number)) throw new NoValue(`“${text.slice(0, 60)}” is no number`);
  if (kind === 'whole' && !Number.isInteger(number)) throw new NoValue(`${text} is no whole number`);
  return number;
}

/** Older logs say which times failed instead of whether any did. */
function flagOf(value: XlsxValue, text: string): boolean {
  if (value.kind === 'boolean') return value.boolean;
  if (/^(true|yes|1|1\.0)$/i.test(text)) return true;
  if (/^(false|no|0|0\.0)$/i.test(text)) return false;
  if (/^[[(]/.test(text)) return intervalsOf(text) !== '[]';
  throw new NoValue(`“${text.slice(0, 60)}” is neither true nor false`);
}

/** A time without zeros at its end, which SQLite would keep. */
export function plainMoment(text: string): string {
  return text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}

function timeOf(value: XlsxValue, text: string): string {
  if (value.kind === 'time') return value.text;
  if (value.kind === 'date') return `${value.text} 00:00:00`;
  if (value.kind === 'timestamp') return value.text;
  const moment = value.kind === 'text' ? (/^\d\d:\d\d:\d\d(\.\d+)?$/.test(text) ? text : momentOf(text)) : null;
  if (moment === null) throw new NoValue(`“${text.slice(0, 60)}” is no time`);
  return moment;
}

/** `[(1.0, 2.0), (3.0, 4.0)]` of Python, as starts and ends in a row. */
function intervalsOf(text: string): string {
  const bare = text.replaceAll(/np\.float\d*\(([^()]*)\)/g, '$1');
  if (!/^[[\](),;\s\d.eE+-]*$/.test(bare)) throw new NoValue(`“${text.slice(0, 60)}” is no list of times`);
  const numbers = bare.match(/[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/g) ?? [];
  if (numbers.length % 2 !== 0) throw new NoValue(`“${text.slice(0, 60)}” has a start without an end`);
  return JSON.stringify(numbers.map((number) => finite(number)));
}

function finite(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number)) throw new NoValue(`${text} is beyond the numbers that a column can hold`);
  return number;
}

function wordsOf(text: string): string {
  const words = text
    .replace(/^\[(.*)\]$/s, '$1')
    .split(',')
    .map((word) => word.trim().replace(/^'(.*)'$|^"(.*)"$/s, '$1$2'))
    .filter((word) => word !== '');
  return JSON.stringify(words);
}

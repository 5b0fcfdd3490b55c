import { Failure } from '#shared/model/failure.ts';
import type { ColumnType, Dialect } from './dialect.ts';
import { type Sql, sql } from './sql.ts';

/** Both sides of a comparison between a column and what a person typed. */
export interface Sides {
  readonly left: Sql;
  readonly right: Sql;
}

/**
 * The typed text as a value that compares with the column exactly and lets its index serve. A number that the column's
 * type cannot hold (1.5 for an integer, twenty digits) is compared as a wider type instead of being rounded. Throws a
 * Failure for text that is no such value.
 */
export function filterValue(
  dialect: Dialect,
  column: ColumnType & { readonly name: string; readonly value: Sql },
  text: string,
): Sides {
  const left = column.value;
  const cast = (type: ColumnType, value = text.trim()) => ({ left, right: dialect.castTo(sql`${value}`, type) });
  switch (column.kind) {
    case 'integer':
    case 'decimal':
      return cast(exactType(text.trim()) ?? refuse(column.name, text, 'a number'));
    case 'float':
      return cast(column, floatText(text.trim()) ?? refuse(column.name, text, 'a number'));
    case 'boolean':
      return cast(column, booleanText(text) ?? refuse(column.name, text, 'true or false'));
    case 'time':
      return /\d|^-?infinity$/i.test(text) ? cast(column) : refuse(column.name, text, 'a date or time');
    case 'blob':
      return cast(column, blobText(text.trim()) ?? refuse(column.name, text, 'hexadecimal bytes such as \\x00ff'));
    default:
      return isPlainText(column)
        ? cast(column, text)
        : { left: dialect.text(left), right: dialect.castTo(sql`${text}`, TEXT) };
  }
}

const TEXT: ColumnType = { type: 'text', kind: 'text' };
const FLOAT: ColumnType = { type: 'double precision', kind: 'float' };
const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

/** The narrowest type that holds a written number exactly, a double where none does. */
function exactType(text: string): ColumnType | null {
  if (/^[+-]?\d+$/.test(text)) {
    const value = BigInt(text.replace('+', ''));
    if (value >= INT64.min && value <= INT64.max) return { type: 'bigint', kind: 'integer' };
  }
  const plain = /^[+-]?(\d*)\.?(\d*)$/.exec(text);
  const [whole = '', fraction = ''] = plain?.slice(1) ?? [];
  if (plain && whole + fraction !== '' && whole.length + fraction.length <= 38) {
    return { type: `decimal(38, ${fraction.length})`, kind: 'decimal' };
  }
  return floatText(text) === null ? null : FLOAT;
}

function floatText(text: string): string | null {
  const special = /^([+-]?)(nan|inf|infinity|∞)$/i.exec(text);
  if (special) return /nan/i.test(text) ? 'NaN' : `${special[1] === '-' ? '-' : ''}Infinity`;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? text : null;
}

function booleanText(text: string): string | null {
  if (/^(true|t|yes|1)$/i.test(text.trim())) return 'true';
  return /^(false|f|no|0)$/i.test(text.trim()) ? 'false' : null;
}

function blobText(text: string): string | null {
  const hex = /^(\\x|0x|x')?((?:[0-9a-f]{2})*)'?$/i.exec(text)?.[2];
  return hex === undefined ? null : `\\x${hex.toLowerCase()}`;
}

/** Types whose values compare as the text they are; others (enum, uuid, JSON) are compared by their text. */
export function isPlainText({ kind, type }: ColumnType): boolean {
  return kind === 'text' && /^(text|n?varchar|character varying|string|clob|citext)/i.test(type);
}

function refuse(column: string, text: string, expected: string): never {
  throw new Failure('BAD_INPUT', `“${text}” cannot be compared with “${column}”: type ${expected}.`);
}

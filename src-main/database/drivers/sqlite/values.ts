import type { ColumnKind } from '#shared/model/catalogue.ts';
import { type Cell, floatCell, intCell } from '#shared/model/cell.ts';
import type { SqlValue } from '../../sql/sql.ts';
import type { SqliteValue } from './handle.ts';

/** A cell by its own type, since a SQLite column may hold any. Text of a column declared JSON is JSON. */
export function toCell(value: SqliteValue, kind: ColumnKind): Cell {
  if (value === null) return null;
  if (typeof value === 'bigint') return intCell(value);
  if (typeof value === 'number') return floatCell(value);
  if (typeof value === 'string') return kind === 'json' ? { k: 'json', t: value } : value;
  return { k: 'blob', size: value.byteLength, hex: Buffer.from(value).toString('hex') };
}

/** A double, NaN for anything that is no number. */
export function toDouble(value: SqliteValue): number {
  return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : Number.NaN;
}

/** A parameter as SQLite takes it: it has no booleans, and whole numbers are bound as such. */
export function toBound(value: SqlValue): SqliteValue {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  return typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value) : value;
}

/**
 * What a declared type means: the common words first (SQLite gives BOOLEAN and DATETIME no affinity of their own), then
 * the rules of affinity (https://www.sqlite.org/datatype3.html#determination_of_column_affinity).
 */
export function kindOf(declared: string): ColumnKind {
  const type = declared.toUpperCase();
  if (/^BOOL/.test(type)) return 'boolean';
  if (/^JSONB?\b/.test(type)) return 'json';
  if (/^(DATE|TIME)/.test(type)) return 'time';
  if (type.includes('INT')) return 'integer';
  if (/CHAR|CLOB|TEXT|STRING|UUID/.test(type)) return 'text';
  if (type.includes('BLOB')) return 'blob';
  if (/REAL|FLOA|DOUB/.test(type)) return 'float';
  if (/^(DECIMAL|NUMERIC|NUMBER|MONEY)/.test(type)) return 'decimal';
  return 'other';
}

/** Type and kind of a value where nothing is declared. */
export function typeOfValue(value: SqliteValue): { readonly type: string; readonly kind: ColumnKind } {
  if (value === null) return { type: '', kind: 'other' };
  if (typeof value === 'bigint') return { type: 'INTEGER', kind: 'integer' };
  if (typeof value === 'number') return { type: 'REAL', kind: 'float' };
  if (typeof value === 'string') return { type: 'TEXT', kind: 'text' };
  return { type: 'BLOB', kind: 'blob' };
}

/** Types that a column of text may turn out to be, the narrowest first. */
export const columnTypes = [
  'BOOLEAN',
  'BIGINT',
  'UBIGINT',
  'HUGEINT',
  'DOUBLE',
  'DATE',
  'TIMESTAMP',
  'TIMESTAMP_NS',
  'TIMESTAMPTZ',
  'TIME',
  'VARCHAR',
] as const;
export type ColumnType = (typeof columnTypes)[number];

export function isNumber(type: ColumnType): boolean {
  return ['BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE'].includes(type);
}

/** How numbers and dates are written. */
export interface Notation {
  readonly decimal: '.' | ',';
  /** Which comes first in `03/04/2026`; `null` where such dates stay text. */
  readonly dates: 'day' | 'month' | null;
}

const integer = /^-?[1-9]\d*$|^0$/;
const special = /^[+-]?(nan|inf|infinity)$/i;
const float = /^-?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const idLike = /^\d+[eE]\d+$/;
const isoDate = /^(\d{4})-(\d\d)-(\d\d)$/;
const isoTime = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/;
const isoStamp = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(\s?(?:Z|[+-]\d\d(?::?\d\d)?))?$/;
export const slashedDate = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})$/;

/** Whether a text is a value of a type that gives back the same value, with nothing rounded or cut. */
export function holds(type: ColumnType, given: string, notation: Notation): boolean {
  const text = given.trim();
  switch (type) {
    case 'VARCHAR':
      return true;
    case 'BOOLEAN':
      return /^(true|false)$/i.test(text);
    case 'BIGINT':
      return holdsInteger(text, -(2n ** 63n), 2n ** 63n - 1n);
    case 'UBIGINT':
      return holdsInteger(text, 0n, 2n ** 64n - 1n);
    case 'HUGEINT':
      return holdsInteger(text, -(2n ** 127n), 2n ** 127n - 1n);
    case 'DOUBLE':
      return holdsDouble(notation.decimal === ',' ? withPoint(text) : text);
    case 'DATE':
      return isDate(text, notation);
    case 'TIME':
      return (isoTime.exec(text)?.[4]?.length ?? 0) <= 6 && isTime(text);
    default:
      return holdsStamp(type, text);
  }
}

function holdsInteger(text: string, least: bigint, most: bigint): boolean {
  if (!integer.test(text)) return false;
  if (text.length < 16) return least < 0n || text[0] !== '-';
  const value = BigInt(text);
  return value >= least && value <= most;
}

/** `1.234,5` as `1234.5`; what has no comma has no decimals. */
export function withPoint(text: string): string {
  if (!/^-?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?([eE][+-]?\d+)?$/.test(text)) return special.test(text) ? text : 'x';
  return text.replaceAll('.', '').replace(',', '.');
}

function holdsDouble(text: string): boolean {
  if (special.test(text)) return true;
  if (!float.test(text) || idLike.test(text)) return false;
  if (text.length < 17) return true;
  return sameDigits(text);
}

/** As many digits are told apart by any double. */
export const exactDigits = 15;
/** As many are enough to write any double, where a point or an exponent says that it is one. */
export const writtenDigits = 17;

/** Whether the double nearest to a long text, written with as many digits, is that text. */
function sameDigits(text: string): boolean {
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '')
    .replace(/^0+/, '');
  if (digits.length <= exactDigits) return true;
  const value = Number(text);
  if (!Number.isFinite(value)) return false;
  if (digits.length <= writtenDigits && /[.eE]/.test(text)) return true;
  const written = value
    .toPrecision(Math.min(100, digits.length))
    .replace(/[eE].*$/, '')
    .replace(/[-.]/g, '');
  return written.replace(/^0+/, '').padEnd(digits.length, '0') === digits;
}

function isDate(text: string, { dates }: Notation): boolean {
  const iso = isoDate.exec(text);
  if (iso !== null) return isDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const other = dates === null ? null : slashedDate.exec(text);
  if (other === null) return false;
  const [day, month] = dates === 'day' ? [other[1], other[3]] : [other[3], other[1]];
  return isDay(Number(other[4]), Number(month), Number(day));
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isTime(text: string): boolean {
  const parts = isoTime.exec(text);
  return parts !== null && Number(parts[1]) < 24 && Number(parts[2]) < 60 && Number(parts[3]) < 60;
}

function holdsStamp(type: ColumnType, text: string): boolean {
  const parts = isoStamp.exec(text);
  if (parts === null) return type === 'TIMESTAMP' && isDate(text, { decimal: '.', dates: null });
  const [, date = '', time = '', zone] = parts;
  if (!isDate(date, { decimal: '.', dates: null }) || !isTime(time)) return false;
  const digits = /\.(\d+)$/.exec(time)?.[1]?.length ?? 0;
  if (type === 'TIMESTAMPTZ') return zone !== undefined && digits <= 6;
  if (zone !== undefined) return false;
  const year = Number(date.slice(0, 4));
  return type === 'TIMESTAMP' ? digits <= 6 : year > 1677 && year < 2262;
}

import type { Dialect } from './csv-reader.ts';
import type { CsvColumn } from './csv-select.ts';
import { exactDigits, holds, isNumber, writtenDigits } from './value-kinds.ts';

const newline = 10;
const carriageReturn = 13;
const minus = 45;
const point = 46;
const zero = 48;

/** A row longer than this is none. */
const longestRow = 16 * 2 ** 20;
/** What is looked for in a field: nothing, a whole number, a number with a point, or any other number. */
const looks = { none: 0, whole: 1, decimal: 2, other: 3 } as const;
type Look = (typeof looks)[keyof typeof looks];

/** A row that goes on behind the bytes that are there, or has a field that would not stay as it is. */
const cutOff = -1;
const doesNotFit = -2;

/**
 * Reads the bytes of a text file beside an engine that makes numbers of them, and tells whether each field of a column of
 * numbers is that number as it would be written: no `007`, no `1e5`, no more digits than the type has. What it cannot tell
 * does not fit. UTF-8 only, a delimiter of one byte.
 */
export class FieldScan {
  readonly #columns: readonly CsvColumn[];
  readonly #looks: readonly Look[];
  readonly #delimiter: number;
  /** Which bytes end a field without quotes: 1 at the delimiter, at line ends, and at 0. */
  readonly #stops = new Uint8Array(256);
  readonly #quote: number;
  readonly #escape: number;
  #bytes: Uint8Array = new Uint8Array(0);
  /** Where the bytes end that are there. */
  #end = 0;
  #toSkip: number;
  #rows = 0;

  /** `skip`: lines before the first row. */
  constructor(columns: readonly CsvColumn[], dialect: Dialect, skip: number) {
    this.#columns = columns;
    this.#looks = columns.map(lookOf);
    this.#delimiter = byteOf(dialect.delimiter);
    this.#quote = byteOf(dialect.quote);
    this.#escape = byteOf(dialect.escaping);
    this.#toSkip = skip;
    for (const byte of [0, newline, carriageReturn, this.#delimiter]) this.#stops[byte] = 1;
  }

  /** Rows so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Whether all rows fit that are complete by now. */
  feed(piece: Uint8Array): boolean {
    this.#append(piece);
    return this.#take();
  }

  /** Whether the last row fits. */
  finish(): boolean {
    if (this.#end > 0) this.#append(Uint8Array.of(newline));
    return this.#take() && this.#end === 0;
  }

  #append(piece: Uint8Array): void {
    const end = this.#end + piece.length;
    // One byte more, which no field has: it ends whatever is cut off.
    if (end >= this.#bytes.length) {
      const larger = new Uint8Array(2 * end);
      larger.set(this.#bytes.subarray(0, this.#end));
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#end);
    this.#bytes[end] = 0;
    this.#end = end;
  }

  #take(): boolean {
    let at = this.#afterSkipped();
    let next = at;
    while (at < this.#end) {
      next = this.#row(at);
      if (next < 0) break;
      at = next;
    }
    this.#bytes.copyWithin(0, at, this.#end);
    this.#end -= at;
    return next !== doesNotFit && this.#end < longestRow;
  }

  #afterSkipped(): number {
    let at = 0;
    while (this.#toSkip > 0) {
      const end = this.#bytes.indexOf(newline, at);
      if (end < 0 || end >= this.#end) break;
      at = end + 1;
      this.#toSkip -= 1;
    }
    return this.#toSkip > 0 ? this.#end : at;
  }

  /** Where the next row begins. */
  #row(start: number): number {
    const bytes = this.#bytes;
    const looks = this.#looks;
    const stops = this.#stops;
    const last = looks.length - 1;
    const blank = last > 0 ? this.#rowEnd(start) : doesNotFit;
    if (blank >= 0) return blank;
    let at = start;
    for (let column = 0; ; column++) {
      const end = usualEnd(bytes, at, looks[column] as Look);
      at = end >= 0 && stops[bytes[end] as number] === 1 ? end : this.#field(column, at);
      if (at < 0) return at;
      if (column === last) break;
      if (bytes[at] !== this.#delimiter) return at >= this.#end ? cutOff : doesNotFit;
      at += 1;
    }
    const next = this.#rowEnd(at);
    if (next >= 0) this.#rows += 1;
    return next;
  }

  #rowEnd(at: number): number {
    const bytes = this.#bytes;
    const end = bytes[at] === carriageReturn ? at + 1 : at;
    if (bytes[end] === newline) return end + 1;
    return end >= this.#end ? cutOff : doesNotFit;
  }

  /** Where a field ends that is not written the usual way. */
  #field(column: number, start: number): number {
    const isQuoted = this.#bytes[start] === this.#quote;
    const end = isQuoted ? this.#closing(start + 1) : plainEnd(this.#bytes, start, this.#stops);
    if (end < 0 || end === start || this.#looks[column] === looks.none) return end;
    if (!isQuoted && end >= this.#end) return cutOff;
    return this.#fits(column, isQuoted ? start + 1 : start, isQuoted ? end - 1 : end) ? end : doesNotFit;
  }

  /** Behind the quote that closes a field. */
  #closing(from: number): number {
    const bytes = this.#bytes;
    for (let at = from; at < this.#end; at++) {
      const byte = bytes[at];
      if (byte === this.#escape && (byte !== this.#quote || bytes[at + 1] === this.#quote)) at += 1;
      else if (byte === this.#quote) return at + 1 < this.#end ? at + 1 : cutOff;
    }
    return cutOff;
  }

  /** The long way, for whatever is not written as numbers usually are. */
  #fits(column: number, start: number, end: number): boolean {
    const { type, nulls, notation } = this.#columns[column] as CsvColumn;
    const text = Buffer.from(this.#bytes.buffer, start, end - start).toString();
    return nulls.includes(text) || holds(type, text, notation);
  }
}

function byteOf(character: string): number {
  return character === '' ? -1 : (Buffer.from(character)[0] as number);
}

function lookOf({ type, notation }: CsvColumn): Look {
  if (!isNumber(type)) return looks.none;
  if (type === 'DOUBLE') return notation.decimal === '.' ? looks.decimal : looks.other;
  return type === 'UBIGINT' ? looks.other : looks.whole;
}

/** Where a field ends that is written the usual way; -1 where a closer look is needed. */
function usualEnd(bytes: Uint8Array, start: number, look: Look): number {
  if (look === looks.decimal) return decimalEnd(bytes, start);
  return look === looks.whole ? wholeEnd(bytes, start) : -1;
}

function plainEnd(bytes: Uint8Array, start: number, stops: Uint8Array): number {
  let at = start;
  while (stops[bytes[at] as number] === 0) at += 1;
  return at;
}

function wholeEnd(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === minus ? start + 1 : start;
  const end = digitsEnd(bytes, first);
  const isSigned = first > start;
  if (end === first || end - first > exactDigits || (bytes[first] === zero && (isSigned || end > first + 1))) return -1;
  return end;
}

function decimalEnd(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === minus ? start + 1 : start;
  const isZero = bytes[first] === zero;
  const whole = digitsEnd(bytes, first);
  if (whole === first || (isZero && whole > first + 1)) return -1;
  const digits = isZero ? 0 : whole - first;
  if (bytes[whole] !== point) return digits <= exactDigits ? whole : -1;
  let fraction = whole + 1;
  if (isZero) while (bytes[fraction] === zero) fraction += 1;
  const end = digitsEnd(bytes, fraction);
  return digits + end - fraction <= writtenDigits ? end : -1;
}

function digitsEnd(bytes: Uint8Array, start: number): number {
  let at = start;
  while (((bytes[at] as number) - zero) >>> 0 < 10) at += 1;
  return at;
}

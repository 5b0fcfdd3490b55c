/** How fields and rows are told apart. */
export interface Dialect {
  readonly delimiter: string;
  /** One character, or empty for none. */
  readonly quote: string;
  /** What makes a quote inside quotes a character: the quote again, or a backslash. */
  readonly escaping: string;
}

/** One row of a text file. */
export interface CsvRow {
  /** `null` for a field of nothing; `""` is the empty text. */
  readonly fields: readonly (string | null)[];
  /** Where it begins, from 1. */
  readonly line: number;
  readonly raw: string;
  /** What is wrong with its quotes; `null` for nothing. */
  readonly fault: string | null;
}

/** A quoted field longer than this was never closed. */
const longestField = 16 * 2 ** 20;

/** Rows of a text that comes in pieces. Line ends are CR LF, LF or CR; inside quotes they are part of the field. */
export class CsvReader {
  readonly #dialect: Dialect;
  #rest = '';
  #line = 1;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** Every row that is complete; with `isLast` also what is left. */
  *feed(text: string, isLast: boolean): Generator<CsvRow> {
    const buffer = this.#rest + text;
    let at = 0;
    while (at < buffer.length) {
      const row =
        this.#row(buffer, at, isLast) ?? (buffer.length - at > longestField ? this.#brokenRow(buffer, at) : null);
      if (row === null) break;
      yield row.row;
      at = row.end;
      this.#line += row.lines;
    }
    this.#rest = buffer.slice(at);
  }

  #row(buffer: string, start: number, isLast: boolean): Read | null {
    const { delimiter, quote } = this.#dialect;
    const fields: (string | null)[] = [];
    let fault: string | null = null;
    let at = start;
    for (;;) {
      if (quote !== '' && buffer.startsWith(quote, at)) {
        const closed = this.#closing(buffer, at + 1);
        if (closed < 0) return isLast ? this.#brokenRow(buffer, start) : null;
        const end = fieldEnd(buffer, closed + 1, delimiter);
        if (end > closed + 1 && buffer.slice(closed + 1, end).trim() !== '')
          fault = 'There is text behind the closing quote';
        fields.push(this.#unescaped(buffer.slice(at + 1, closed)));
        at = end;
      } else {
        const end = fieldEnd(buffer, at, delimiter);
        fields.push(end === at ? null : buffer.slice(at, end));
        at = end;
      }
      if (at >= buffer.length) {
        if (!isLast) return null;
        return this.#read(buffer, { start, at, end: at, fields, fault });
      }
      if (buffer.startsWith(delimiter, at)) {
        at += delimiter.length;
        if (at >= buffer.length && isLast) fields.push(null);
        if (at >= buffer.length) return isLast ? this.#read(buffer, { start, at, end: at, fields, fault }) : null;
        continue;
      }
      // A CR at the end of a piece may be the first half of CR LF.
      if (buffer[at] === '\r' && at + 1 >= buffer.length && !isLast) return null;
      const end = buffer.startsWith('\r\n', at) ? at + 2 : at + 1;
      return this.#read(buffer, { start, at, end, fields, fault });
    }
  }

  #read(buffer: string, { start, at, end, fields, fault }: Found): Read {
    const raw = buffer.slice(start, at);
    return { row: { fields, line: this.#line, raw, fault }, end, lines: 1 + lineEnds(raw) };
  }

  /** A row whose quote is never closed costs its own line only. */
  #brokenRow(buffer: string, start: number): Read {
    const end = fieldEnd(buffer, start, '\n');
    const raw = buffer.slice(start, end);
    const next = buffer.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, buffer.length);
    return { row: { fields: [raw], line: this.#line, raw, fault: 'A quote is never closed' }, end: next, lines: 1 };
  }

  #closing(buffer: string, from: number): number {
    const { quote, escaping } = this.#dialect;
    for (let at = buffer.indexOf(quote, from); at >= 0; at = buffer.indexOf(quote, at + 1)) {
      if (escaping === quote) {
        if (buffer[at + 1] !== quote) return at;
        at += 1;
      } else {
        let slashes = 0;
        while (buffer[at - 1 - slashes] === escaping && at - 1 - slashes >= from) slashes += 1;
        if (slashes % 2 === 0) return at;
      }
    }
    return -1;
  }

  #unescaped(text: string): string {
    const { quote, escaping } = this.#dialect;
    if (escaping === quote) return text.includes(quote) ? text.replaceAll(quote + quote, quote) : text;
    return text.includes(escaping)
      ? text.replace(/\\([\s\S])/g, (whole, next) => (next === quote || next === escaping ? next : whole))
      : text;
  }
}

interface Read {
  readonly row: CsvRow;
  readonly end: number;
  readonly lines: number;
}

interface Found {
  readonly start: number;
  readonly at: number;
  readonly end: number;
  readonly fields: readonly (string | null)[];
  readonly fault: string | null;
}

function fieldEnd(buffer: string, from: number, delimiter: string): number {
  const first = delimiter.charCodeAt(0);
  const more = delimiter.length > 1;
  let at = from;
  for (; at < buffer.length; at++) {
    const code = buffer.charCodeAt(at);
    if (code === 10 || code === 13) return at;
    if (code === first && (!more || buffer.startsWith(delimiter, at))) return at;
  }
  return at;
}

function lineEnds(raw: string): number {
  if (!raw.includes('\n') && !raw.includes('\r')) return 0;
  return raw.match(/\r\n|\n|\r/g)?.length ?? 0;
}

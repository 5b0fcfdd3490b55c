import { type ColumnType, columnTypes, holds, type Notation, slashedDate, withPoint } from './value-kinds.ts';

/** Words that people and programs write for “no value”. Numbers and dates are not spoilt by them; text keeps them. */
export const nullWords: ReadonlySet<string> = new Set([
  ...['NA', 'N/A', 'n/a', '#N/A', '#NA', 'NULL', 'null', 'None', 'none', 'nil', '<NA>', '-', '?', '\\N', 'NaT'],
]);

export interface Observed {
  readonly type: ColumnType;
  readonly reason: string;
  /** Words that stand for NULL here. */
  readonly nulls: readonly string[];
  /** Whether it holds dates like 03/04/2026 whose order nothing tells. */
  readonly ambiguousDates: boolean;
  /** Whether every number has a comma for its point. */
  readonly comma: boolean;
}

/** Looks at the texts of one column, and says which type keeps all of them as they are. */
export class ColumnObserver {
  readonly #notation: Notation;
  readonly #words: ReadonlySet<string>;
  #possible: ColumnType[] = columnTypes.filter((type) => type !== 'VARCHAR');
  #comma = true;
  #sawComma = false;
  #values = 0;
  readonly #nulls = new Set<string>();
  /** The type that lasted longest, and what ended it. */
  #last: { readonly type: ColumnType; readonly text: string; readonly line: number; readonly after: number } | null =
    null;
  readonly #dates = { count: 0, dayFirst: true, monthFirst: true };

  constructor(notation: Notation, words: readonly string[]) {
    this.#notation = notation;
    this.#words = new Set(words);
  }

  add(text: string | null, line: number): void {
    if (text === null || this.#words.has(text)) return;
    if (nullWords.has(text)) {
      this.#nulls.add(text);
      return;
    }
    this.#values += 1;
    this.#seeDate(text);
    if (this.#comma) this.#seeComma(text);
    if (this.#possible.length === 0) return;
    const [first] = this.#possible as [ColumnType];
    if (this.#possible.length > 1 || !holds(first, text, this.#notation)) this.#narrow(text, line);
  }

  observed(): Observed {
    const { count, dayFirst, monthFirst } = this.#dates;
    const isSlashed = count === this.#values && this.#values > 0;
    const known = { nulls: [...this.#nulls], comma: false, ambiguousDates: isSlashed && dayFirst && monthFirst };
    const [type] = this.#possible;
    if (this.#values === 0) return { ...known, nulls: [], type: 'VARCHAR', reason: 'It holds no values' };
    if (type !== undefined) return { ...known, type, reason: this.#reasonFor(type) };
    if (this.#comma && this.#sawComma)
      return { ...known, comma: true, type: 'DOUBLE', reason: 'Numbers with a decimal comma' };
    if (isSlashed) return { ...known, nulls: [], type: 'VARCHAR', reason: this.#dateReason() };
    return { ...known, nulls: [], type: 'VARCHAR', reason: this.#textReason() };
  }

  #narrow(text: string, line: number): void {
    const left = this.#possible.filter((type) => holds(type, text, this.#notation));
    const [type] = this.#possible;
    if (left.length === 0 && type !== undefined) this.#last = { type, text, line, after: this.#values - 1 };
    this.#possible = left;
  }

  #seeDate(text: string): void {
    const parts = slashedDate.exec(text.trim());
    if (parts === null) return;
    this.#dates.count += 1;
    if (Number(parts[1]) > 12) this.#dates.monthFirst = false;
    if (Number(parts[3]) > 12) this.#dates.dayFirst = false;
  }

  #seeComma(text: string): void {
    const point = withPoint(text.trim());
    if (point === 'x' || !holds('DOUBLE', point, { decimal: '.', dates: null })) this.#comma = false;
    else if (/,/.test(text)) {
      // `1,234` alone may as well be a thousand.
      this.#sawComma ||= !/^-?\d{1,3},\d{3}$/.test(text.trim());
    }
  }

  #reasonFor(type: ColumnType): string {
    const words = this.#nulls.size > 0 ? `; ${[...this.#nulls].join(', ')} taken as NULL` : '';
    return `${reasons[type]}${words}`;
  }

  #dateReason(): string {
    const { dayFirst, monthFirst } = this.#dates;
    if (dayFirst && monthFirst) return 'Dates whose day and month cannot be told apart stay text';
    if (!dayFirst && !monthFirst) return 'Dates written both ways stay text';
    return `Dates with the ${dayFirst ? 'day' : 'month'} first; say so to read them as dates`;
  }

  #textReason(): string {
    const last = this.#last;
    if (last === null || last.after < 1) return this.#first();
    return `“${last.text.slice(0, 40)}” (line ${last.line}) would not stay as it is in ${words[last.type]}`;
  }

  #first(): string {
    const last = this.#last;
    return last !== null && /^-?0\d+$/.test(last.text.trim()) ? `“${last.text}” has a leading zero` : 'Text';
  }
}

const reasons: Readonly<Record<ColumnType, string>> = {
  BOOLEAN: 'Only true and false',
  BIGINT: 'Whole numbers',
  UBIGINT: 'Whole numbers beyond 63 bits',
  HUGEINT: 'Whole numbers beyond 64 bits',
  DOUBLE: 'Numbers',
  DATE: 'Dates',
  TIMESTAMP: 'Points in time',
  TIMESTAMP_NS: 'Points in time to the nanosecond',
  TIMESTAMPTZ: 'Points in time with their zone; kept as UTC',
  TIME: 'Times of day',
  VARCHAR: 'Text',
};

const words: Readonly<Record<ColumnType, string>> = {
  BOOLEAN: 'a column of true and false',
  BIGINT: 'a column of whole numbers',
  UBIGINT: 'a column of whole numbers',
  HUGEINT: 'a column of whole numbers',
  DOUBLE: 'a column of numbers',
  DATE: 'a column of dates',
  TIMESTAMP: 'a column of points in time',
  TIMESTAMP_NS: 'a column of points in time',
  TIMESTAMPTZ: 'a column of points in time',
  TIME: 'a column of times',
  VARCHAR: 'text',
};

import { distinctNames } from '#shared/model/distinct-names.ts';
import { CsvReader, type CsvRow, type Dialect } from './csv-reader.ts';

/** How a text file is a table. */
export interface Layout {
  readonly dialect: Dialect;
  /** Lines of remarks before the table. */
  readonly skip: number;
  readonly header: boolean;
  /** Unique regardless of case. */
  readonly names: readonly string[];
  /** The number of fields that a row has. */
  readonly width: number;
  /** Whether the sample has rows that only a careful look understands. */
  readonly irregular: boolean;
  /** Whether lines that begin with `#` are remarks wherever they are. */
  readonly comments: boolean;
  readonly notices: readonly string[];
}

export interface LayoutOptions {
  readonly delimiter?: string | undefined;
  readonly quote?: string | undefined;
  readonly header?: boolean | undefined;
  readonly skip?: number | undefined;
}

const delimiters = [',', ';', '\t', '|', '\u0001', '~', '^', ' '];
/** Rows that a delimiter is judged by. */
const judged = 200;

/** Finds the layout from the beginning of a text; `isWhole` says that there is nothing behind it. */
export function layoutOf(text: string, isWhole: boolean, options: LayoutOptions): Layout {
  const skip = options.skip ?? remarks(text);
  const comments = skip > 0 && text.startsWith('#');
  const body = withoutLines(text, skip);
  const dialect = dialectOf(body, isWhole, options);
  const rows = rowsOf(body, isWhole, dialect, judged).filter((row) => !(comments && isRemark(row)));
  const header = options.header ?? looksLikeHeader(rows);
  const data = header ? rows.slice(1) : rows;
  const named = header ? (rows[0]?.fields ?? []) : [];
  const usual = mode(data.map(({ fields }) => fields.length)) ?? named.length;
  const width = named.length > 0 && !hasRowNumber(named, usual, data) ? named.length : usual;
  const names = unique(namesOf(named, width));
  const notices = noticesOf(text, skip, named.length, width);
  return { dialect, skip, header, names, width, irregular: comments || isIrregular(rows, width), comments, notices };
}

/** The first rows of a text. */
export function rowsOf(text: string, isWhole: boolean, dialect: Dialect, most: number): CsvRow[] {
  const rows: CsvRow[] = [];
  for (const row of new CsvReader(dialect).feed(text, isWhole)) {
    if (rows.length >= most) break;
    if (!isBlank(row)) rows.push(row);
  }
  return rows;
}

/** A line with nothing in it is no row. */
export function isBlank({ raw }: CsvRow): boolean {
  return raw === '';
}

export function isRemark({ raw }: CsvRow): boolean {
  return raw.startsWith('#');
}

/** Lines that begin with `#`, which many programs write before a table; the last may be the header itself (`#id,x,y`). */
function remarks(text: string): number {
  const lines = text.split(/\r\n|\n|\r/, 1000);
  const first = lines.findIndex((line) => !line.startsWith('#') && line !== '');
  if (first < 1 || !lines.slice(0, first).some((line) => line.startsWith('#'))) return 0;
  const last = lines[first - 1] ?? '';
  const isHeader = delimiters.some(
    (each) =>
      last.startsWith('#') && last.includes(each) && last.split(each).length === lines[first]?.split(each).length,
  );
  return isHeader && !last.startsWith('#{') ? first - 1 : first;
}

export function withoutLines(text: string, count: number): string {
  let at = 0;
  for (let line = 0; line < count; line++) {
    const found = /\r\n|\n|\r/g;
    found.lastIndex = at;
    const end = found.exec(text);
    if (end === null) return '';
    at = end.index + end[0].length;
  }
  return text.slice(at);
}

function dialectOf(text: string, isWhole: boolean, { delimiter, quote }: LayoutOptions): Dialect {
  const quotes = quote === undefined ? ['"', "'"] : [quote];
  const candidates = (delimiter === undefined ? delimiters : [delimiter]).flatMap((each) =>
    quotes.map((mark) => ({ delimiter: each, quote: mark, escaping: escapeIn(text, mark) })),
  );
  const scored = candidates.map((dialect) => ({
    dialect,
    score: scoreOf(rowsOf(text, isWhole, dialect, judged), dialect, text),
  }));
  const [best] = scored.sort((a, b) => b.score - a.score);
  return best?.dialect ?? { delimiter: ',', quote: '"', escaping: '"' };
}

function escapeIn(text: string, quote: string): string {
  return quote !== '' && text.includes(`\\${quote}`) && !text.includes(`${quote}${quote}`) ? '\\' : quote;
}

/** How well rows agree on a number of fields: more fields are better, blanks and single quotes are rarely meant. */
function scoreOf(read: readonly CsvRow[], { delimiter, quote }: Dialect, text: string): number {
  // The last may have been cut off, which says nothing of the others.
  const rows = read.length > 1 && read.at(-1)?.fault !== null ? read.slice(0, -1) : read;
  if (rows.length === 0) return 0;
  const usual = mode(rows.map(({ fields }) => fields.length)) ?? 1;
  const agreeing = rows.filter(({ fields }) => fields.length === usual).length / rows.length;
  const faults = rows.filter(({ fault }) => fault !== null).length / rows.length;
  const rare = (delimiter === ' ' ? 0.5 : 1) * (quote === "'" && !isQuotedWith(text, delimiter) ? 0.5 : 1);
  return usual === 1 ? 0.01 * (1 - faults) : (agreeing - faults) * (1 + Math.log2(usual) / 20) * rare;
}

function isQuotedWith(text: string, delimiter: string): boolean {
  return text.startsWith("'") || text.includes(`${delimiter}'`)
    ? text.includes(`'${delimiter}`) || /'(\r|\n|$)/.test(text)
    : false;
}

/**
 * Names: nothing in the first row is a number. One may be missing where a name stands over values alone, as over the index
 * that pandas writes, or where every line ends with a delimiter.
 */
function looksLikeHeader(rows: readonly CsvRow[]): boolean {
  const [first, ...rest] = rows;
  if (first === undefined || first.fault !== null) return false;
  const { fields } = first;
  if (fields.some((field) => field !== null && isValue(field)) || fields.every((field) => field === null)) return false;
  if (fields.slice(1).includes(null)) return fields.some((field, at) => field !== null && isOverValues(rest, at));
  const typed = rest.some(({ fields: values }) => values.some((value) => value !== null && isValue(value)));
  const wordy = fields.every(
    (field) => field === null || /^[\p{L}_#][\p{L}\p{N}_ .\-/#%()[\]:]{0,63}$/u.test(field.trim()),
  );
  const isUnique = new Set(fields).size === fields.length;
  return typed || (wordy && isUnique && rest.length > 0);
}

/** Whether a column has values and nothing else. */
function isOverValues(rows: readonly CsvRow[], at: number): boolean {
  const values = rows.map(({ fields }) => fields[at] ?? null).filter((value) => value !== null);
  return values.length > 0 && values.every(isValue);
}

function isValue(field: string): boolean {
  const text = field.trim();
  return (
    text === '' ||
    !Number.isNaN(Number(text.replace(',', '.'))) ||
    /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(text) ||
    /^(true|false)$/i.test(text)
  );
}

/** Every row has a field more than there are names, and it counts: the rows were written with their numbers. */
function hasRowNumber(named: readonly unknown[], usual: number, data: readonly CsvRow[]): boolean {
  return (
    usual === named.length + 1 &&
    data.length > 1 &&
    data.every(({ fields }) => fields.length !== usual || /^"?\d+"?$/.test(fields[0] ?? ''))
  );
}

function namesOf(named: readonly (string | null)[], width: number): string[] {
  const numbered = named.length > 0 && width === named.length + 1;
  const names = numbered ? ['row_number', ...named] : named;
  return Array.from({ length: width }, (_, at) => names[at]?.trim().replace(/^#\s*/, '') || `column${at}`);
}

/** As DuckDB numbers names of columns that are alike. */
export function unique(names: readonly string[]): readonly string[] {
  return distinctNames(names, 1, '_');
}

function mode(values: readonly number[]): number | undefined {
  const counts = [...Map.groupBy(values, (value) => value)].map(([value, all]) => ({ value, count: all.length }));
  return counts.sort((a, b) => b.count - a.count)[0]?.value;
}

function isIrregular(rows: readonly CsvRow[], width: number): boolean {
  return rows.some(({ fields, fault, raw }) => fault !== null || fields.length !== width || /\r(?!\n)/.test(raw));
}

function noticesOf(text: string, skip: number, named: number, width: number): string[] {
  const first = (text.split(/\r\n|\n|\r/, 1)[0] ?? '').slice(0, 120);
  return [
    ...(skip === 0
      ? []
      : [skip === 1 ? `Its first line is a remark: ${first}` : `Its first ${skip} lines are remarks`]),
    ...(named > 0 && width === named + 1 ? ['Its first column has no name; it numbers the rows'] : []),
  ];
}

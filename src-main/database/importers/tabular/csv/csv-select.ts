import { tableFunction } from '../../../drivers/duckdb/file-source.ts';
import { literal } from '../../../drivers/duckdb/settings.ts';
import { duckdbDialect } from '../../../sql/dialects/duckdb.ts';
import type { Packing } from '../../offer.ts';
import { doesNotFit } from '../../writers/exact-cast.ts';
import type { Dialect } from './csv-reader.ts';
import type { ColumnType, Notation } from './value-kinds.ts';

export interface CsvColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Words that are NULL in this column. */
  readonly nulls: readonly string[];
  readonly notation: Notation;
}

export interface CsvFiles {
  readonly paths: readonly string[];
  readonly dialect: Dialect;
  /** Lines before the first row, the header's included. */
  readonly skip: number;
  readonly packing: Packing;
  readonly fileColumn: string | null;
  /** Fields of each row behind those of the columns. */
  readonly more: number;
  /** What ends a row, where that is known; else the engine takes the first such byte, which may stand in quotes. */
  readonly newLine: '\n' | null;
}

/** A DuckDB `from` over text files with every field as text: `c0`, `c1`… An empty field is NULL, `""` is the empty text. */
export function csvFrom(files: CsvFiles, width: number): string {
  const { delimiter, quote, escaping } = files.dialect;
  const columns = Array.from({ length: width }, (_, at) => `'c${at}': 'VARCHAR'`).join(', ');
  return tableFunction('read_csv', { paths: files.paths, hive: false, fileColumn: files.fileColumn }, [
    'auto_detect = false',
    `delim = ${literal(delimiter)}`,
    `quote = ${literal(quote)}`,
    `escape = ${literal(escaping)}`,
    `comment = ''`,
    `nullstr = ''`,
    'allow_quoted_nulls = false',
    `skip = ${files.skip}`,
    'header = false',
    `columns = {${columns}}`,
    `compression = ${literal(files.packing)}`,
    `encoding = 'utf-8'`,
    'strict_mode = true',
    'null_padding = false',
    ...(files.newLine === null ? [] : [`new_line = ${literal(String.raw`\n`)}`]),
  ]);
}

/**
 * Each column's value as its type. A text that would not stay as it is makes the statement fail. The checks are
 * comparisons of prefixes and lengths, which cost the engine next to nothing; what they cannot tell fails too, and is then
 * looked at by us.
 */
export function csvValue({ type, notation, nulls }: CsvColumn, at: number): string {
  const text = `c${at}`;
  const words = nulls.length === 0 ? '' : `when ${text} in (${nulls.map(literal).join(', ')}) then null `;
  if (type === 'VARCHAR') return words === '' ? text : `case ${words}else ${text} end`;
  // NULL comes last: where the first condition holds for all rows of a batch, the engine need not pick any out.
  return `case ${words}${conversion(type, notation, text)} when ${text} is null then null else error('${doesNotFit}') end`;
}

/** As {@link csvValue}, of texts that we have looked at one by one: each is known to fit. */
export function checkedValue({ type, notation, nulls }: CsvColumn, at: number): string {
  const text = `c${at}`;
  const words = nulls.length === 0 ? '' : `when ${text} in (${nulls.map(literal).join(', ')}) then null `;
  const plain = notation.decimal === ',' ? `replace(replace(trim(${text}), '.', ''), ',', '.')` : `trim(${text})`;
  const dated = type === 'DATE' && notation.dates !== null;
  const value =
    type === 'VARCHAR'
      ? text
      : dated
        ? dateOf(notation, `trim(${text})`)
        : `cast(${type === 'DOUBLE' ? plain : `trim(${text})`} as ${type})`;
  return words === '' ? value : `case ${words}else ${value} end`;
}

/** A day of either notation, or an ISO one. */
function dateOf({ dates }: Notation, text: string): string {
  const same = `replace(replace(${text}, '/', '-'), '.', '-')`;
  return `cast(case when ${text}[5] = '-' then strptime(${text}, '%Y-%m-%d') else strptime(${same}, '${dates === 'day' ? '%d-%m-%Y' : '%m-%d-%Y'}') end as date)`;
}

function conversion(type: ColumnType, notation: Notation, text: string): string {
  const cast = `cast(${text} as ${type})`;
  const attempt = `try_cast(${text} as ${type})`;
  const iso = `${text}[5] = '-' and strlen(${text})`;
  switch (type) {
    case 'DOUBLE':
      return double(notation, text);
    case 'BOOLEAN':
      return `when lower(${text}) in ('true', 'false') then ${cast}`;
    case 'DATE':
      return date(notation, text);
    case 'TIME':
      return `when strlen(${text}) <= 15 then ${cast}`;
    case 'TIMESTAMP':
      return `when ${iso} <= 26 and ${text}[-1] between '0' and '9' and ${text}[-6] not in ('+', '-') then ${cast}`;
    case 'TIMESTAMP_NS':
      return `when ${iso} <= 29 and ${text}[-1] between '0' and '9' then ${cast}`;
    case 'TIMESTAMPTZ':
      return `when ${iso} <= 32 and regexp_matches(${text}, '([zZ]|[+-]\\d\\d(:?\\d\\d)?)$') then ${cast}`;
    default:
      return `when cast(${attempt} as varchar) = ${text} then ${attempt}`;
  }
}

/**
 * No leading zeros, blanks or signs, no `_`, nothing like `1e5`, and no more digits than a double has. The usual comes first:
 * blanks and `+` stand before `-` among the characters; what else begins with no digit is no number to the engine either.
 */
function double({ decimal }: Notation, text: string): string {
  const begins = `${text} >= '-' and ${text} not between '00' and '0:' and ${text} not between '-00' and '-0:'`;
  const usual = `contains(${text}, '${decimal}') and strlen(${text}) <= 26 and ${begins} and not contains(${text}, '_')`;
  const signed = `regexp_full_match(${text}, '-?(0|[1-9]\\d{0,14})([eE][+-]\\d+)?')`;
  const special = `lower(${text}) in ('nan', 'inf', '-inf', 'infinity', '-infinity')`;
  const others = `when ${signed} or ${special} then cast(${text} as double)`;
  if (decimal === '.') return `when ${usual} then cast(${text} as double) ${others}`;
  const thousands = `strlen(${text}) <= 26 and regexp_full_match(${text}, '-?[1-9]\\d{0,2}(\\.\\d{3}){1,4}(,\\d+)?')`;
  return `when ${usual} and not contains(${text}, '.') then cast(replace(${text}, ',', '.') as double)
    when ${thousands} then cast(replace(replace(${text}, '.', ''), ',', '.') as double) ${others}`;
}

function date({ dates }: Notation, text: string): string {
  if (dates === null) return `when ${text}[5] = '-' and strlen(${text}) = 10 then cast(${text} as date)`;
  const same = `replace(replace(${text}, '/', '-'), '.', '-')`;
  return `when ${text}[5] <> '-' then cast(strptime(${same}, '${dates === 'day' ? '%d-%m-%Y' : '%m-%d-%Y'}') as date)`;
}

/** The whole select: values in the order of the columns, and `more` expressions behind them. */
export function csvSelect(
  files: CsvFiles,
  columns: readonly CsvColumn[],
  more: readonly string[],
  value: (column: CsvColumn, at: number) => string = csvValue,
): string {
  const values = columns.map((column, at) => `${value(column, at)} as ${duckdbDialect.quote(column.name)}`);
  return `select ${[...values, ...more].join(', ')} from ${csvFrom(files, columns.length + files.more)}`;
}

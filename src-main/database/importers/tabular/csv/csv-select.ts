import { tableFunction } from '../../../drivers/duckdb/file-source.ts';
import { literal } from '../../../drivers/duckdb/settings.ts';
import { duckdbDialect } from '../../../sql/dialects/duckdb.ts';
import type { Packing } from '../../offer.ts';
import { doesNotFit } from '../../writers/exact-cast.ts';
import type { Dialect } from './csv-reader.ts';
import { type ColumnType, isNumber, type Notation } from './value-kinds.ts';

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

/** A DuckDB `from` over text files with every field as its type: `c0`, `c1`… An empty field is NULL, `""` is the empty text. */
function csvFrom(files: CsvFiles, types: readonly ColumnType[]): string {
  const { delimiter, quote, escaping } = files.dialect;
  const columns = types.map((type, at) => `'c${at}': '${type}'`).join(', ');
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
 * Each column's value as its type. A text that would not stay as it is makes the statement fail; of numbers a
 * {@link FieldScan} tells it. The checks are comparisons of prefixes and lengths, which cost the engine next to nothing;
 * what they cannot tell fails too, and is then looked at by us.
 */
function csvValue(column: CsvColumn, at: number): string {
  const { type, notation, nulls } = column;
  const text = `c${at}`;
  if (isReadAsNumber(column)) return text;
  if (type === 'VARCHAR' || isNumber(type)) return checkedValue(column, at);
  // NULL comes last: where the first condition holds for all rows of a batch, the engine need not pick any out.
  return `case ${nullWords(nulls, text)}${conversion(type, notation, text)} when ${text} is null then null else error('${doesNotFit}') end`;
}

/** Whether the engine reads the fields of a column as numbers at once, without their text. */
function isReadAsNumber({ type, notation, nulls }: CsvColumn): boolean {
  return isNumber(type) && nulls.length === 0 && notation.decimal === '.';
}

/** Each column's value as its type, of texts that we have looked at one by one: each is known to fit. */
function checkedValue({ type, notation, nulls }: CsvColumn, at: number): string {
  const text = `c${at}`;
  const plain = notation.decimal === ',' ? `replace(replace(trim(${text}), '.', ''), ',', '.')` : `trim(${text})`;
  const dated = type === 'DATE' && notation.dates !== null;
  const value =
    type === 'VARCHAR'
      ? text
      : dated
        ? dateOf(notation, `trim(${text})`)
        : `cast(${type === 'DOUBLE' ? plain : `trim(${text})`} as ${type})`;
  return nulls.length === 0 ? value : `case ${nullWords(nulls, text)}else ${value} end`;
}

function nullWords(nulls: readonly string[], text: string): string {
  return nulls.length === 0 ? '' : `when ${text} in (${nulls.map(literal).join(', ')}) then null `;
}

/** A day of either notation, or an ISO one. */
function dateOf({ dates }: Notation, text: string): string {
  const same = `replace(replace(${text}, '/', '-'), '.', '-')`;
  return `cast(case when ${text}[5] = '-' then strptime(${text}, '%Y-%m-%d') else strptime(${same}, '${dates === 'day' ? '%d-%m-%Y' : '%m-%d-%Y'}') end as date)`;
}

function conversion(type: ColumnType, notation: Notation, text: string): string {
  const cast = `cast(${text} as ${type})`;
  const iso = `${text}[5] = '-' and strlen(${text})`;
  switch (type) {
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
    default:
      return `when ${iso} <= 32 and regexp_matches(${text}, '([zZ]|[+-]\\d\\d(:?\\d\\d)?)$') then ${cast}`;
  }
}

function date({ dates }: Notation, text: string): string {
  if (dates === null) return `when ${text}[5] = '-' and strlen(${text}) = 10 then cast(${text} as date)`;
  const same = `replace(replace(${text}, '/', '-'), '.', '-')`;
  return `when ${text}[5] <> '-' then cast(strptime(${same}, '${dates === 'day' ? '%d-%m-%Y' : '%m-%d-%Y'}') as date)`;
}

/** The whole select: values in the order of the columns, and `more` expressions behind them. Numbers are not checked. */
export function csvSelect(files: CsvFiles, columns: readonly CsvColumn[], more: readonly string[]): string {
  const types = columns.map((column) => (isReadAsNumber(column) ? column.type : 'VARCHAR'));
  return select(files, columns, types, columns.map(csvValue), more);
}

/** The same of files whose every field we have looked at. */
export function checkedSelect(files: CsvFiles, columns: readonly CsvColumn[], more: readonly string[]): string {
  const types = columns.map(() => 'VARCHAR' as const);
  return select(files, columns, types, columns.map(checkedValue), more);
}

function select(
  files: CsvFiles,
  columns: readonly CsvColumn[],
  types: readonly ColumnType[],
  values: readonly string[],
  more: readonly string[],
): string {
  const named = columns.map(({ name }, at) => `${values[at]} as ${duckdbDialect.quote(name)}`);
  const behind = Array.from({ length: files.more }, () => 'VARCHAR' as const);
  return `select ${[...named, ...more].join(', ')} from ${csvFrom(files, [...types, ...behind])}`;
}

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
    'max_line_size = 16777216',
  ]);
}

/** Each column's value as its type. A text that would not stay as it is makes the statement fail. */
export function csvValue(column: CsvColumn, at: number): string {
  const text = `c${at}`;
  if (column.type === 'VARCHAR') return nullable(column, text, text);
  const value = conversion(column, `trim(${text})`);
  return nullable(
    column,
    text,
    `case when ${text} is null then null when ${value.fits} then ${value.cast} else error('${doesNotFit}') end`,
  );
}

function nullable({ nulls }: CsvColumn, text: string, value: string): string {
  if (nulls.length === 0) return value;
  return `case when ${text} in (${nulls.map(literal).join(', ')}) then null else ${value} end`;
}

interface Conversion {
  readonly fits: string;
  readonly cast: string;
}

function conversion({ type, notation }: CsvColumn, text: string): Conversion {
  const cast = `try_cast(${text} as ${type})`;
  switch (type) {
    case 'BIGINT':
    case 'UBIGINT':
    case 'HUGEINT':
      return { fits: `cast(${cast} as varchar) = ${text}`, cast };
    case 'DOUBLE':
      return double(notation, text);
    case 'BOOLEAN':
      return { fits: `lower(${text}) in ('true', 'false')`, cast };
    case 'DATE':
      return date(notation, text);
    case 'TIME':
      return { fits: `${cast} is not null and length(${text}) <= 15`, cast };
    case 'TIMESTAMP':
      return { fits: `${cast} is not null and ${text}[5] = '-' and length(${text}) <= 26`, cast };
    case 'TIMESTAMP_NS':
      return { fits: `${cast} is not null and ${text}[5] = '-' and length(${text}) <= 29`, cast };
    case 'TIMESTAMPTZ':
      return {
        fits: `${cast} is not null and ${text}[5] = '-' and regexp_matches(${text}, '([zZ]|[+-]\\d\\d(:?\\d\\d)?)$')`,
        cast,
      };
    default:
      return { fits: 'true', cast: text };
  }
}

/** No leading zeros, nothing like `1e5`, and no more digits than a double has. */
function double({ decimal }: Notation, text: string): Conversion {
  const plain = decimal === ',' ? `replace(replace(${text}, '.', ''), ',', '.')` : text;
  const cast = `try_cast(${plain} as double)`;
  const shape = `(contains(${plain}, '.') or length(${plain}) <= 15) and length(${plain}) <= 26`;
  const zero = `not (ltrim(${plain}, '-') like '0_%' and ltrim(${plain}, '-')[2] not in ('.', 'e', 'E'))`;
  const id = `(contains(${plain}, '.') or not (contains(${plain}, 'e') or contains(${plain}, 'E')) or contains(${plain}, '-') or contains(${plain}, '+'))`;
  return { fits: `${cast} is not null and ${shape} and ${zero} and ${id} and ${plain}[1] <> '+'`, cast };
}

function date({ dates }: Notation, text: string): Conversion {
  const iso = `try_cast(${text} as date)`;
  if (dates === null) return { fits: `${iso} is not null and ${text}[5] = '-' and length(${text}) = 10`, cast: iso };
  const same = `replace(replace(${text}, '/', '-'), '.', '-')`;
  const cast = `cast(try_strptime(${same}, '${dates === 'day' ? '%d-%m-%Y' : '%m-%d-%Y'}') as date)`;
  return { fits: `${cast} is not null`, cast };
}

/** The whole select: values in the order of the columns, and `more` expressions behind them. */
export function csvSelect(files: CsvFiles, columns: readonly CsvColumn[], more: readonly string[]): string {
  const values = columns.map((column, at) => `${csvValue(column, at)} as ${duckdbDialect.quote(column.name)}`);
  return `select ${[...values, ...more].join(', ')} from ${csvFrom(files, columns.length)}`;
}

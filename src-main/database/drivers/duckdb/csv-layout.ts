import type { DuckDBConnection } from '@duckdb/node-api';
import { type FileSource, tableFunction } from './file-source.ts';
import type { FileFormat } from './formats.ts';
import { literal } from './settings.ts';

/** Everything `read_csv` needs to know, so that it guesses nothing when a query runs. */
export interface CsvLayout {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly comment: string;
  /** Lines before the header or the first row. */
  readonly skip: number;
  readonly header: boolean;
  readonly columns: readonly CsvColumn[];
  /** Rows may have too few or too many fields, and quotes may be wrong. */
  readonly tolerant: boolean;
}

export interface CsvColumn {
  readonly name: string;
  readonly type: string;
}

/** How far the engine may look, and how. */
export interface SniffOptions {
  readonly tolerant: boolean;
  /** Lines that are certainly no rows. */
  readonly skip: number;
  /** `null` to find out. */
  readonly delimiter: string | null;
}

/** Rows the engine looks at before it decides on types. */
const sampleRows = 100_000;

/** What the engine makes of one file. Throws the engine's error where it finds no layout. */
export async function sniff(
  connection: DuckDBConnection,
  path: string,
  format: FileFormat,
  options: SniffOptions,
): Promise<CsvLayout> {
  const call = [
    literal(path),
    `sample_size = ${sampleRows}`,
    // Other orders of day and month are ambiguous, so they stay text.
    `dateformat = '%Y-%m-%d'`,
    ...fileOptions(format),
    ...(options.tolerant ? tolerance : []),
    ...lineOptions(format, options.tolerant),
    ...(options.delimiter === null ? [] : [`delim = ${literal(options.delimiter)}`]),
    ...(options.skip === 0 ? [] : [`skip = ${options.skip}`]),
  ].join(', ');
  const reader = await connection.runAndReadAll(
    `select Delimiter, Quote, Escape, Comment, SkipRows, HasHeader, to_json(Columns) from sniff_csv(${call})`,
  );
  const [delimiter, quote, escaping, comment, skip, header, columns] = reader.getRowsJson()[0] ?? [];
  return {
    delimiter: String(delimiter),
    quote: orEmpty(quote),
    escape: orEmpty(escaping),
    comment: orEmpty(comment),
    skip: Number(skip),
    header: header === true,
    columns: JSON.parse(String(columns)) as CsvColumn[],
    tolerant: options.tolerant,
  };
}

/** Every line as one text: for files that are no table. */
export const linesLayout: CsvLayout = {
  delimiter: '\u0001',
  quote: '',
  escape: '',
  comment: '',
  skip: 0,
  header: false,
  columns: [{ name: 'line', type: 'VARCHAR' }],
  tolerant: false,
};

/** The table function that reads files of one layout. */
export function readCsv(source: FileSource, format: FileFormat, layout: CsvLayout): string {
  const columns = layout.columns.map(({ name, type }) => `${literal(name)}: ${literal(type)}`);
  const options = [
    'auto_detect = false',
    `delim = ${literal(layout.delimiter)}`,
    `quote = ${literal(layout.quote)}`,
    `escape = ${literal(layout.escape)}`,
    `comment = ${literal(layout.comment)}`,
    `skip = ${layout.skip}`,
    `header = ${layout.header}`,
    `columns = {${columns.join(', ')}}`,
    ...fileOptions(format),
    ...(layout.tolerant ? tolerance : []),
    ...lineOptions(format, layout.tolerant),
  ];
  return tableFunction('read_csv', source, options);
}

const tolerance = ['null_padding = true', 'strict_mode = false', 'parallel = false'];

const longLine = 32_768;

/** Long lines need a larger buffer, of which the engine by itself would make sixteen lines. */
function lineOptions({ head }: FileFormat, tolerant: boolean): string[] {
  const long = tolerant || head.split('\n').some((line) => line.length > longLine);
  return long ? ['max_line_size = 16777216', 'buffer_size = 33554432'] : [];
}

function fileOptions({ compression, encoding }: FileFormat): string[] {
  return [`compression = ${literal(compression)}`, `encoding = ${literal(encoding)}`];
}

function orEmpty(sniffed: unknown): string {
  return sniffed === '(empty)' ? '' : String(sniffed);
}

import type { DuckDBConnection } from '@duckdb/node-api';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import { type CsvColumn, type CsvLayout, linesLayout, readCsv } from './csv-layout.ts';
import type { FileSource } from './file-source.ts';
import type { FileFormat } from './formats.ts';
import { literal } from './settings.ts';

/**
 * A layout for files whose rows the engine finds too irregular to guess one: the first line names the columns where it
 * looks like it, and there are as many columns as the longest row has fields. `null` where nothing separates fields.
 */
export async function layoutByHand(
  connection: DuckDBConnection,
  files: FileSource,
  format: FileFormat,
  quote: '"' | '',
): Promise<CsvLayout | null> {
  const skip = remarksOf(format.head);
  const first = format.head.split(/\r?\n/)[skip] ?? '';
  const delimiter = delimiterOf(first);
  if (delimiter === null) return null;
  const header = looksLikeHeader(first, delimiter);
  const names = header ? fieldsOf(first, delimiter) : [];
  const width = await mostFields(connection, files, format, delimiter);
  const columns = Array.from({ length: Math.max(width, names.length) }, (_, index) => ({
    name: names.indexOf(names[index] ?? '') === index ? (names[index] as string) : `column${index}`,
    type: 'VARCHAR',
  }));
  const layout: CsvLayout = { delimiter, quote, escape: quote, comment: '', skip, header, columns, tolerant: true };
  return quote === '' ? layout : { ...layout, columns: await typed(connection, files, format, layout) };
}

/** How many lines of JSON in a comment come first, which is how stable-baselines begins its monitor files. */
export function remarksOf(head: string): number {
  const lines = head.split(/\r?\n/);
  return Math.max(
    0,
    lines.findIndex((line) => !line.startsWith('#{')),
  );
}

/** The most frequent of the usual ones in a line: among ragged rows the engine would rather see none. */
export function delimiterOf(line: string): string | null {
  const counts = [',', ';', '\t', '|'].map((each) => ({ each, count: line.split(each).length - 1 }));
  const [best] = counts.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  return best?.each ?? null;
}

/** Names only: no field is empty or a number. */
export function looksLikeHeader(line: string, delimiter: string): boolean {
  const fields = fieldsOf(line, delimiter);
  return fields.length > 1 && fields.every((field) => field !== '' && Number.isNaN(Number(field)));
}

function fieldsOf(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((field) => field.replace(/^"|"$/g, '').trim());
}

/** As many as delimiters allow: those within quotes are counted too, and leave a column empty. */
async function mostFields(
  connection: DuckDBConnection,
  files: FileSource,
  format: FileFormat,
  delimiter: string,
): Promise<number> {
  const lines = readCsv(files, format, linesLayout);
  const reader = await connection.runAndReadAll(
    `select max(len(string_split(line, ${literal(delimiter)}))) from ${lines} where not starts_with(line, '#{')`,
  );
  return Math.min(1000, Number(reader.getRowsJson()[0]?.[0] ?? 1));
}

/** Numbers where every text of a column is one. */
async function typed(
  connection: DuckDBConnection,
  files: FileSource,
  format: FileFormat,
  layout: CsvLayout,
): Promise<CsvColumn[]> {
  const types = layout.columns.map(({ name }) => {
    const column = duckdbDialect.quote(name);
    const all = (type: string) => `bool_and(${column} = '' or try_cast(${column} as ${type}) is not null)`;
    return `case when ${all('bigint')} then 'BIGINT' when ${all('double')} then 'DOUBLE' else 'VARCHAR' end`;
  });
  const reader = await connection.runAndReadAll(`select ${types.join(', ')} from ${readCsv(files, format, layout)}`);
  const found = reader.getRowsJson()[0] ?? [];
  return layout.columns.map(({ name }, index) => ({ name, type: String(found[index]) }));
}

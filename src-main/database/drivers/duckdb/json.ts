import type { DuckDBConnection } from '@duckdb/node-api';
import { isFatal, statementFailure } from './failures.ts';
import { type FileSource, plainSource, tableFunction } from './file-source.ts';
import type { FileFormat } from './formats.ts';
import { literal } from './settings.ts';

/** How JSON files are read, and what a person should know about it. */
export interface JsonPlan {
  /** The table function, with the columns written down. */
  read(source: FileSource): string;
  readonly notices: readonly string[];
  /** Whether lines that are no JSON come as rows of NULL. */
  readonly passesOver: boolean;
}

/** Up to this size every record is looked at before columns are decided on. */
const lookAtAll = 32 * 2 ** 20;

/** Arrays, one object, or one record a line. Throws the engine's last error for what is none of them. */
export async function planJson(
  connection: DuckDBConnection,
  paths: readonly string[],
  format: FileFormat,
  bytes: number,
): Promise<JsonPlan> {
  const sample = `sample_size = ${bytes <= lookAtAll ? -1 : 100_000}`;
  const shared = [
    `compression = ${literal(format.compression === 'none' ? 'uncompressed' : format.compression)}`,
    'maximum_object_size = 33554432',
  ];
  let last: unknown;
  for (const { options, notices } of attempts) {
    const call = (source: FileSource, more: readonly string[]) =>
      tableFunction('read_json', source, [...shared, ...options, ...more]);
    try {
      const reader = await connection.runAndReadAll(
        `describe select * from ${call(plainSource(paths), [sample, 'union_by_name = true'])}`,
      );
      const columns = reader.getRowsJson().map(([name, type]) => `${literal(String(name))}: ${literal(String(type))}`);
      const known = `columns = {${columns.join(', ')}}`;
      if (bytes <= lookAtAll) await holdsValues(connection, call(plainSource(paths), [known]));
      return {
        read: (source) => call(source, [known]),
        notices,
        passesOver: notices.length > 0,
      };
    } catch (thrown) {
      if (isFatal(statementFailure(thrown, ''))) throw thrown;
      last = thrown;
    }
  }
  throw last;
}

/** Reads every record. Throws where none holds anything, which means that they were no JSON. */
async function holdsValues(connection: DuckDBConnection, from: string): Promise<void> {
  const reader = await connection.runAndReadAll(`select count(columns(*)) from ${from}`);
  const counts = reader.getRowsJson()[0] ?? [];
  if (counts.some((count) => Number(count) > 0)) return;
  const rows = await connection.runAndReadAll(`select count(*) from ${from}`);
  if (Number(rows.getRowsJson()[0]?.[0]) > 0)
    throw new Error('Invalid Input Error: no record is JSON, the file is corrupt');
}

const attempts = [
  { options: [], notices: [] },
  { options: [`format = 'unstructured'`], notices: [] },
  {
    options: [`format = 'newline_delimited'`, 'ignore_errors = true'],
    notices: ['Lines that are no JSON are shown as rows of NULL.'],
  },
] as const;

import type { DuckDBConnection } from '@duckdb/node-api';
import { isFatal, statementFailure } from './failures.ts';
import { type FileSource, tableFunction } from './file-source.ts';
import { listLiteral } from './settings.ts';

/** `differ` compares the columns of all files by name, `numbered` adds a column `file_row_number`, from 0. */
export function readParquet(source: FileSource, { differ = false, numbered = false } = {}): string {
  const options = [...(differ ? ['union_by_name = true'] : []), ...(numbered ? ['file_row_number = true'] : [])];
  return tableFunction('read_parquet', source, options);
}

/** Rows as the files' footers say. */
export async function parquetRows(connection: DuckDBConnection, paths: readonly string[]): Promise<number | null> {
  const reader = await connection.runAndReadAll(
    `select sum(num_rows)::bigint from parquet_file_metadata(${listLiteral(paths)})`,
  );
  const rows = reader.getRowsJson()[0]?.[0];
  return rows === null || rows === undefined ? null : Number(rows);
}

/** Each file's columns as one text, equal for files of one schema. A file that cannot be read gets a text of its own. */
export async function parquetSchemas(
  connection: DuckDBConnection,
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  try {
    return await schemasOf(connection, paths);
  } catch (thrown) {
    if (isFatal(statementFailure(thrown, ''))) throw thrown;
  }
  const schemas = new Map<string, string>();
  for (const path of paths) {
    try {
      for (const [file, schema] of await schemasOf(connection, [path])) schemas.set(file, schema);
    } catch (thrown) {
      if (isFatal(statementFailure(thrown, ''))) throw thrown;
      schemas.set(path, `unreadable ${path}`);
    }
  }
  return schemas;
}

async function schemasOf(connection: DuckDBConnection, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const reader = await connection.runAndReadAll(`
    select file_name, string_agg(concat_ws(' ', name, type, num_children, logical_type), ', ')
    from parquet_schema(${listLiteral(paths)}) group by file_name`);
  return new Map(reader.getRowsJson().map(([file, schema]) => [String(file), String(schema)]));
}

import type { DuckDBConnection } from '@duckdb/node-api';
import { fileColumnName } from '../../drivers/duckdb/file-column.ts';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import type { SourceColumn } from '../importer.ts';

/** Names and types of what a `from` gives. */
export async function describeColumns(duckdb: DuckDBConnection, from: string): Promise<readonly SourceColumn[]> {
  const reader = await duckdb.runAndReadAll(`describe select * from ${from}`);
  return reader.getRowsJson().map(([name, type]) => ({ name: String(name), type: String(type) }));
}

/** What a `from` gives, as a select of all columns. */
interface Selected {
  readonly columns: readonly SourceColumn[];
  /** Each value, in the order of the columns. */
  readonly values: readonly string[];
  readonly select: string;
}

/** The name of a row's file below a folder, of the column `starling_file`. */
export function namedBelow(root: string): string {
  return `substr(starling_file, ${root.length + 2})`;
}

/** All columns, and behind them the name of each row's file, where there are several. */
export function withFileColumn(
  described: readonly SourceColumn[],
  from: string,
  fileName: string,
  fileColumn: string | null,
): Selected {
  const all = described.filter(({ name }) => name !== fileColumn);
  const values = all.map(({ name, type }) =>
    type === 'VARIANT' ? `cast(${duckdbDialect.quote(name)} as json)` : duckdbDialect.quote(name),
  );
  // Most databases cannot keep a VARIANT; JSON says the same.
  const own = all.map((column) => (column.type === 'VARIANT' ? { ...column, type: 'JSON' } : column));
  if (fileColumn === null) return { columns: own, values, select: `select ${values.join(', ')} from ${from}` };
  const name = fileColumnName(own.map((column) => column.name));
  const columns = [...own, { name, type: 'VARCHAR', reason: 'Which file the row is from' }];
  const withFile = [...values, fileName];
  return { columns, values: withFile, select: `select ${withFile.join(', ')} from ${from}` };
}

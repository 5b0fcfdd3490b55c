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

/** The column that says of each row which of several files it is from. */
export function fileColumn(columns: readonly Pick<SourceColumn, 'name'>[]): SourceColumn {
  return {
    name: fileColumnName(columns.map(({ name }) => name)),
    type: 'VARCHAR',
    reason: 'Which file the row is from',
  };
}

/** All columns, and behind them the name of each row's file, where there are several. */
export function withFileColumn(
  described: readonly SourceColumn[],
  from: string,
  fileName: string,
  pathColumn: string | null,
): Selected {
  const all = described.filter(({ name }) => name !== pathColumn);
  const values = all.map(({ name, type }) =>
    type === 'VARIANT' ? `cast(${duckdbDialect.quote(name)} as json)` : duckdbDialect.quote(name),
  );
  // Most databases cannot keep a VARIANT; JSON says the same.
  const own = all.map((column) => (column.type === 'VARIANT' ? { ...column, type: 'JSON' } : column));
  if (pathColumn === null) return { columns: own, values, select: `select ${values.join(', ')} from ${from}` };
  const columns = [...own, fileColumn(own)];
  const withFile = [...values, fileName];
  return { columns, values: withFile, select: `select ${withFile.join(', ')} from ${from}` };
}

import { basename, dirname, relative } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { duckdbDialect } from '../../../sql/dialects/duckdb.ts';
import { literal } from '../settings.ts';

/** A view of a set of files, and what it is like. */
export interface MadeView {
  readonly name: string;
  readonly paths: readonly string[];
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** The column with each row's file, where there are several. */
  readonly fileColumn: string | null;
}

/** A view over others that training runs are read from. */
export interface RunView {
  readonly name: string;
  /** A `select`. */
  readonly query: string;
  /** What it is made of, in words. */
  readonly comment: string;
}

export const quote = duckdbDialect.quote;

export async function madeView(
  connection: DuckDBConnection,
  name: string,
  paths: readonly string[],
): Promise<MadeView> {
  const reader = await connection.runAndReadAll(`describe select * from ${quote(name)}`);
  const columns = reader.getRowsJson().map(([column, type]) => ({ name: String(column), type: String(type) }));
  return { name, paths, columns, fileColumn: paths.length > 1 ? (columns.at(-1)?.name ?? null) : null };
}

export function has(view: MadeView, ...columns: readonly string[]): boolean {
  return columns.every((column) => view.columns.some(({ name }) => name === column));
}

/** The rows of a view with the path of each one's file, relative to the opened folder, in `__file`. */
export function withFile({ name, paths, fileColumn }: MadeView, root: string): string {
  return fileColumn === null
    ? `select *, ${literal(relative(root, paths[0] ?? ''))} as __file from ${quote(name)}`
    : `select * exclude (${quote(fileColumn)}), ${quote(fileColumn)} as __file from ${quote(name)}`;
}

/** The rows of several views, columns by their names. */
export function together(views: readonly MadeView[], root: string): string {
  return views.map((view) => withFile(view, root)).join(' union all by name ');
}

/** The folder of a path as SQL, and the folder above a folder; empty where there is none. */
export function folderOf(path: string): string {
  return `case when regexp_matches(${path}, '[/\\\\]') then regexp_replace(${path}, '[/\\\\][^/\\\\]*$', '') else '' end`;
}

/** A folder as a name: that of the opened folder itself where it is empty. */
export function namedFolder(folder: string, root: string): string {
  return `coalesce(nullif(${folder}, ''), ${literal(basename(root))})`;
}

/** The same of a file, known here. */
export function folderName(path: string, root: string): string {
  return relative(root, dirname(path)) || basename(root);
}

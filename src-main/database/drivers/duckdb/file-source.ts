import { listLiteral, literal } from './settings.ts';

/** Which files one table function reads, and what it adds to their columns. */
export interface FileSource {
  readonly paths: readonly string[];
  /** Columns from folders named `key=value`. */
  readonly hive: boolean;
  /** A column with each row's path. */
  readonly fileColumn: string | null;
}

/** The files themselves, as they are. */
export function plainSource(paths: readonly string[]): FileSource {
  return { paths, hive: false, fileColumn: null };
}

/** A table function of the engine with its options. */
export function tableFunction(name: string, source: FileSource, options: readonly string[]): string {
  const all = [
    listLiteral(source.paths),
    `hive_partitioning = ${source.hive}`,
    ...(source.fileColumn === null ? [] : [`filename = ${literal(source.fileColumn)}`]),
    ...options,
  ];
  return `${name}(${all.join(', ')})`;
}

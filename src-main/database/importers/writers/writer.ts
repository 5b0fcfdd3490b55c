import type { DuckDBConnection } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import type { Engine } from '#shared/model/source.ts';
import type { Dialect } from '../../sql/dialect.ts';
import type { Sql } from '../../sql/sql.ts';
import type { Relation, TableBatch, TargetInfo } from '../importer.ts';

/**
 * A database opened for one import, on a connection of its own. Everything between `begin` and `commit` is one
 * transaction; after `rollback`, or when the process dies, nothing of it is there.
 */
export interface Writer {
  readonly engine: Engine;
  readonly dialect: Dialect;
  begin(): Promise<void>;
  commit(): Promise<void>;
  /** Never throws: what cannot be rolled back any more (a lost connection) is gone anyway. */
  rollback(): Promise<void>;
  /** Number of rows changed. */
  execute(statement: Sql): Promise<number>;
  /** A few rows; values as text, NULL as null. */
  ask(query: Sql): Promise<readonly (readonly (string | null)[])[]>;
  /** Tables that an import may write to: column names and engine types. */
  tables(): Promise<TargetInfo['tables']>;
  /** Adds every row of a relation, and returns how many. Throws {@link ConstraintFailed} for a row the table refuses. */
  insertRelation(table: WriteTable, relation: Relation, watch: LoadWatch): Promise<number>;
  /** Takes batches of one table; several may be open at a time. */
  loader(table: WriteTable): Promise<Loader>;
  /** As which of DuckDB's types each column of a batch is best given. */
  wire(table: WriteTable): readonly string[];
  /** Adds those rows of a batch that the table takes, and says of each other one why not. Slow: only for a second attempt. */
  sift(table: WriteTable, batch: TableBatch): Promise<readonly Refused[]>;
  /** Marks where the rows of a table begin, and says afterwards which they are (see `records/row-marks.ts`). */
  readonly marks: RowMarks;
  close(): Promise<void>;
}

export interface WriteTable {
  readonly name: string;
  readonly columns: readonly WriteColumn[];
}

export interface WriteColumn {
  readonly name: string;
  /** DuckDB's word for what comes. */
  readonly type: string;
  /** The target column's own type. */
  readonly declared: string;
  /** Whether a value that the column would round or rewrite does not fit it. Importers of a schema know how its columns round. */
  readonly exact: boolean;
}

export interface LoadWatch {
  /** An instance of this process that may read the files, for engines that cannot. */
  readonly reader: DuckDBConnection;
  readonly signal: AbortSignal;
  /** Rows so far, and the share of the work that is done where the engine knows it. */
  progress(rows: number | null, share: number | null): void;
}

export interface Loader {
  write(batch: TableBatch): Promise<void>;
  /** Sees to it that everything so far is in the table: rows of others may refer to it. */
  flush(): Promise<void>;
  /** Rows written. */
  finish(): Promise<number>;
}

/** How one import's rows in a table that has others are told apart, by the engine's own row ids and their content. */
export interface RowMarks {
  /** Before any row of the import is written. */
  start(table: string): Promise<string>;
  /** What to remember of the rows that were written since. */
  end(table: string, start: string, columns: readonly string[]): Promise<RowMark>;
  /** A condition that holds for exactly these rows; `null` where it cannot be told any more which they are. */
  find(table: string, mark: RowMark, rows: number): Promise<Sql | null>;
}

export interface RowMark {
  readonly start: string;
  /** Over the content of `columns`. */
  readonly checksum: string;
  readonly columns: readonly string[];
}

/** A row of a batch that its table does not take. */
export interface Refused {
  readonly row: number;
  /** The column, or several in one text; `null` where it is none in particular. */
  readonly column: string | null;
  readonly reason: string;
}

/** What is said of a write that the disk did not take. */
export function diskFull(detail: string, cause: unknown): Failure {
  return new Failure(
    'OUT_OF_MEMORY',
    'The disk did not take what was written; it may be full. Nothing was imported. Make room and try again.',
    { detail, cause },
  );
}

/** A row broke a key or a check of its table. */
export class ConstraintFailed extends Error {
  override readonly name = 'ConstraintFailed';
}

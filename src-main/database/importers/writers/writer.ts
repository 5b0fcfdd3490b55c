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
}

export interface LoadWatch {
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

/** How one import's rows in a table that has others are told apart, by the engine's own row ids. */
export interface RowMarks {
  /** Before any row of the import is written. */
  start(table: string): Promise<string>;
  /** What `start` says of an empty table. */
  beforeAll(table: string): Promise<string>;
  /** Where the rows since `start` are. */
  end(table: string, start: string): Promise<RowMark>;
  /** A condition on the table that holds for these rows. */
  where(mark: RowMark): Sql;
  /** A number over the content of the rows that pass, equal only where rows are. */
  checksum(table: string, columns: readonly string[], where: Sql): Promise<{ rows: number; checksum: string }>;
}

export interface RowMark {
  readonly first: string;
  readonly last: string;
}

/** A row broke a key or a check of its table. */
export class ConstraintFailed extends Error {
  override readonly name = 'ConstraintFailed';
}

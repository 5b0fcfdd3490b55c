import type { Catalogue } from '#shared/model/catalogue.ts';
import type { Cell } from '#shared/model/cell.ts';
import type { ConnectionInfo } from '#shared/model/database.ts';
import type { Failure } from '#shared/model/failure.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import type { Profile } from '#shared/model/profile.ts';
import type { Engine, OpenOptions } from '#shared/model/source.ts';
import type { Dialect } from '../sql/dialect.ts';
import type { Sql } from '../sql/sql.ts';

/** What to open, with everything needed to do so. */
export type Target =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'postgres'; readonly profile: Profile; readonly password?: string | undefined };

export interface OpenContext {
  readonly options: OpenOptions;
  /** A folder of our own for snapshots and spill files; exists, and is emptied by whoever made it. */
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
  /** For a DuckDB file: open it for writing, for an import that reads `paths` and `scratch`. */
  readonly writing?: { readonly paths: readonly string[]; readonly scratch: string } | undefined;
}

/** An engine. Members: see `engines.ts`. */
export interface Driver {
  readonly engine: Engine;
  /** Throws a `Failure` with one of our codes and the engine's words. */
  open(target: Target, context: OpenContext): Promise<Connection>;
}

export interface QueryOptions {
  /** Aborting ends the statement in the engine (or, for SQLite, the process; see `Connection.interruptible`). */
  readonly signal?: AbortSignal | undefined;
}

export interface BatchOptions extends QueryOptions {
  /** The answer fits into memory: an engine that has it sooner as a whole may make it first. */
  readonly isSmall?: boolean | undefined;
}

export interface Rows {
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A batch of a stream. `columns` come with the first batch, also when there are no rows. */
export interface Batch {
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

/** One open database. All statements go through here; all of them can only read. */
export interface Connection {
  readonly info: ConnectionInfo;
  readonly dialect: Dialect;
  /** False where only ending the process stops a running statement (better-sqlite3). */
  readonly interruptible: boolean;
  /** Set once the engine refuses everything until it is opened anew; whoever owns the process then ends it. */
  readonly broken?: Failure | null;
  catalogue(options?: QueryOptions): Promise<Catalogue>;
  /** The whole answer: for statements that the caller has bounded. Errors are `Failure`s with the SQL that failed. */
  rows(query: Sql, options?: QueryOptions): Promise<Rows>;
  /** The answer in batches, through one cursor; stopping the iteration stops the statement. */
  stream(query: Sql, options?: QueryOptions): AsyncIterable<Batch>;
  /** Every column as doubles, NULL and text as NaN: for pictures, never for values people read. */
  numbers(query: Sql, options?: QueryOptions): Promise<readonly Float64Array[]>;
  /**
   * The same in batches, through one cursor, in arrays that are used again; only where taking every row is the fastest
   * way to a picture.
   */
  numberBatches?(query: Sql, options?: BatchOptions): AsyncIterable<readonly Float64Array[]>;
  close(): Promise<void>;
}

import type { DuckDBConnection } from '@duckdb/node-api';
import type { z } from 'zod';
import type { ImportQuestion, LeftOutPart, Reject, SchemaKind } from '#shared/model/import.ts';
import type { Engine } from '#shared/model/source.ts';
import type { Sql } from '../sql/sql.ts';
import type { Offer } from './offer.ts';

/**
 * A file format. Members: see `choose.ts`. An importer knows files by their content, says what will be made of them, and
 * then gives typed columns per table; how these get into an engine is no concern of its.
 */
export interface Importer<Options extends z.ZodObject = z.ZodObject> {
  readonly id: string;
  readonly title: string;
  /** Raised whenever the same file would give other rows. */
  readonly version: number;
  readonly into: SchemaKind;
  /** Everything a person may change, each with a default and `.meta({ title, description })`. */
  readonly options: Options;
  /**
   * For single files that are offered together: what files of one folder have in common that are imported as one set
   * (`X` for `X.pt` and `X_config.pt`); `null` for names of no such kind. Whether they really are is up to `look`.
   */
  gathers?(name: string): string | null;
  /**
   * Whether of a file that has grown since it was imported only the new rows are taken in, the others being left where
   * they are and counted as skipped (`PrepareContext.after`). Absent: what it gave before is replaced.
   */
  addsToGrown?(offer: Offer): Promise<boolean>;
  /**
   * Whether it tells by their content which rows of the files the database has. Then nothing is replaced that the files gave
   * before, however they were written anew since: what they hold besides is added, and the rest counted as skipped.
   */
  readonly knowsItsRows?: boolean;
  /** Looks at content, never at extensions alone. `null` for files it does not know. */
  look(offer: Offer): Promise<Recognition | null>;
  /**
   * Says what will be made, reading as little as tells. Called for the preview and again before the run, where it must
   * give the same. Throws a `Failure` for files that turn out to be something else, or damaged.
   */
  prepare(offer: Offer, options: z.output<Options>, context: PrepareContext): Promise<Prepared>;
}

export interface Recognition {
  /** 0–1: 0.1 for “any text will do”, 0.5 for the right columns, 0.9 for a signature nobody else has. */
  readonly sure: number;
  /** One sentence: by what. */
  readonly why: string;
}

export interface PrepareContext {
  /** An empty DuckDB of this process with a memory limit: for looking into files. */
  readonly duckdb: DuckDBConnection;
  /** A folder of our own for converted copies; emptied by whoever made it. */
  readonly scratch: string;
  readonly signal: AbortSignal;
  /** What it goes into; absent while no target is chosen. Importers of a schema match the generation found. */
  readonly target: TargetInfo | null;
  /**
   * True the second time, after a first attempt met a row that does not fit (`RowsFailed`): then rows are looked at one by
   * one, and those that do not fit are rejected.
   */
  readonly careful: boolean;
  /** Bytes at the beginning of a file that were imported before, and end with a line; `null` for all other files. */
  readonly after: number | null;
  /** For a preview: whatever takes long may be left to the run. */
  readonly looking: boolean;
}

/** The database that rows go into, as far as importers need it. */
export interface TargetInfo {
  readonly engine: Engine;
  /** Tables of the schema that new tables are made in: column names and engine types by table name. */
  readonly tables: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Reads a few rows, to match what is there (existing ids, the vocabulary). Values as text; NULL is null. */
  ask(query: Sql): Promise<readonly (readonly (string | null)[])[]>;
}

/** What an import will make, and where its rows come from. */
export interface Prepared {
  readonly sessions: readonly { readonly id: string; readonly title: string; readonly episodes: number | null }[];
  /** In an order in which they can be written: what others refer to comes first. */
  readonly tables: readonly TableSource[];
  /** What of the files is not taken in, and why: one of each reason (`left-out.ts`). */
  readonly leftOut: readonly LeftOutPart[];
  readonly notices: readonly string[];
  readonly questions: readonly ImportQuestion[];
  /** Rejects found while preparing (careful only), and how many rows they are; `read` counts of the tables exclude them. */
  readonly rejects?: readonly Reject[] | undefined;
  readonly rejectedRows?: number | undefined;
  readonly skippedRows?: number | undefined;
  /** Statements to run when all rows are in, within the same transaction: counters of the engine that must go on. */
  readonly finish?: readonly Sql[] | undefined;
  /**
   * Rejects with the lines they begin at and their text, for importers whose `located` and `origin` say which row of the
   * file one is: only asked where a table has refused some.
   */
  places?(refused: readonly Reject[]): Promise<readonly Reject[]>;
  /** Rows of every table that has no `relation`, in one pass over the files, in batches of a few thousand rows. */
  stream?(context: StreamContext): AsyncIterable<TableBatch>;
}

export interface StreamContext {
  readonly signal: AbortSignal;
  /** A row that cannot be taken in. */
  reject(reject: Reject): void;
  /** Rows that are left out on purpose (padding, rows already there). */
  skip(rows: number): void;
  /** How many bytes of the files have been read by now. */
  readTo(bytes: number): void;
}

export interface TableSource {
  readonly name: string;
  readonly columns: readonly SourceColumn[];
  /** Key of the table when the import creates it (`tables` only). */
  readonly key?: readonly string[] | undefined;
  /**
   * Values that belong to this import alone (`{ columns: ['episode_id'], values: [['e-1']] }`): how undo tells its rows
   * from others'. Without it they are told apart by the engine's row ids.
   */
  readonly scope?: Scope | undefined;
  /**
   * `insert` (default): every row. `ensure`: shared rows like categories; those whose `ensureBy` values are there already
   * are skipped without being counted.
   */
  readonly mode?: 'insert' | 'ensure' | undefined;
  readonly ensureBy?: readonly string[] | undefined;
  /** Rows in all, where the files say so. */
  readonly rows: number | null;
  /** A select of DuckDB over the files: the quick way. Absent: the rows come from `Prepared.stream`. */
  readonly relation?: Relation | undefined;
  /** The first rows, for the preview, where there is no relation to ask. */
  readonly preview?: readonly (readonly ColumnValue[])[] | undefined;
}

export interface Scope {
  readonly columns: readonly string[];
  readonly values: readonly (readonly (string | null)[])[];
}

export interface SourceColumn {
  readonly name: string;
  /** DuckDB's name of the type: `DOUBLE`, `VARCHAR`, `UBIGINT`, `TIMESTAMP_NS`, `DECIMAL(10,2)`, `DOUBLE[]`, `JSON`… */
  readonly type: string;
  /** Why; empty where the file says so itself. */
  readonly reason?: string | undefined;
}

/** Rows that DuckDB reads from files by itself. */
export interface Relation {
  /** A select whose columns are the table's, in order and of the types said, every row once. No parameters. */
  readonly select: string;
  /** The files it reads: an engine that holds a database open is allowed these and no others. */
  readonly paths: readonly string[];
  /**
   * The same rows with three columns more, for rows that a table refuses: the file (text), the line or row in it (integer),
   * and the row as it is in the file (text, or NULL where that is no text).
   */
  readonly located?: string | undefined;
  /**
   * Looks at what `select` takes on trust, beside it, and says how many rows there are. Throws {@link RowsFailed} for a row
   * that would not stay as it is; then nothing of the select may be kept. Absent: it fails by itself.
   */
  readonly verify?: ((watch: VerifyWatch) => Promise<number>) | undefined;
}

export interface VerifyWatch {
  readonly signal: AbortSignal;
  /** Rows looked at, and the share of the bytes that they are. */
  progress(rows: number, share: number): void;
}

/** Some rows of one table. */
export interface TableBatch {
  readonly table: string;
  readonly rows: number;
  /** One per column, in the order of `TableSource.columns`, each `rows` long. */
  readonly columns: readonly ColumnData[];
  /** Where a row is from, for one that its table refuses. */
  origin?(row: number): RowOrigin;
}

export interface RowOrigin {
  /** Of a workbook, with its sheet. */
  readonly file: string;
  /** Or the number of the record, from 1; `null` where it is not known. */
  readonly line: number | null;
  /** As it is in the file; absent where that is no text. */
  readonly raw?: string | undefined;
}

/** Typed arrays hold no NULL (NaN is NaN); an array of values may. */
export type ColumnData = Float64Array | Float32Array | Int32Array | BigInt64Array | readonly ColumnValue[];

/** Text stands for every type that has no value of JavaScript's own: `2026-11-05 12:00:00.123456789`, `1.50`. */
export type ColumnValue = null | boolean | number | bigint | string | Uint8Array;

/** Some row does not fit what was prepared: prepare again, carefully. `why` is for the report. */
export class RowsFailed extends Error {
  override readonly name = 'RowsFailed';
  /** Where it is known. */
  readonly column: string | null;

  constructor(why: string, column: string | null = null) {
    super(why);
    this.column = column;
  }
}

import Database from 'better-sqlite3';
import { registerFunctions } from './functions.ts';
import { bytesToMap } from './mapping.ts';
import { PreparedStatements } from './prepared.ts';

/** A value as SQLite hands it out: its own type, whatever the column declares. */
export type SqliteValue = null | bigint | number | string | Uint8Array;

export interface SqliteColumn {
  readonly name: string;
  /** The declared type of the column it comes from; `null` for expressions. */
  readonly type: string | null;
}

/** A prepared statement that only reads. */
export interface SqliteStatement {
  readonly columns: readonly SqliteColumn[];
  /** Rows as arrays. Integers are BigInt when `exact`; otherwise they may be doubles, which is quicker. */
  iterate(values: readonly SqliteValue[], exact: boolean): IterableIterator<readonly SqliteValue[]>;
}

/** What the driver needs of a SQLite library. Two of them serve: better-sqlite3, and `node:sqlite` (see `immutable.ts`). */
export interface SqliteHandle {
  readonly version: string;
  /** Throws the library's own error, or {@link NotReading}. */
  prepare(text: string): SqliteStatement;
  close(): void;
}

/** Thrown by `prepare` for a statement that could do more than read. */
export class NotReading extends Error {}

/** How long to wait for another program's lock, in milliseconds. The process answers nothing else meanwhile. */
const LOCK_TIMEOUT = 2000;

/** Opens a database where it is, taking part in SQLite's locking: a writer's committed rows are seen as they come. */
export function openShared(path: string): SqliteHandle {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: LOCK_TIMEOUT });
  try {
    database.pragma(`mmap_size = ${bytesToMap(path)}`);
    database.defaultSafeIntegers(true);
    registerFunctions(database);
    const version = String(database.prepare('select sqlite_version()').pluck().get());
    const statements = new PreparedStatements(database, (text) => prepareReading(database, text));
    return {
      version,
      prepare: (text) => statements.get(text),
      close: () => void database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Lets SQLite finish what a writer left behind (a journal to roll back, a log to fold in). For copies of ours only. */
export function recover(path: string): void {
  const database = new Database(path, { fileMustExist: true });
  try {
    database.prepare('select count(*) from sqlite_schema').get();
  } finally {
    database.close();
  }
}

function prepareReading(database: Database.Database, text: string): Database.Statement<SqliteValue[], SqliteValue[]> {
  const statement = database.prepare<SqliteValue[], SqliteValue[]>(text);
  if (!statement.reader || !statement.readonly) throw new NotReading('This statement does not only read');
  return statement;
}

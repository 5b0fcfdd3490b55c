import Database from 'better-sqlite3';
import { registerFunctions } from './functions.ts';

/** A value as SQLite hands it out: its own type, whatever the column declares. */
export type SqliteValue = null | bigint | number | string | Uint8Array;

export interface SqliteColumn {
  readonly name: string;
  /** The declared type of the column it comes from; `null` for expressions. */
  readonly type: string | null;
}

/** A prepared statement; reading ones only get this far. */
export interface SqliteStatement {
  readonly columns: readonly SqliteColumn[];
  /** Rows as arrays, integers as BigInt. */
  iterate(values: readonly SqliteValue[]): IterableIterator<readonly SqliteValue[]>;
}

/** What the driver needs of a SQLite library. Two of them serve: better-sqlite3, and `node:sqlite` (see `immutable.ts`). */
export interface SqliteHandle {
  readonly version: string;
  /** Prepares one statement. Throws the library's own error. */
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
    database.defaultSafeIntegers(true);
    registerFunctions(database);
    const version = String(database.prepare('select sqlite_version()').pluck().get());
    return {
      version,
      prepare: (text) => prepareShared(database, text),
      close: () => void database.close(),
    };
  } catch (error) {
    database.close();
    throw error;
  }
}

function prepareShared(database: Database.Database, text: string): SqliteStatement {
  const statement = database.prepare<SqliteValue[], SqliteValue[]>(text);
  if (!statement.reader || !statement.readonly) throw new NotReading('This statement does not only read');
  statement.raw(true);
  return {
    columns: statement.columns(),
    iterate: (values) => statement.iterate(...values),
  };
}

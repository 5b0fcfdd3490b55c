import { pathToFileURL } from 'node:url';
import { registerFunctions } from './functions.ts';
import { NotReading, type SqliteColumn, type SqliteHandle, type SqliteStatement, type SqliteValue } from './handle.ts';
import { bytesToMap } from './mapping.ts';

/** What we use of `node:sqlite`: the one library here that takes `immutable=1`, since better-sqlite3 is built without URI names. */
interface NodeDatabase {
  prepare(text: string): NodeStatement;
  close(): void;
}

interface NodeStatement {
  columns(): readonly SqliteColumn[];
  iterate(...values: readonly SqliteValue[]): IterableIterator<readonly SqliteValue[]>;
  get(): readonly SqliteValue[];
}

/** Integers always come as BigInt: as numbers, the library throws at the first beyond 2⁵³. */
const OPTIONS = { readOnly: true, returnArrays: true, readBigInts: true };

/**
 * Opens a database that nobody is writing, without taking locks and without ever creating a `-wal` or `-shm` beside it:
 * for WAL databases at rest and in read-only folders. Whoever uses it watches the file for changes.
 */
export async function openImmutable(path: string): Promise<SqliteHandle> {
  const { DatabaseSync } = await import('node:sqlite');
  const address = pathToFileURL(path);
  address.searchParams.set('immutable', '1');
  const database = new DatabaseSync(address, OPTIONS) as unknown as NodeDatabase;
  try {
    database.prepare(`pragma mmap_size = ${bytesToMap(path)}`).get();
    registerFunctions(database);
    const version = String(database.prepare('select sqlite_version()').get()[0]);
    return { version, prepare: (text) => prepareImmutable(database, text), close: () => database.close() };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A statement that writes and returns rows is refused by the engine, when it runs. */
function prepareImmutable(database: NodeDatabase, text: string): SqliteStatement {
  const statement = database.prepare(text);
  const columns = statement.columns();
  if (columns.length === 0) throw new NotReading('This statement does not only read');
  return {
    columns,
    iterate: (values) => statement.iterate(...values),
  };
}

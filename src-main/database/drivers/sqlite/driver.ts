import { Failure } from '#shared/model/failure.ts';
import type { Driver } from '../driver.ts';
import { SqliteConnection } from './connection.ts';
import { openFile } from './opening.ts';

export { looksLikeSqlite } from './header.ts';

/** SQLite files, read where they are. */
export const sqliteDriver: Driver = {
  engine: 'sqlite',
  async open(target, context) {
    if (target.kind !== 'file') throw new Failure('BAD_INPUT', 'SQLite opens files only. Choose a database file.');
    return new SqliteConnection(target.path, context, await openFile(target.path, context));
  },
};

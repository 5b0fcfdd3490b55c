import { existsSync } from 'node:fs';
import { Failure, type FailureCode } from '#shared/model/failure.ts';
import { NotReading } from './handle.ts';

/** An encrypted file has no header that could tell the two apart. */
export const encryptedOrNot =
  'The file is not a SQLite database, or it is encrypted. Starling cannot open encrypted SQLite files: decrypt a copy first.';

interface Meaning {
  readonly code: FailureCode;
  readonly message: string;
}

/** Primary result codes (https://www.sqlite.org/rescode.html); anything else is the statement's own fault. */
const meanings: Readonly<Record<string, Meaning>> = {
  BUSY: {
    code: 'FILE_LOCKED',
    message: 'Another program is writing to this database. Wait until it is done, or open a snapshot of the file.',
  },
  LOCKED: {
    code: 'FILE_LOCKED',
    message: 'Another program holds this database. Wait until it is done, or open a snapshot of the file.',
  },
  CORRUPT: {
    code: 'FILE_CORRUPT',
    message: 'The file is damaged: part of it cannot be read. Get a fresh copy, or recover it with `sqlite3 .recover`.',
  },
  FORMAT: { code: 'FILE_CORRUPT', message: 'The file is damaged: its header makes no sense. Get a fresh copy of it.' },
  IOERR: {
    code: 'FILE_CORRUPT',
    message: 'The file could not be read to its end. It may be cut off, or its disk may have gone; get a fresh copy.',
  },
  NOTADB: { code: 'NOT_A_DATABASE', message: encryptedOrNot },
  CANTOPEN: {
    code: 'NO_PERMISSION',
    message: 'The file cannot be opened. Check that you may read it and the folder it is in.',
  },
  PERM: { code: 'NO_PERMISSION', message: 'You may not read this file. Ask its owner, or copy it.' },
  AUTH: { code: 'READ_ONLY', message: 'Starling only reads databases. Use a statement that does not change anything.' },
  READONLY: {
    code: 'READ_ONLY',
    message: 'Starling only reads databases. Use a statement that does not change anything.',
  },
  NOMEM: { code: 'OUT_OF_MEMORY', message: 'There was not enough memory. Ask for fewer rows or smaller cells.' },
  TOOBIG: { code: 'OUT_OF_MEMORY', message: 'A value is too large for SQLite. Ask for part of it (`substr`).' },
  INTERRUPT: { code: 'CANCELLED', message: 'Cancelled' },
};

/** Result codes as numbers, which is all that `node:sqlite` gives. */
const names: Readonly<Record<number, string>> = {
  3: 'PERM',
  5: 'BUSY',
  6: 'LOCKED',
  7: 'NOMEM',
  8: 'READONLY',
  9: 'INTERRUPT',
  10: 'IOERR',
  11: 'CORRUPT',
  14: 'CANTOPEN',
  18: 'TOOBIG',
  23: 'AUTH',
  24: 'FORMAT',
  26: 'NOTADB',
};

interface EngineError {
  readonly code?: unknown;
  readonly errcode?: unknown;
}

/** Anything thrown by either library as one of our failures. `sql` only where a statement was running. */
export function failureOf(thrown: unknown, path: string, sql?: string): Failure {
  if (thrown instanceof Failure) return thrown;
  const more = {
    detail: thrown instanceof Error ? thrown.message : String(thrown),
    cause: thrown,
    ...(sql && { sql }),
  };
  if (thrown instanceof NotReading) return new Failure('READ_ONLY', meanings['READONLY']!.message, more);
  const result = resultCode(thrown as EngineError);
  if (result === 'CANTOPEN' && !existsSync(path)) return vanished(path, more.detail);
  const meaning = result === undefined ? undefined : meanings[result];
  if (meaning) return new Failure(meaning.code, meaning.message, more);
  return new Failure('SQL_FAILED', more.detail.split('\n')[0] ?? more.detail, more);
}

export function vanished(path: string, detail?: string): Failure {
  return new Failure('FILE_NOT_FOUND', `There is no file ${path}. It may have been moved, renamed or deleted.`, {
    ...(detail !== undefined && { detail }),
  });
}

/** `BUSY` of `SQLITE_BUSY_SNAPSHOT`; `undefined` for errors that are not the engine's. */
export function resultCode(error: EngineError): string | undefined {
  if (typeof error.errcode === 'number') return names[error.errcode & 0xff];
  return typeof error.code === 'string' ? /^SQLITE_([A-Z]+)/.exec(error.code)?.[1] : undefined;
}

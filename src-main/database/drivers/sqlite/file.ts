import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { Failure } from '#shared/model/failure.ts';
import { vanished } from './failures.ts';
import { looksLikeSqlite, usesWal } from './header.ts';

/** A SQLite file and what lies beside it, at one moment. */
export interface SqliteFile {
  readonly path: string;
  /** Changes when another file takes its place. */
  readonly identity: string;
  /** Changes whenever somebody writes to the main file. */
  readonly version: string;
  readonly wal: boolean;
  /** Bytes of the write-ahead log beside it; 0 without one. */
  readonly walBytes: number;
  readonly hasShm: boolean;
  /** Bytes of the rollback journal beside it; 0 without one. */
  readonly journalBytes: number;
}

/** Looks at a file before any engine touches it. Throws a `Failure` for whatever is no SQLite database. */
export function examine(path: string): SqliteFile {
  const stats = statOf(path);
  if (stats.isDirectory())
    throw new Failure('NOT_A_DATABASE', 'This is a folder, not a SQLite file. Open it as a folder.');
  if (!stats.isFile()) throw new Failure('NOT_A_DATABASE', 'This is not a regular file. Choose a database file.');
  if (stats.size === 0) {
    throw new Failure(
      'NOT_A_DATABASE',
      'The file is empty (0 bytes), so there is nothing to show. Choose another file.',
    );
  }
  const header = headerOf(path);
  if (!looksLikeSqlite(header)) {
    throw new Failure(
      'NOT_A_DATABASE',
      'The file is not a SQLite database, or it is encrypted. Starling cannot open encrypted SQLite files: decrypt a copy first.',
    );
  }
  return {
    path,
    identity: `${stats.dev}:${stats.ino}`,
    version: `${stats.size}:${stats.mtimeMs}`,
    wal: usesWal(header),
    walBytes: bytesOf(`${path}-wal`),
    hasShm: bytesOf(`${path}-shm`) > 0,
    journalBytes: bytesOf(`${path}-journal`),
  };
}

/** Whether the file is still the one that was opened. Throws FILE_NOT_FOUND when it has gone. */
export function stillThere(file: SqliteFile): { readonly same: boolean; readonly unchanged: boolean } {
  const stats = statOf(file.path);
  const same = `${stats.dev}:${stats.ino}` === file.identity;
  const unchanged =
    same && `${stats.size}:${stats.mtimeMs}` === file.version && bytesOf(`${file.path}-wal`) === file.walBytes;
  return { same, unchanged };
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (error) {
    throw accessFailure(error, path);
  }
}

function headerOf(path: string): Uint8Array {
  const header = Buffer.alloc(100);
  try {
    const file = openSync(path, 'r');
    try {
      return header.subarray(0, readSync(file, header, 0, header.length, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw accessFailure(error, path);
  }
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function accessFailure(error: unknown, path: string): Failure {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return vanished(path, message);
  if (code === 'EACCES' || code === 'EPERM') {
    return new Failure('NO_PERMISSION', 'You may not read this file. Ask its owner for access, or for a copy.', {
      detail: message,
      cause: error,
    });
  }
  return new Failure('FILE_CORRUPT', 'The file could not be read from its disk. Check the disk, or get a fresh copy.', {
    detail: message,
    cause: error,
  });
}

import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { Failure } from '#shared/model/failure.ts';
import { encryptedOrNot, vanished } from './failures.ts';
import { looksLikeSqlite, usesWal } from './header.ts';

/** A SQLite file and what lies beside it, at one moment. */
export interface SqliteFile {
  readonly path: string;
  /** Changes when another file takes its place. */
  readonly identity: string;
  /** Changes whenever somebody writes to the file, its log or its journal. */
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
    throw notDatabase('This is a folder, not a database file. Open it as a folder of data files.');
  if (!stats.isFile()) throw notDatabase('This is not a regular file. Choose a database file.');
  if (stats.size === 0)
    throw notDatabase('The file is empty (0 bytes), so there is nothing to show. Choose another one.');
  const header = headerOf(path);
  if (!looksLikeSqlite(header)) throw notDatabase(encryptedOrNot);
  return {
    path,
    identity: identityOf(stats),
    version: versionOf(path, stats),
    wal: usesWal(header),
    walBytes: beside(path, '-wal')?.size ?? 0,
    hasShm: beside(path, '-shm') !== undefined,
    journalBytes: beside(path, '-journal')?.size ?? 0,
  };
}

/** What has become of a file that was examined before. Throws FILE_NOT_FOUND when it has gone. */
export function changesOf(file: SqliteFile): { readonly replaced: boolean; readonly written: boolean } {
  const stats = statOf(file.path);
  return { replaced: identityOf(stats) !== file.identity, written: versionOf(file.path, stats) !== file.version };
}

function identityOf(stats: Stats): string {
  return `${stats.dev}:${stats.ino}`;
}

/** Of a log at rest, only that it appears matters, which its size shows. */
function versionOf(path: string, stats: Stats): string {
  const sizes = [beside(path, '-wal'), beside(path, '-journal')].map(
    (each) => `${each?.size ?? 0}:${each?.mtimeMs ?? 0}`,
  );
  return [stats.size, stats.mtimeMs, ...sizes].join(' ');
}

function beside(path: string, suffix: string): Stats | undefined {
  return statSync(`${path}${suffix}`, { throwIfNoEntry: false });
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

function notDatabase(message: string): Failure {
  return new Failure('NOT_A_DATABASE', message);
}

function accessFailure(error: unknown, path: string): Failure {
  const { code, message } = error as NodeJS.ErrnoException;
  const more = { detail: message, cause: error };
  if (code === 'ENOENT' || code === 'ENOTDIR') return vanished(path, message);
  if (code === 'EACCES' || code === 'EPERM') {
    return new Failure('NO_PERMISSION', 'You may not read this file. Ask its owner for access, or for a copy.', more);
  }
  return new Failure(
    'FILE_CORRUPT',
    'The file could not be read from its disk. Check the disk, or get a fresh copy.',
    more,
  );
}

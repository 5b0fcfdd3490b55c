import { constants, copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failure } from '#shared/model/failure.ts';
import type { OpenContext } from '../driver.ts';
import { failureOf, resultCode } from './failures.ts';
import { changesOf, examine, type SqliteFile } from './file.ts';
import { openShared, recover, type SqliteHandle } from './handle.ts';
import { openImmutable } from './immutable.ts';

/** A database opened in the one way that suits its state. */
export interface Opened {
  readonly handle: SqliteHandle;
  /** The person's own file, as it was just before. */
  readonly file: SqliteFile;
  /**
   * `shared` takes part in SQLite's locking; `at rest` reads without locks, so a change of the file means opening again;
   * `copy` reads a copy of ours, which nothing changes.
   */
  readonly way: 'shared' | 'at rest' | 'copy';
  readonly notices: readonly string[];
  /** ISO 8601 UTC, for a copy. */
  readonly copied: string | null;
}

/**
 * Opens a SQLite file, leaving it and its folder as they are. A WAL database that nobody has open is read without locks,
 * because SQLite would leave a `-wal` and a `-shm` beside it; what needs recovery is read from a copy.
 */
export async function openFile(path: string, context: Pick<OpenContext, 'options' | 'scratch'>): Promise<Opened> {
  const file = examine(path);
  try {
    if (context.options.snapshot) return openCopy(file, context.scratch, '');
    if (!file.wal) return openJournalled(file, context.scratch);
    if (file.walBytes === 0 && !file.hasShm) return opened(await openImmutable(path), file, 'at rest');
    if (!file.hasShm) return openCopy(file, context.scratch, 'because its write-ahead log is not shared');
    return await openWal(file, context.scratch);
  } catch (error) {
    throw failureOf(error, path);
  }
}

/** A rollback journal that a writer left when it died must be played back before anybody may read: in a copy. */
function openJournalled(file: SqliteFile, scratch: string): Opened {
  try {
    return opened(openShared(file.path), file, 'shared');
  } catch (error) {
    if (file.journalBytes === 0 || !isReadOnlyError(error)) throw error;
    return openCopy(file, scratch, 'without a change that its writer never finished');
  }
}

/** A WAL database with its log and index beside it: shared where the folder allows that. */
async function openWal(file: SqliteFile, scratch: string): Promise<Opened> {
  try {
    return opened(openShared(file.path), file, 'shared');
  } catch (error) {
    if (!isReadOnlyError(error)) throw error;
    if (file.walBytes > 0) return openCopy(file, scratch, 'because its folder is read-only and its log holds rows');
    return opened(await openImmutable(file.path), file, 'at rest');
  }
}

function isReadOnlyError(error: unknown): boolean {
  const code = resultCode(error as { code?: unknown });
  return code === 'READONLY' || code === 'CANTOPEN';
}

const COPY_ATTEMPTS = 3;

/** Copies the file with its log or journal and lets SQLite recover the copy. */
function openCopy(file: SqliteFile, scratch: string, why: string): Opened {
  for (let attempt = 1; attempt <= COPY_ATTEMPTS; attempt++) {
    const copied = new Date().toISOString();
    const before = examine(file.path);
    const path = join(scratch, `${copied.replaceAll(':', '')}-${attempt}-${basename(file.path)}`);
    copyFileSync(file.path, path, constants.COPYFILE_FICLONE);
    for (const [suffix, bytes] of [['-wal', before.walBytes] as const, ['-journal', before.journalBytes] as const]) {
      if (bytes > 0) copyFileSync(`${file.path}${suffix}`, `${path}${suffix}`, constants.COPYFILE_FICLONE);
    }
    if (changesOf(before).written) continue;
    recover(path);
    const notice = `Opened a copy of ${copied.slice(0, 19).replace('T', ' ')} UTC${why === '' ? '' : `, ${why}`}.`;
    return { ...opened(openShared(path), before, 'copy'), notices: [notice], copied };
  }
  throw new Failure('FILE_LOCKED', 'The file changes too fast to copy. Wait until its writer pauses, and try again.');
}

/** Reads the schema at once, so that a damaged or locked file is known when opening and not at the first table. */
function opened(handle: SqliteHandle, file: SqliteFile, way: Opened['way']): Opened {
  try {
    [...handle.prepare('select count(*) from sqlite_schema').iterate([], false)];
    return { handle, file, way, notices: [], copied: null };
  } catch (error) {
    handle.close();
    throw error;
  }
}

import { constants, copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failure } from '#shared/model/failure.ts';
import type { OpenContext } from '../driver.ts';
import { failureOf, resultCode } from './failures.ts';
import { examine, type SqliteFile, stillThere } from './file.ts';
import { openShared, type SqliteHandle } from './handle.ts';
import { openImmutable } from './immutable.ts';

/** A database opened in the one way that suits its state. */
export interface Opened {
  readonly handle: SqliteHandle;
  /** The file that the handle reads: the person's own, or our copy. */
  readonly file: SqliteFile;
  /** Whether the handle takes no locks, so that a change of the file means opening again. */
  readonly immutable: boolean;
  readonly notices: readonly string[];
  /** ISO 8601 UTC, for a copy. */
  readonly copied: string | null;
}

/**
 * Opens a SQLite file, leaving it and its folder as they are. A WAL database that nobody has open is read without locks,
 * because SQLite would leave a `-wal` and a `-shm` beside it; one whose log cannot be shared is read from a copy, because
 * its log holds committed rows.
 */
export async function openFile(path: string, context: Pick<OpenContext, 'options' | 'scratch'>): Promise<Opened> {
  const file = examine(path);
  try {
    if (context.options.snapshot) return openCopy(file, context.scratch, 'You asked for a snapshot of it.');
    if (!file.wal) return shared(file);
    if (file.walBytes === 0 && !file.hasShm) return await immutable(file, []);
    if (!file.hasShm)
      return openCopy(file, context.scratch, 'Its write-ahead log was left by a program that has ended.');
    return await openWal(file, context.scratch);
  } catch (error) {
    throw failureOf(error, path);
  }
}

/** A WAL database with its log and index beside it: shared where the folder allows that. */
async function openWal(file: SqliteFile, scratch: string): Promise<Opened> {
  try {
    return shared(file);
  } catch (error) {
    const code = resultCode(error as { code?: unknown });
    if (code !== 'CANTOPEN' && code !== 'READONLY') throw error;
    if (file.walBytes > 0)
      return openCopy(file, scratch, 'Its folder is read-only and its write-ahead log holds rows.');
    return await immutable(file, ['The folder is read-only, so changes made elsewhere show only after reading again.']);
  }
}

function shared(file: SqliteFile): Opened {
  const handle = openShared(file.path);
  try {
    firstLook(handle);
    return { handle, file, immutable: false, notices: [], copied: null };
  } catch (error) {
    handle.close();
    throw error;
  }
}

async function immutable(file: SqliteFile, notices: readonly string[]): Promise<Opened> {
  const handle = await openImmutable(file.path);
  try {
    firstLook(handle);
    return { handle, file, immutable: true, notices, copied: null };
  } catch (error) {
    handle.close();
    throw error;
  }
}

const COPY_ATTEMPTS = 3;

/** Copies the file with its log or journal and opens the copy; SQLite recovers the log there. */
function openCopy(file: SqliteFile, scratch: string, why: string): Opened {
  for (let attempt = 1; attempt <= COPY_ATTEMPTS; attempt++) {
    const copied = new Date().toISOString();
    const before = examine(file.path);
    const path = join(scratch, `${attempt}-${basename(file.path)}`);
    copyFileSync(file.path, path, constants.COPYFILE_FICLONE);
    for (const [suffix, bytes] of [['-wal', before.walBytes] as const, ['-journal', before.journalBytes] as const]) {
      if (bytes > 0) copyFileSync(`${file.path}${suffix}`, `${path}${suffix}`, constants.COPYFILE_FICLONE);
    }
    if (!stillThere(before).unchanged) continue;
    const opened = shared(examine(path));
    return { ...opened, notices: [`Opened a copy made at ${copied}. ${why}`], copied };
  }
  throw new Failure('FILE_LOCKED', 'The file changes too fast to copy. Wait until its writer pauses, and try again.');
}

/** Reads the schema, so that a damaged or foreign file is known when opening and not at the first table. */
function firstLook(handle: SqliteHandle): void {
  const rows = handle.prepare('select count(*) from sqlite_schema').iterate([]);
  for (const _ of rows) break;
}

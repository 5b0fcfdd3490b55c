import { randomBytes } from 'node:crypto';
import { lstat, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Failure } from '#shared/model/failure.ts';

/**
 * A file that is there whole or not at all: `write` makes it under another name beside its place, and it gets its own name
 * when everything is on the disk. What was there before stays until then.
 */
export async function wholeFile<T>(path: string, write: (temporary: string) => Promise<T>): Promise<T> {
  const place = resolve(path);
  await assertPlace(place);
  const temporary = join(dirname(place), `.${basename(place).slice(0, 100)}.${randomBytes(6).toString('hex')}.part`);
  try {
    const result = await write(temporary);
    await rename(temporary, place);
    await syncFolder(dirname(place));
    return result;
  } catch (thrown) {
    throw placeFailure(place, thrown);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function assertPlace(place: string): Promise<void> {
  const found = await lstat(place).catch(() => undefined);
  if (found?.isDirectory())
    throw new Failure(
      'BAD_INPUT',
      `${place} is a folder; give the name of a file, such as ${join(place, 'export.csv')}`,
    );
  const folder = await stat(dirname(place)).catch((thrown: NodeJS.ErrnoException) => {
    throw placeFailure(place, thrown);
  });
  if (!folder.isDirectory()) throw new Failure('BAD_INPUT', `${dirname(place)} is no folder; choose another place`);
}

/** A new name is on the disk when its folder is; not every system lets a folder be opened for that. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

function placeFailure(place: string, thrown: unknown): unknown {
  const { code, message } = thrown as NodeJS.ErrnoException;
  const more = { detail: message, cause: thrown };
  if (thrown instanceof Failure) return thrown;
  if (code === 'ENOENT')
    return new Failure(
      'FILE_NOT_FOUND',
      `The folder ${dirname(place)} is not there; make it or choose another place`,
      more,
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new Failure('NO_PERMISSION', `You have no permission to write ${place}; choose another place`, more);
  return thrown;
}

import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes that all pyramids together may have. */
export const MOST_BYTES = 4 * 2 ** 30;

export const ENDING = '.pyramid';
const PARTIAL = '.partial';

/** A file that nobody has written to for so long is left of a process that was ended, in milliseconds. */
const STALE = 10 * 60_000;

interface Kept {
  readonly path: string;
  readonly bytes: number;
  /** When it was last used, or written to. */
  readonly used: number;
}

/**
 * Makes room for another one of so many bytes, at the cost of those that were not used for longest. False where it would
 * take more than half of what the disk has left, or more than all may have: then nothing goes.
 */
export async function makeRoom(folder: string, bytes: number, most = MOST_BYTES): Promise<boolean> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { bavail, bsize } = await statfs(folder);
  if (bytes > most || bytes > (bavail * bsize) / 2) return false;
  const kept = await filesOf(folder);
  const stale = kept.filter(({ path, used }) => path.endsWith(PARTIAL) && Date.now() - used > STALE);
  const whole = kept.filter(({ path }) => path.endsWith(ENDING)).sort((one, other) => one.used - other.used);
  let sum = bytes + whole.reduce((all, each) => all + each.bytes, 0);
  const oldest = whole.filter((each) => {
    const isTooMuch = sum > most;
    if (isTooMuch) sum -= each.bytes;
    return isTooMuch;
  });
  for (const { path } of [...stale, ...oldest]) await rm(path, { force: true });
  return true;
}

async function filesOf(folder: string): Promise<readonly Kept[]> {
  const found: Kept[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const known = await stat(path).catch(() => null);
    if (known !== null) found.push({ path, bytes: known.size, used: known.mtimeMs });
  }
  return found;
}

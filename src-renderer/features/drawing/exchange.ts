import type { LensFile } from '#shared/model/lens-file.ts';
import { lensFileExtension, lensFileText } from '#shared/model/lens-file-text.ts';
import { client, readAllAgain } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { currentLocation, databaseOf } from '../../client/place.ts';
import { giveFile } from '../../ui/give-file.ts';
import { say } from '../../ui/toast.ts';
import { showDialog } from '../shell/dialog-state.ts';

/** The largest text that a lens can be, in bytes; see `largestLensFile`. */
const largest = 1_000_000;

/** Reads a lens file without keeping it. Throws a failure that says which line is wrong. */
export async function readLens(file: File): Promise<LensFile> {
  if (file.size > largest) throw new Error('it is larger than any lens');
  return client.lensFiles.read({ text: await file.text(), name: file.name });
}

/** Takes a lens file that was dropped: keeps it, shows the open database through it where it fits, and says what it is. */
export async function takeLens(file: File): Promise<void> {
  try {
    const kept = await client.lensFiles.save({ lens: await readLens(file) });
    const database = databaseOf(currentLocation().place);
    if (database !== undefined && (await fitsHere(database, kept.id))) await seeThrough(database, kept.id);
    else await readAllAgain();
    showDialog('lens', { lens: kept });
  } catch (thrown) {
    say({ text: failureOf(thrown).message, tone: 'bad' });
  }
}

/** Whether a lens that is kept fits a database that is open. */
async function fitsHere(database: string, lens: string): Promise<boolean> {
  const choice = await client.lens.get({ database }).catch(() => undefined);
  if (choice === undefined) return false;
  return choice.id === lens || choice.alternatives.some((other) => other.id === lens && other.fits);
}

export async function seeThrough(database: string, lens: string): Promise<void> {
  await client.lens.choose({ database, lens });
  await readAllAgain();
}

/** Gives a lens out as a file. */
export function exportLens(lens: LensFile): void {
  giveFile([lensFileText(lens)], 'application/json', lens.title, lensFileExtension);
}

/** Lets a person choose a lens file of their own computer. */
export function pickLensFile(): Promise<File | undefined> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = `${lensFileExtension},.json`;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}

import type { SentFile } from './sending.ts';
import { isSystems } from './uploads.ts';

/** What was dropped, taken out of the event while it lasts: the system empties it a moment later. */
export interface Dropped {
  readonly files: readonly File[];
  readonly entries: readonly FileSystemEntry[];
}

export function droppedIn(data: DataTransfer): Dropped {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return { files: [...data.files], entries };
}

/** Every file of a drop with its path; those of a folder begin with the folder's name. */
export async function filesIn(entry: FileSystemEntry): Promise<readonly SentFile[]> {
  if (isSystems(entry.fullPath)) return [];
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, path: entry.fullPath.replace(/^\//, '') }];
  }
  const found: SentFile[] = [];
  for (const inner of await entriesOf(entry as FileSystemDirectoryEntry)) found.push(...(await filesIn(inner)));
  return found;
}

/** A directory is read in pieces of a hundred, until a piece is empty. */
async function entriesOf(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

/** Databases are opened, not imported: they say what they are in their first bytes. A folder gives none. */
export async function isDatabase(file: File): Promise<boolean> {
  const head = await file
    .slice(0, 16)
    .text()
    .catch(() => '');
  return head.startsWith('SQLite format 3\0') || head.slice(8, 12) === 'DUCK';
}

import type { SentFile } from './sent-files.ts';
import { isSystems } from './uploads.ts';

/** What was dropped, taken out of the event while it lasts: the system empties it a moment later. */
export interface Dropped {
  /** In a browser without folders; on the desktop their paths tell what they are. */
  readonly files: readonly File[];
  readonly folders: readonly FileSystemEntry[];
}

export function droppedIn(data: DataTransfer): Dropped {
  const files = [...data.files];
  if (window.desktop !== undefined) return { files, folders: [] };
  const items = [...data.items].filter(({ kind }) => kind === 'file');
  const folders = new Map<number, FileSystemEntry>();
  for (const [at, item] of items.entries()) {
    const entry = mayBeFolder(files[at]?.name ?? '', at) ? item.webkitGetAsEntry() : null;
    if (entry?.isDirectory) folders.set(at, entry);
  }
  return { files: files.filter((_, at) => !folders.has(at)), folders: [...folders.values()] };
}

/** Of so many it is asked whatever they are called. */
const mostAsked = 100;

/**
 * Asking waits for the disk, and must be done before the event is over: of thousands only those are asked that are not
 * called as files are. A folder that is, in the midst of so many, cannot be read as a file, which is said.
 */
function mayBeFolder(name: string, at: number): boolean {
  return at < mostAsked || !/\.[A-Za-z][A-Za-z0-9]{0,9}$/.test(name);
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

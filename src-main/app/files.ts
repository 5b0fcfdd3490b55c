import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { FolderEntry } from '#shared/contract/databases.ts';
import { Failure } from '#shared/model/failure.ts';
import { type Grants, notReadable } from './grants.ts';

/** Lists a folder below the roots of `serve`; without a folder, the roots themselves. Hidden entries are left out. */
export async function browseFolder(roots: readonly string[] | null, grants: Grants, folder: string | undefined) {
  if (roots === null) throw new Failure('NOT_ALLOWED', 'Use the open dialog of the desktop application');
  if (folder === undefined) {
    if (roots.length === 1) return browseFolder(roots, grants, roots[0]);
    return { folder: null, parent: null, entries: await entriesOf(roots.map((root) => resolve(root))) };
  }
  const whole = resolve(folder);
  await grants.check(whole);
  const names = await readdir(whole).catch((thrown: NodeJS.ErrnoException) => {
    throw notReadable(whole, thrown);
  });
  const entries = await entriesOf(names.filter((each) => !each.startsWith('.')).map((each) => join(whole, each)));
  return { folder: whole, parent: await parentOf(whole, roots, grants), entries };
}

async function parentOf(folder: string, roots: readonly string[], grants: Grants): Promise<string | null> {
  const parent = dirname(folder);
  if (parent === folder || roots.some((root) => resolve(root) === folder)) return null;
  return grants.check(parent).then(
    () => parent,
    () => null,
  );
}

async function entriesOf(paths: readonly string[]): Promise<readonly FolderEntry[]> {
  const entries = await Promise.all(
    paths.map(async (path): Promise<FolderEntry | undefined> => {
      const found = await stat(path).catch(() => undefined);
      if (found === undefined) return undefined;
      const kind = found.isDirectory() ? 'folder' : 'file';
      const name = path.slice(dirname(path).length).replace(/^[/\\]/, '') || path;
      return { name, path, kind, bytes: kind === 'file' ? found.size : null, modified: found.mtime.toISOString() };
    }),
  );
  return entries
    .filter((entry) => entry !== undefined)
    .toSorted(
      (a, b) =>
        Number(a.kind === 'file') - Number(b.kind === 'file') || a.name.localeCompare(b.name, 'en', { numeric: true }),
    );
}

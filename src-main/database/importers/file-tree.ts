import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { naturally } from '#shared/model/naturally.ts';

/** More files than this are not looked at; folders are followed this deep. */
const mostFiles = 20_000;
const deepest = 12;

/** Every regular file below a folder in natural order, hidden ones left out. */
export async function filesBelow(
  root: string,
): Promise<{ readonly files: readonly { path: string; bytes: number }[]; readonly more: boolean }> {
  const files: { path: string; bytes: number }[] = [];
  let more = false;
  for await (const path of walk(root, 0)) {
    more = files.length >= mostFiles;
    if (more) break;
    files.push({ path, bytes: (await stat(path)).size });
  }
  return { files: files.sort((a, b) => naturally(a.path, b.path)), more };
}

async function* walk(folder: string, depth: number): AsyncGenerator<string> {
  for await (const entry of await opendir(folder)) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    const is = entry.isSymbolicLink() ? await stat(path).catch(() => entry) : entry;
    if (is.isFile()) yield path;
    else if (entry.isDirectory() && depth < deepest) yield* walk(path, depth + 1);
  }
}

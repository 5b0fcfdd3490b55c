import { stat } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import type { FileSetRequest } from '#shared/model/import.ts';
import { naturally } from './file-tree.ts';

/** Single files whose names differ in numbers only, in one folder, become one set; everything else stays as it is. */
export async function groupFiles(sets: readonly FileSetRequest[]): Promise<readonly FileSetRequest[]> {
  const grouped = new Map<string, FileSetRequest>();
  for (const set of sets) {
    const [path] = set.paths;
    const key = set.paths.length === 1 && path !== undefined ? await patternOf(path, set) : null;
    const before = key === null ? undefined : grouped.get(key);
    grouped.set(key ?? `set ${grouped.size}`, before ? { ...before, paths: [...before.paths, ...set.paths] } : set);
  }
  return [...grouped.values()].map((set) => ({ ...set, paths: set.paths.toSorted(naturally.compare) }));
}

async function patternOf(path: string, { importer, options }: FileSetRequest): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found === null || found.isDirectory()) return null;
  const stem = basename(path, extname(path)).replace(/\d+/g, '#');
  return JSON.stringify([dirname(path), stem, extname(path), importer, options]);
}

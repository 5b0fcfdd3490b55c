import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { FileSetRequest } from '#shared/model/import.ts';
import { naturally } from '#shared/model/naturally.ts';
import { importers } from './choose.ts';

/**
 * Single files of one folder that an importer takes together, or whose names differ in numbers only, become one set;
 * everything else stays as it is.
 */
export async function groupFiles(sets: readonly FileSetRequest[]): Promise<readonly FileSetRequest[]> {
  const grouped = new Map<string, FileSetRequest>();
  for (const set of sets) {
    const [path] = set.paths;
    const key = set.paths.length === 1 && path !== undefined ? await patternOf(path, set) : null;
    const before = key === null ? undefined : grouped.get(key);
    grouped.set(key ?? `set ${grouped.size}`, before ? { ...before, paths: [...before.paths, ...set.paths] } : set);
  }
  return [...grouped.values()].map((set) => ({ ...set, paths: set.paths.toSorted(naturally) }));
}

/**
 * A file that is taken in whenever it changes, with those of its folder that an importer takes together with it: what one
 * says without the others may be another thing.
 */
export async function withCompanions(set: FileSetRequest): Promise<FileSetRequest> {
  const [path] = set.paths;
  const kind = path === undefined || set.paths.length > 1 ? null : gathered(basename(path), set.importer);
  if (path === undefined || kind === null || set.replaces !== true) return set;
  const entries = await readdir(dirname(path), { withFileTypes: true }).catch(() => []);
  const others = entries.filter(
    (entry) => entry.isFile() && JSON.stringify(gathered(entry.name, set.importer)) === JSON.stringify(kind),
  );
  const paths = [...new Set([path, ...others.map((entry) => join(dirname(path), entry.name))])];
  return { ...set, paths: paths.sort(naturally) };
}

async function patternOf(path: string, { importer, options }: FileSetRequest): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found === null || found.isDirectory()) return null;
  const stem = basename(path, extname(path)).replace(/\d+/g, '#');
  const kind = gathered(basename(path), importer) ?? [stem, extname(path)];
  return JSON.stringify([dirname(path), kind, importer, options]);
}

/** What the first importer says that takes files of such names together. */
function gathered(name: string, wanted: string | undefined): readonly string[] | null {
  for (const { id, gathers } of importers) {
    const key = wanted === undefined || wanted === id ? (gathers?.(name) ?? null) : null;
    if (key !== null) return [id, key];
  }
  return null;
}

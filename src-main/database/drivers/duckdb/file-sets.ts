import { opendir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { naturally } from '#shared/model/naturally.ts';

/** Files of one name pattern that may belong together. */
export interface FileSet {
  /** What the table is called. */
  readonly name: string;
  readonly paths: readonly string[];
  /** Whether folders named `key=value` add columns. */
  readonly hive: boolean;
  readonly bytes: number;
}

export interface FolderContent {
  readonly sets: readonly FileSet[];
  /** Databases, which are opened one by one. */
  readonly databases: readonly string[];
  /** Files of no bytes. */
  readonly empty: readonly string[];
  /** Whether there were more files than are looked at. */
  readonly more: boolean;
}

const mostFiles = 5000;
const deepest = 12;
const dataFile = /\.(parquet|pq|csv|tsv|json|jsonl|ndjson)(\.(gz|zst))?$/i;
const databaseFile = /\.(duckdb|ddb|db|sqlite|sqlite3)$/i;
const hivePart = /^[^=]+=[^=]*$/;

/** One file as a set of its own. */
export async function oneFile(path: string): Promise<FileSet> {
  return { name: stemOf(path), paths: [path], hive: false, bytes: (await stat(path)).size };
}

/** The data files below a folder; those whose names differ in numbers only are taken together, wherever they are. */
export async function folderContent(root: string): Promise<FolderContent> {
  const found: { path: string; bytes: number }[] = [];
  const databases: string[] = [];
  const empty: string[] = [];
  let more = false;
  for await (const path of filesBelow(root, 0)) {
    if (databaseFile.test(path)) databases.push(path);
    if (!dataFile.test(path)) continue;
    if (found.length >= mostFiles) {
      more = true;
      break;
    }
    const { size } = await stat(path);
    if (size === 0) empty.push(path);
    else found.push({ path, bytes: size });
  }
  found.sort((a, b) => naturally(a.path, b.path));
  const groups = Map.groupBy(found, ({ path }) => patternOf(root, path));
  const sets = [...groups.values()].map((files) => ({
    name: nameOf(
      root,
      files.map(({ path }) => path),
    ),
    paths: files.map(({ path }) => path),
    hive: hiveBase(root, files[0]?.path ?? root) !== null,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
  }));
  return { sets, databases, empty, more };
}

async function* filesBelow(folder: string, depth: number): AsyncGenerator<string> {
  for await (const entry of await opendir(folder)) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(folder, entry.name);
    const is = entry.isSymbolicLink() ? await stat(path).catch(() => entry) : entry;
    if (is.isFile()) yield path;
    else if (entry.isDirectory() && depth < deepest) yield* filesBelow(path, depth + 1);
  }
}

/** Files with equal patterns are candidates for one table: their names without numbers, per hive-partitioned folder. */
function patternOf(root: string, path: string): string {
  const base = hiveBase(root, path);
  const name = basename(path);
  const extension = dataFile.exec(name)?.[0] ?? '';
  return base === null ? name.replace(/\d+/g, '#') : `${base}${sep}*${extension}`;
}

/** The folder above the first `key=value` folder of a path, or `null` where there is none. */
function hiveBase(root: string, path: string): string | null {
  const parts = relative(root, dirname(path)).split(sep);
  const first = parts.findIndex((part) => hivePart.test(part));
  return first < 0 ? null : join(root, ...parts.slice(0, first));
}

/** A lone file's own name, the words its files share, or the folder's name where they share none. */
function nameOf(root: string, paths: readonly string[]): string {
  const [path] = paths as [string];
  const base = hiveBase(root, path);
  if (base !== null) return stemOf(base);
  if (paths.length === 1) return stemOf(path);
  const words = stemOf(path)
    .replace(/\d+/g, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.length > 0 ? words.join('_') : stemOf(dirname(path));
}

/** A name without folders and data extensions. */
export function stemOf(path: string): string {
  return basename(path).replace(dataFile, '') || basename(path);
}

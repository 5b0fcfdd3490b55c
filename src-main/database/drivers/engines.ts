import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Failure } from '#shared/model/failure.ts';
import type { Engine } from '#shared/model/source.ts';
import type { Driver, Target } from './driver.ts';
import { duckdbDriver, looksLikeDuckdb, looksLikeParquet } from './duckdb/driver.ts';
import { postgresDriver } from './postgres/driver.ts';
import { looksLikeSqlite, sqliteDriver } from './sqlite/driver.ts';

/** Every engine. A new one: its folder, and a line here and in `choose`. */
export const drivers: Readonly<Record<Engine, Driver>> = {
  duckdb: duckdbDriver,
  sqlite: sqliteDriver,
  postgres: postgresDriver,
};

/** The driver for a target: by what the file holds, whatever it is called. Throws a `Failure` for what no driver opens. */
export async function chooseDriver(target: Target): Promise<Driver> {
  if (target.kind === 'postgres') return drivers.postgres;
  const found = await stat(target.path).catch((error: unknown) => {
    throw accessFailure(error, target.path);
  });
  if (found.isDirectory()) return drivers.duckdb;
  if (!found.isFile())
    throw new Failure('NOT_A_DATABASE', 'This is not a regular file. Choose a database or data file.');
  if (found.size === 0) throw new Failure('NOT_A_DATABASE', 'The file is empty (0 bytes). Choose another file.');
  const head = await headOf(target.path).catch((error: unknown) => {
    throw accessFailure(error, target.path);
  });
  return choose(head, target.path);
}

const HEAD_BYTES = 4096;

/** Files called so hold a database or nothing we can read: text in them is no data file. */
const databaseExtensions: ReadonlySet<string> = new Set([
  ...['.db', '.db3', '.ddb', '.duckdb', '.sqlite', '.sqlite3', '.parquet'],
]);

function choose(head: Uint8Array, path: string): Driver {
  if (looksLikeSqlite(head)) return drivers.sqlite;
  if (looksLikeDuckdb(head) || looksLikeParquet(head)) return drivers.duckdb;
  if (startsWith(head, 'version https://git-lfs')) {
    throw new Failure('NOT_A_DATABASE', 'The file is a Git LFS placeholder. Fetch its content with `git lfs pull`.');
  }
  const named = databaseExtensions.has(extname(path).toLowerCase());
  if (!named && (looksLikeText(head) || looksCompressed(head))) return drivers.duckdb;
  throw new Failure(
    'NOT_A_DATABASE',
    named
      ? 'The file is no DuckDB, SQLite or parquet file, or it is encrypted or damaged at its start. Get a fresh copy.'
      : 'The file is neither a database nor a data file that Starling knows (parquet, CSV, JSON). Choose another file.',
  );
}

/** Text has no zero bytes, except in UTF-16, which starts with a mark. */
function looksLikeText(head: Uint8Array): boolean {
  return !head.includes(0) || startsWith(head, '\xff\xfe') || startsWith(head, '\xfe\xff');
}

/** gzip or zstd, which data files may be packed in. */
function looksCompressed(head: Uint8Array): boolean {
  return startsWith(head, '\x1f\x8b') || startsWith(head, '\x28\xb5\x2f\xfd');
}

function startsWith(head: Uint8Array, bytes: string): boolean {
  return Buffer.from(head.subarray(0, bytes.length)).toString('latin1') === bytes;
}

async function headOf(path: string): Promise<Uint8Array> {
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

function accessFailure(cause: unknown, path: string): Failure {
  const { code, message } = cause as NodeJS.ErrnoException;
  const more = { detail: message, cause };
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new Failure('FILE_NOT_FOUND', `${path} is not there any more. Check whether it was moved or renamed.`, more);
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new Failure('NO_PERMISSION', 'You may not read this file. Ask its owner for access, or for a copy.', more);
  }
  return new Failure(
    'FILE_CORRUPT',
    'The file could not be read from its disk. Check the disk, or get a fresh copy.',
    more,
  );
}

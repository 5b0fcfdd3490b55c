import { open, stat } from 'node:fs/promises';
import { Failure } from '#shared/model/failure.ts';
import type { Driver, OpenContext, Target } from '../driver.ts';
import { DuckdbConnection, type OpenInstance } from './connection.ts';
import { openDatabase } from './database.ts';
import { fileFailure } from './failures.ts';
import { openFiles } from './files.ts';
import { looksLikeDuckdb } from './magic.ts';
import { openSnapshot } from './snapshot.ts';
import { openForWriting } from './writable.ts';

export { looksLikeDuckdb, looksLikeParquet } from './magic.ts';

/** DuckDB files, data files (parquet, CSV, JSON) and folders of them. */
export const duckdbDriver: Driver = {
  engine: 'duckdb',
  open: async (target, context) => new DuckdbConnection(await openTarget(target, context)),
};

async function openTarget(target: Target, context: OpenContext): Promise<OpenInstance> {
  if (target.kind === 'postgres') throw new Failure('INTERNAL', 'DuckDB opens files and folders only.');
  const isDatabase = await holdsDatabase(target.path).catch((thrown: unknown) => {
    throw fileFailure(thrown);
  });
  if (!isDatabase && context.writing)
    throw new Failure('READ_ONLY', `${target.path} is no database and cannot take rows in. Choose a database.`);
  if (!isDatabase) return openFiles(target.path, context);
  if (context.writing) return openForWriting(target.path, context.options.key, context.writing);
  if (context.options.snapshot) return openSnapshot(target.path, context);
  return openDatabase(target.path, context.scratch, context.options.key);
}

async function holdsDatabase(path: string): Promise<boolean> {
  const found = await stat(path);
  if (found.isDirectory()) return false;
  if (found.size === 0) throw new Failure('NOT_A_DATABASE', 'The file is empty (0 bytes). Choose another file.');
  return isDuckdbFile(path);
}

/** Whether a file is a database, and not data that the engine reads. */
export async function isDuckdbFile(path: string): Promise<boolean> {
  await using file = await open(path, 'r');
  const { buffer } = await file.read(Buffer.alloc(16), 0, 16, 0);
  return looksLikeDuckdb(buffer);
}

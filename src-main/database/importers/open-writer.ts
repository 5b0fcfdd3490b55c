import { access, constants, stat } from 'node:fs/promises';
import { dirname, extname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { DuckDBInstance } from '@duckdb/node-api';
import type { WritePlace } from '#shared/contract/importing.ts';
import { asFailure, Failure } from '#shared/model/failure.ts';
import type { Engine } from '#shared/model/source.ts';
import { isDuckdbFile } from '../drivers/duckdb/driver.ts';
import { openWritable } from '../drivers/duckdb/writable.ts';
import { chooseDriver } from '../drivers/engines.ts';
import { DuckdbWriter } from './writers/duckdb-writer.ts';
import { PostgresWriter } from './writers/postgres-writer.ts';
import { SqliteWriter } from './writers/sqlite-writer.ts';
import type { Writer } from './writers/writer.ts';

type Target = NonNullable<WritePlace['target']>;

/** Opens a database for writing; `paths` are files that DuckDB may read besides. Makes a file that is not there. */
export async function openWriter(given: Target, scratch: string, paths: readonly string[]): Promise<Writer> {
  const { target } = given;
  if (target.kind === 'folder')
    throw new Failure('READ_ONLY', 'A folder of data files cannot take rows in. Choose a database.');
  const engine = await engineOf(given);
  if (target.kind === 'file' && (await isNew(given))) await assertPlace(dirname(target.path));
  else if (target.kind === 'file') {
    await assertDatabase(target.path, engine);
    await assertWritable(target.path);
  }
  switch (engine) {
    case 'duckdb': {
      if (target.kind !== 'file') throw new Failure('INTERNAL', 'DuckDB opens files only');
      const instance = await whenFree(target.path, { scratch, paths, key: given.options.key });
      return DuckdbWriter.on(instance, () => instance.closeSync());
    }
    case 'sqlite':
      if (target.kind !== 'file') throw new Failure('INTERNAL', 'SQLite opens files only');
      return SqliteWriter.open(target.path);
    case 'postgres':
      if (target.kind !== 'postgres') throw new Failure('INTERNAL', 'Postgres is opened by a profile');
      return PostgresWriter.open(target.profile, target.password);
  }
}

/** How long to wait for another program's lock, in milliseconds: one that is just ending gives it up soon. */
const lockTimeout = 3000;
const lockPause = 100;

/** As `openWritable`, after a while where another program has the file open. */
async function whenFree(...given: Parameters<typeof openWritable>): Promise<DuckDBInstance> {
  const until = Date.now() + lockTimeout;
  for (;;) {
    try {
      return await openWritable(...given);
    } catch (thrown) {
      if (asFailure(thrown).code !== 'FILE_LOCKED' || Date.now() > until) throw thrown;
      await setTimeout(lockPause);
    }
  }
}

/** DuckDB opens data files too, and keeps nothing of what is then written. */
async function assertDatabase(path: string, engine: Engine): Promise<void> {
  if (engine !== 'duckdb' || (await isDuckdbFile(path))) return;
  throw new Failure('READ_ONLY', `${path} is a data file, which cannot take rows in. Choose a database.`);
}

/** Where a file can be made. */
async function assertPlace(folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch((cause: NodeJS.ErrnoException) => {
    const more = { detail: String(cause), cause };
    throw cause.code === 'ENOENT'
      ? new Failure('FILE_NOT_FOUND', `There is no folder ${folder}. Make it, or import into another file.`, more)
      : new Failure(
          'READ_ONLY',
          `No file can be made in ${folder}. Check its permissions, or import into another file.`,
          more,
        );
  });
}

async function assertWritable(path: string): Promise<void> {
  await access(path, constants.W_OK).catch((cause: unknown) => {
    throw new Failure(
      'READ_ONLY',
      `${path} cannot be written to. Check its permissions, or import into another file.`,
      {
        detail: String(cause),
        cause,
      },
    );
  });
}

/** What a target is, or what a new file will be: by its extension, DuckDB without a telling one. */
export async function engineOf({ target, engine }: Pick<Target, 'target' | 'engine'>): Promise<Engine> {
  if (target.kind === 'postgres') return 'postgres';
  const found = await stat(target.path).catch(() => null);
  if (found !== null && found.size > 0) {
    const driver = await chooseDriver(target);
    return driver.engine;
  }
  if (engine !== undefined) return engine;
  return ['.sqlite', '.sqlite3', '.db', '.db3'].includes(extname(target.path).toLowerCase()) ? 'sqlite' : 'duckdb';
}

/** Whether a target is a file that is not there yet. */
export async function isNew({ target }: Pick<Target, 'target'>): Promise<boolean> {
  if (target.kind !== 'file') return false;
  const found = await stat(target.path).catch(() => null);
  return found === null || found.size === 0;
}

/** An empty instance for looking into files: with a memory limit, and nothing fetched. */
export async function lookingInstance(scratch: string): Promise<DuckDBInstance> {
  return openWritable(':memory:', { scratch, paths: null, key: undefined });
}

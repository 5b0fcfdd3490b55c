import { DuckDBInstance } from '@duckdb/node-api';
import { Failure } from '#shared/model/failure.ts';
import type { OpenInstance } from './connection.ts';
import { plainInfo } from './database.ts';
import { openFailure } from './failures.ts';
import { instanceSettings, listLiteral, lockSettings } from './settings.ts';

/** An import may hold this much before it spills to disk. */
const memoryLimit = '400MB';
/** An empty instance that only reads files needs less. */
const readingLimit = '256MB';

interface Options {
  readonly scratch: string;
  /** The only files that may be read besides the database and `scratch`; `null` for all (where no database is open). */
  readonly paths: readonly string[] | null;
  readonly key: string | undefined;
}

/**
 * Opens a DuckDB file for writing; makes it when it is not there. Statements reach the file, `paths` and `scratch` only.
 * Throws a `Failure`, which never holds the key.
 */
export async function openWritable(path: string, { scratch, paths, key }: Options): Promise<DuckDBInstance> {
  try {
    const instance = await DuckDBInstance.create(path, {
      ...instanceSettings(scratch),
      memory_limit: path === ':memory:' ? readingLimit : memoryLimit,
      // Each file is read once: keeping what was read doubles the memory of thousands of small ones, and half their time.
      enable_external_file_cache: 'false',
    });
    const connection = await instance.connect();
    try {
      await connection.run("set global TimeZone = 'UTC'");
      if (paths !== null) {
        if (paths.length > 0) await connection.run(`set global allowed_paths = ${listLiteral(paths)}`);
        await connection.run(`set global allowed_directories = ${listLiteral([scratch])}`);
        await connection.run('set global enable_external_access = false');
      }
      await lockSettings(connection);
    } finally {
      connection.closeSync();
    }
    return instance;
  } catch (thrown) {
    const failure = openFailure(thrown, key);
    throw failure.code === 'KEY_NEEDED' ? encrypted(failure) : failure;
  }
}

/** The engine reads such files by itself, but writes them only with an extension that it would have to download. */
function encrypted(cause: Failure): Failure {
  return new Failure(
    'READ_ONLY',
    'This database is encrypted, and Starling only reads such files. Import into one without encryption.',
    { ...cause.data, cause },
  );
}

/** As {@link openWritable}, for a database that is browsed meanwhile: statements of people still only read. */
export async function openForWriting(
  path: string,
  key: string | undefined,
  { paths, scratch }: { readonly paths: readonly string[]; readonly scratch: string },
): Promise<OpenInstance> {
  const instance = await openWritable(path, { scratch, paths, key });
  return { instance, connect: () => instance.connect(), info: plainInfo(), files: null };
}

import { availableParallelism } from 'node:os';
import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * What the engine may hold before it spills to disk. The process around it needs about as much again (code, results on
 * their way, the runtime) and is to stay below 400 MB.
 */
export const memoryLimit = '192MB';

/** For every instance from its start: nothing is fetched, and large sorts spill into our own folder. */
export function instanceSettings(scratch: string): Record<string, string> {
  return {
    memory_limit: memoryLimit,
    threads: String(Math.min(4, availableParallelism())),
    temp_directory: scratch,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_persistent_secrets: 'false',
  };
}

/**
 * From here on statements reach nothing but what is open and `paths`, and cannot change that. Times are shown and read
 * in UTC, whatever the machine's zone.
 */
export async function lockDown(connection: DuckDBConnection, paths: readonly string[] = []): Promise<void> {
  await connection.run("set global TimeZone = 'UTC'");
  await connection.run('set global parquet_metadata_cache = true');
  if (paths.length > 0) await connection.run(`set global allowed_paths = ${listLiteral(paths)}`);
  await connection.run('set global enable_external_access = false');
  await connection.run('set global lock_configuration = true');
}

/** For the places where the engine takes no parameters: settings, ATTACH, and table functions inside a view. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function listLiteral(texts: readonly string[]): string {
  return `[${texts.map(literal).join(', ')}]`;
}

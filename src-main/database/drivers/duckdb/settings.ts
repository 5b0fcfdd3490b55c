import { availableParallelism } from 'node:os';
import type { DuckDBConnection } from '@duckdb/node-api';

/**
 * What the engine may hold before it spills to disk. The process around it needs more than as much again (code, results
 * on their way, what the engine does not count), and is to stay below 400 MB.
 */
const memoryLimit = '160MB';

/** For every instance from its start: nothing is fetched, and large sorts spill into our own folder. */
export function instanceSettings(scratch: string): Record<string, string> {
  return {
    memory_limit: memoryLimit,
    threads: String(Math.min(4, availableParallelism())),
    temp_directory: scratch,
    // Gives memory back to the system soon after a task, instead of keeping it for the next.
    allocator_flush_threshold: '8MB',
    // Keeps the rows that two parts of a statement read, to read them once: more than memory holds, so they went to disk.
    disabled_optimizers: 'common_subplan',
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
  await lockSettings(connection);
}

/** From here on nothing changes a setting but what we change ourselves: a person's statement cannot be a SET. */
export async function lockSettings(connection: DuckDBConnection): Promise<void> {
  const ours = ['threads', 'memory_limit', 'streaming_buffer_size', 'enable_progress_bar', 'enable_progress_bar_print'];
  await connection.run(`set global allowed_configs = ${listLiteral(ours)}`);
  await connection.run('set global lock_configuration = true');
}

/** For every connection: with the usual 1 MB the engine waits for each part of a streamed answer to be fetched. */
export const roomForAnswers = "set streaming_buffer_size = '16MB'";

/** For a connection that is asked how far it is: without these it never says, and prints nothing with them. */
export const tellsProgress = ['set enable_progress_bar_print = false', 'set enable_progress_bar = true'];

/**
 * What helps, one after the other, when memory does not suffice: every thread reads a row group of its own, and a wide
 * parquet file needs a page of every column at once, whatever is asked of it. Only we can apply them: a person's
 * statement cannot be a SET.
 */
export const relief = {
  database: ['threads = 1'],
  files: ['threads = 1', "memory_limit = '256MB'"],
} as const;

/** For the places where the engine takes no parameters: settings, ATTACH, and table functions inside a view. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

export function listLiteral(texts: readonly string[]): string {
  return `[${texts.map(literal).join(', ')}]`;
}

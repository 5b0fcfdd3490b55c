import { availableParallelism } from 'node:os';

/**
 * What the engine may hold before it spills to disk. The process around it needs about as much again (code, results on
 * their way, the runtime) and is to stay below 400 MB.
 */
export const memoryLimit = '192MB';

/** Nothing is fetched, nothing is written, and answers do not depend on the machine's time zone or locale. */
export function instanceSettings(scratch: string): Record<string, string> {
  return {
    memory_limit: memoryLimit,
    threads: String(Math.max(1, Math.min(4, availableParallelism()))),
    temp_directory: scratch,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
    allow_persistent_secrets: 'false',
  };
}

/** From here on SQL reaches nothing but what is open, and cannot change that. */
export const locked: Readonly<Record<string, string>> = { enable_external_access: 'false', lock_configuration: 'true' };

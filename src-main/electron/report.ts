import { inspect } from 'node:util';

/** Writes what nobody could be told about to the standard error stream. */
export function report(reason: unknown): void {
  process.stderr.write(`${inspect(reason)}\n`);
}

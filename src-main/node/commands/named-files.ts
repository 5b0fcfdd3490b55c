import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { Failure } from '#shared/model/failure.ts';
import { naturally } from '#shared/model/naturally.ts';

/**
 * The files that a word of the command line stands for: one, or all that a pattern in quotes fits (`"run-*.csv"`), which go
 * in together as a folder's do; `run-10` comes after `run-9`. Throws FILE_NOT_FOUND where it fits none.
 */
export async function namedFiles(word: string): Promise<readonly string[]> {
  if (!/[*?[\]{}]/.test(word) || existsSync(word)) return [word];
  const found: string[] = [];
  for await (const file of glob(word)) found.push(file);
  if (found.length > 0) return found.sort(naturally);
  throw new Failure('FILE_NOT_FOUND', `No file fits “${word}”. Look at the folder and at what its files end with.`);
}

import { createReadStream, createWriteStream } from 'node:fs';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { OfferedFile } from '../offer.ts';

/** Whether the first line is a whole object. */
export async function isJsonLines(file: OfferedFile): Promise<boolean> {
  const [first = ''] = await file.lines(1);
  try {
    const value: unknown = JSON.parse(first);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** A copy of what stands behind the first `after` bytes. */
export async function tailOf({ path }: OfferedFile, after: number, scratch: string): Promise<string> {
  const tail = join(scratch, `tail-${basename(path)}`);
  await pipeline(createReadStream(path, { start: after }), createWriteStream(tail));
  return tail;
}

import { createHash } from 'node:crypto';
import type { ImportRecord } from '#shared/model/import.ts';
import type { Offer } from '../offer.ts';
import { fileBytes } from './file-bytes.ts';

const newline = 10;

/**
 * How many bytes of a file the latest of some imports read, if these are still its beginning and end with a line: then the
 * rest is new. `null` for a file that was written anew, and for several files.
 */
export async function grownFrom(
  { files }: Offer,
  records: readonly ImportRecord[],
  signal: AbortSignal,
): Promise<number | null> {
  const [file] = files;
  const latest = records.toSorted((a, b) => b.bytes - a.bytes)[0];
  if (file === undefined || files.length > 1 || latest === undefined || latest.bytes >= file.bytes) return null;
  const { sum, last } = await beginningOf(file.path, latest.bytes, signal);
  return sum === latest.checksum && last === newline ? latest.bytes : null;
}

/** Those imports whose bytes are still the beginning of the file; of several files, all. */
export async function stillBeginning(
  { files }: Offer,
  records: readonly ImportRecord[],
  signal: AbortSignal,
): Promise<readonly ImportRecord[]> {
  const [file] = files;
  if (file === undefined || files.length > 1) return records;
  const still: ImportRecord[] = [];
  for (const record of records) {
    if (record.bytes > file.bytes) continue;
    if ((await beginningOf(file.path, record.bytes, signal)).sum === record.checksum) still.push(record);
  }
  return still;
}

/** The checksum that a file of the first `bytes` alone has, and its last byte. */
async function beginningOf(path: string, bytes: number, signal: AbortSignal) {
  const whole = createHash('sha256').update(`${bytes}:`);
  let last: number | undefined;
  for await (const piece of fileBytes(path, bytes, signal)) {
    whole.update(piece);
    last = piece.at(-1);
  }
  return { sum: whole.digest('hex'), last };
}

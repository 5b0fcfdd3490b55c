import { unzipSync } from 'fflate';
import { Failure } from '#shared/model/failure.ts';

/** Whether bytes begin like a ZIP archive. */
export function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** An archive's files by name; those larger than they should be are refused before they are unpacked. */
export function unpack(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize, size }) => {
        if (originalSize > MOST_BYTES || originalSize > size * MOST_TIMES + 1_000_000) throw tooLarge(name);
        return true;
      },
    });
    return new Map(Object.entries(files));
  } catch (thrown) {
    if (thrown instanceof Failure) throw thrown;
    throw new Failure('FILE_CORRUPT', 'This archive is cut off or damaged: copy the file again', { cause: thrown });
  }
}

/** What torch writes is not packed at all; what is packed a thousand times is no data. */
const MOST_TIMES = 200;
const MOST_BYTES = 2 ** 31;

function tooLarge(name: string): Failure {
  return new Failure(
    'NOT_ALLOWED',
    `“${name}” in this archive unpacks to more than can be taken in. It was left alone.`,
  );
}

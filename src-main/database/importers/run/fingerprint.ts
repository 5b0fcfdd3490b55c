import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { Failure } from '#shared/model/failure.ts';
import { headBytes, type Offer, type OfferedFile } from '../offer.ts';
import { fileBytes } from './file-bytes.ts';

/** Files whose beginnings are read at a time. */
const atOnce = 32;

/** SHA-256 over the content of the files in their order. Names do not count: a copy is the same import. */
export async function fingerprint({ files }: Offer, signal: AbortSignal): Promise<string> {
  const whole = createHash('sha256');
  for (let at = 0; at < files.length; at += atOnce) {
    const some = files.slice(at, at + atOnce);
    await Promise.all(some.filter(isShort).map((file) => file.head()));
    for (const file of some) {
      whole.update(`${file.bytes}:`);
      for await (const piece of piecesOf(file, signal)) whole.update(piece);
    }
  }
  return whole.digest('hex');
}

/** Whether its beginning is all of it, which others need too. */
function isShort({ bytes }: OfferedFile): boolean {
  return bytes > 0 && bytes <= headBytes;
}

async function* piecesOf(file: OfferedFile, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  signal.throwIfAborted();
  if (isShort(file)) yield await file.head();
  // One that grows meanwhile is told by its version; one of no size may still hold something.
  else yield* fileBytes(file.path, file.bytes || Number.POSITIVE_INFINITY, signal);
}

/** What tells whether a file was written to: size, time and identity. */
export async function versions(offer: Offer): Promise<readonly string[]> {
  return Promise.all(
    offer.files.map(async ({ path }) => {
      const found = await stat(path, { bigint: true }).catch(() => null);
      return found === null ? 'gone' : `${found.size} ${found.mtimeNs} ${found.ino}`;
    }),
  );
}

/** Throws when a file is not what it was. */
export async function assertUnchanged(offer: Offer, before: readonly string[]): Promise<void> {
  const after = await versions(offer);
  const at = after.findIndex((each, index) => each !== before[index]);
  if (at < 0) return;
  const path = offer.files[at]?.name ?? offer.root;
  throw new Failure('FILE_CORRUPT', `${path} was changed while it was being read; nothing was imported. Run it again.`);
}

import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { Failure } from '#shared/model/failure.ts';
import type { Offer } from '../offer.ts';
import { fileBytes } from './file-bytes.ts';

/** SHA-256 over the content of the files in their order. Names do not count: a copy is the same import. */
export async function fingerprint(offer: Offer, signal: AbortSignal): Promise<string> {
  const whole = createHash('sha256');
  for (const { path, bytes } of offer.files) {
    whole.update(`${bytes}:`);
    // One that grows meanwhile is told by its version; one of no size may still hold something.
    for await (const piece of fileBytes(path, bytes || Number.POSITIVE_INFINITY, signal)) whole.update(piece);
  }
  return whole.digest('hex');
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

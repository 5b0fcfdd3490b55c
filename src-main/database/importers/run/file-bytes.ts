import { open } from 'node:fs/promises';

const readAtOnce = 2 ** 18;

/** The first so many bytes of a file, or all it has, in pieces of one buffer: each is gone with the next. */
export async function* fileBytes(
  path: string,
  most = Number.POSITIVE_INFINITY,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafeSlow(Math.min(readAtOnce, most));
  await using file = await open(path, 'r');
  for (let left = most; left > 0; ) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, Math.min(left, buffer.length), null);
    if (bytesRead === 0) break;
    yield buffer.subarray(0, bytesRead);
    left -= bytesRead;
  }
}

import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A copy in UTF-8, in our own folder: the engine has no Windows-1252, of which Latin-1 is a part. */
export async function copyFromWindows(path: string, scratch: string): Promise<string> {
  const copy = join(await mkdtemp(join(scratch, 'utf8-')), basename(path));
  const decoder = new TextDecoder('windows-1252');
  await pipeline(
    createReadStream(path),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    },
    createWriteStream(copy),
  );
  return copy;
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fileBytes } from './file-bytes.ts';

it('reads so many bytes of a file, or all of one whose size is not known', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'starling-bytes-'));
  const path = join(folder, 'large');
  const all = Buffer.from(Uint8Array.from({ length: 700_000 }, (_, at) => at % 251));
  await writeFile(path, all);
  const read = async (most: number) => {
    const pieces: Uint8Array[] = [];
    for await (const piece of fileBytes(path, most, AbortSignal.timeout(20_000))) pieces.push(Uint8Array.from(piece));
    return Buffer.concat(pieces);
  };
  expect((await read(Number.POSITIVE_INFINITY)).equals(all)).toBe(true);
  expect((await read(300_001)).equals(all.subarray(0, 300_001))).toBe(true);
  expect(await read(0)).toHaveLength(0);
  await rm(folder, { recursive: true });
});

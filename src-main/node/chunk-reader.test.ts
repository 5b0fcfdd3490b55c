import { expect, it } from 'vitest';
import { ChunkReader } from './chunk-reader.ts';

async function* chunksOf(text: string, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size));
}

const textOf = (bytes: Uint8Array | null) => (bytes === null ? null : Buffer.from(bytes).toString());

async function passed(reader: ChunkReader, count: number): Promise<string> {
  const parts: string[] = [];
  for await (const part of reader.pass(count)) parts.push(textOf(part) ?? '');
  return parts.join('');
}

it.each([1, 2, 3, 5, 100])('gives pieces of any size of chunks of %i', async (size) => {
  const reader = new ChunkReader(chunksOf('abcdefghij', size));
  expect(textOf(await reader.take(3))).toBe('abc');
  expect(await passed(reader, 0)).toBe('');
  expect(await passed(reader, 4)).toBe('defg');
  expect(textOf(await reader.take(3))).toBe('hij');
  expect(await reader.take(1)).toBeNull();
});

it('says where the end comes too early', async () => {
  await expect(new ChunkReader(chunksOf('ab', 1)).take(3)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  await expect(passed(new ChunkReader(chunksOf('ab', 2)), 3)).rejects.toMatchObject({ code: 'BAD_INPUT' });
});

it('reads the rest away', async () => {
  const reader = new ChunkReader(chunksOf('abcdef', 4));
  await reader.take(1);
  await reader.drain();
  expect(await reader.take(1)).toBeNull();
});

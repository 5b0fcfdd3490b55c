import { createReadStream } from 'node:fs';

const newline = 10;

/** Lines in the first `bytes` of a file. */
export async function linesIn(path: string, bytes: number): Promise<number> {
  let lines = 0;
  for await (const piece of createReadStream(path, { end: bytes - 1, highWaterMark: 2 ** 18 }))
    for (const byte of piece as Buffer) if (byte === newline) lines += 1;
  return lines;
}

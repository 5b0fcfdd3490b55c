import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Reject } from '#shared/model/import.ts';
import type { PrepareContext } from '../importer.ts';
import type { OfferedFile } from '../offer.ts';
import { decodedText } from './csv/encoding.ts';

/** Files of JSON lines as copies of ours, unpacked, without the lines that are no JSON. */
export interface SoundLines {
  /** One per file, in their order. */
  readonly paths: readonly string[];
  readonly bytes: number;
  readonly rejects: readonly Reject[];
}

const longestRaw = 1000;

let copies = 0;

export async function soundLines(files: readonly OfferedFile[], context: PrepareContext): Promise<SoundLines> {
  const paths: string[] = [];
  const rejects: Reject[] = [];
  let bytes = 0;
  for (const file of files) {
    copies += 1;
    const path = join(context.scratch, `lines-${copies}.jsonl`);
    bytes += await copySound(file, path, rejects, context.signal);
    paths.push(path);
  }
  return { paths, bytes, rejects };
}

async function copySound(file: OfferedFile, path: string, rejects: Reject[], signal: AbortSignal): Promise<number> {
  const out = createWriteStream(path);
  const lines = createInterface({
    input: Readable.from(decodedText(file, 'utf-8')),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let number = 0;
  for await (const line of lines) {
    signal.throwIfAborted();
    number += 1;
    if (line.trim() === '') continue;
    if (!isJson(line))
      rejects.push({
        ...{ file: file.name, line: number, column: null },
        ...{ reason: 'The line is no JSON', raw: line.slice(0, longestRaw) },
      });
    else if (!out.write(`${line}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
  return out.bytesWritten;
}

/** As the engine judges: with what Python writes for numbers that are none, without halves of characters. */
function isJson(line: string): boolean {
  const plain = line.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (token) =>
    token.startsWith('"') ? token : 'null',
  );
  try {
    const again = JSON.stringify(JSON.parse(plain));
    return !/\\ud[89a-f][0-9a-f]{2}/.test(again);
  } catch {
    return false;
  }
}

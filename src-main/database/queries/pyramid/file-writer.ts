import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { bytesOf, type Directory, DOUBLE, TAIL } from './layout.ts';
import type { LineWriter } from './line-writer.ts';

/** A file that there is under its own name only once it is whole. Only this user may read it. */
export class PyramidWriter {
  readonly #path: string;
  readonly #partial: string;
  readonly #file: number;
  readonly #most: number;
  #length = 0;
  #finished = false;

  /** `most`: bytes it may have. */
  constructor(path: string, most: number) {
    this.#path = path;
    this.#partial = `${path}.${process.pid}.partial`;
    this.#most = most;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    this.#file = openSync(this.#partial, 'w', 0o600);
  }

  append = (bytes: Uint8Array): number => {
    const offset = this.#length;
    if (offset + bytes.byteLength > this.#most) throw new TooLarge();
    let written = 0;
    while (written < bytes.byteLength) written += writeSync(this.#file, bytes, written, bytes.byteLength - written);
    this.#length += written;
    return offset;
  };

  finish(said: Omit<Directory, 'lines' | 'positive'>, lines: ReadonlyMap<string | null, LineWriter>): void {
    const finished = [...lines].map(([key, line]) => line.finish(key));
    const positive = [...lines.values()].every((line) => line.positive);
    const directory: Directory = { ...said, positive, lines: finished.map(({ line }) => line) };
    const text = padded(JSON.stringify(directory));
    const tables = finished.flatMap((each) => each.tables).map(bytesOf);
    const whole = Buffer.concat([text, ...tables]);
    const offset = this.append(whole);
    const tail = new Float64Array(TAIL);
    tail.set([offset, text.byteLength, whole.byteLength - text.byteLength, crc32(whole)]);
    this.append(bytesOf(tail));
    this.#finished = true;
    closeSync(this.#file);
    renameSync(this.#partial, this.#path);
  }

  /** Leaves nothing of what is not finished. */
  abandon(): void {
    if (this.#finished) return;
    closeSync(this.#file);
    rmSync(this.#partial, { force: true });
  }
}

/** It would take more room than there is for it. */
export class TooLarge extends Error {}

/** Text whose doubles behind it begin where doubles may begin. */
function padded(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  return Buffer.from(text + ' '.repeat((DOUBLE - (bytes % DOUBLE)) % DOUBLE));
}

import { open, stat } from 'node:fs/promises';
import { basename, dirname, relative } from 'node:path';
import { constants, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { naturally } from '#shared/model/naturally.ts';
import { fileFailure } from '../drivers/duckdb/failures.ts';
import { looksLikeParquet } from '../drivers/duckdb/magic.ts';
import { filesBelow } from './file-tree.ts';
import { inTurns } from './in-turns.ts';

/** Files that a person offers together: a file, several of one kind, or a folder with all that is below it. */
export interface Offer {
  /** The folder they are in, or the folder offered. */
  readonly root: string;
  readonly isFolder: boolean;
  /** In natural order (`episode-2` before `episode-10`). */
  readonly files: readonly OfferedFile[];
  /** Whether a folder holds more files than are looked at. */
  readonly more: boolean;
}

/** Beginnings that are kept of one offer, in bytes; with more, the oldest are forgotten and read again. */
const mostKept = 64 * 2 ** 20;

class KeptHeads {
  readonly #files: { readonly file: OfferedFile; readonly bytes: number }[] = [];
  #bytes = 0;

  add(file: OfferedFile, bytes: number): void {
    this.#files.push({ file, bytes });
    this.#bytes += bytes;
    while (this.#bytes > mostKept) {
      const oldest = this.#files.shift();
      this.#bytes -= oldest?.bytes ?? 0;
      oldest?.file.forget();
    }
  }
}

/** One file, whose beginning is read once however many importers ask. */
export class OfferedFile {
  readonly path: string;
  /** Relative to the offer's root, with `/`. */
  readonly name: string;
  readonly bytes: number;
  readonly #kept: KeptHeads;
  #head: Promise<Uint8Array> | undefined;
  #unpacked: Promise<Uint8Array> | undefined;
  #text: Promise<string> | undefined;
  #lines: Promise<readonly string[]> | undefined;

  constructor(path: string, root: string, bytes: number, kept = new KeptHeads()) {
    this.#kept = kept;
    this.path = path;
    this.name = relative(root, path).replaceAll('\\', '/');
    this.bytes = bytes;
  }

  /** The first 64 KB as they are. */
  head(): Promise<Uint8Array> {
    this.#head ??= readHead(this.path, this.bytes).then((head) => {
      this.#kept.add(this, head.length);
      return head;
    });
    return this.#head;
  }

  /** Frees what was read; it is read again when somebody asks. */
  forget(): void {
    this.#head = undefined;
    this.#unpacked = undefined;
    this.#text = undefined;
    this.#lines = undefined;
  }

  /** The first 64 KB of what the file holds: unpacked when it is gzip or zstd. */
  content(): Promise<Uint8Array> {
    this.#unpacked ??= this.head().then(unpackedHead);
    return this.#unpacked;
  }

  /** The beginning as text; bytes that are no UTF-8 become U+FFFD. UTF-16 by its mark. Empty for parquet. */
  text(): Promise<string> {
    this.#text ??= this.content().then((bytes) => (looksLikeParquet(bytes) ? '' : decoded(bytes)));
    return this.#text;
  }

  /** The first lines of text, without the last when it is cut off. */
  async lines(most = 20): Promise<readonly string[]> {
    this.#lines ??= this.#wholeLines();
    return (await this.#lines).slice(0, most);
  }

  async #wholeLines(): Promise<readonly string[]> {
    const lines = (await this.text()).split(/\r\n|\n|\r/);
    const whole = (await this.content()).length < headBytes ? lines : lines.slice(0, -1);
    return whole.at(-1) === '' ? whole.slice(0, -1) : whole;
  }
}

function decoded(bytes: Uint8Array): string {
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : null;
  const label = mark ?? (bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8');
  return new TextDecoder(label).decode(bytes, { stream: true });
}

export const headBytes = 65_536;

/** A file of no size may still hold something: a pipe. */
async function readHead(path: string, bytes: number): Promise<Uint8Array> {
  const most = bytes === 0 ? headBytes : Math.min(bytes, headBytes);
  try {
    await using file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafeSlow(most), 0, most, 0);
    return buffer.subarray(0, bytesRead);
  } catch (thrown) {
    throw fileFailure(thrown);
  }
}

export type Packing = 'none' | 'gzip' | 'zstd';

export function packingOf(head: Uint8Array): Packing {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd ? 'zstd' : 'none';
}

/** What is cut off at the end is no error here. */
function unpackedHead(head: Uint8Array): Uint8Array {
  const packing = packingOf(head);
  if (packing === 'none') return head;
  try {
    const all =
      packing === 'gzip'
        ? gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH })
        : zstdDecompressSync(head, { finishFlush: constants.ZSTD_e_flush });
    return all.subarray(0, headBytes);
  } catch (thrown) {
    throw fileFailure(thrown);
  }
}

/** What paths a person named stand for. Throws a `Failure` for what is not there or may not be read. */
export async function offerOf(paths: readonly string[]): Promise<Offer> {
  try {
    const [first = ''] = paths;
    if (paths.length === 1 && (await stat(first)).isDirectory()) return await folderOffer(first);
    const root = commonFolder(paths);
    const kept = new KeptHeads();
    const files = [
      ...(await inTurns(paths, 32, async (path) => new OfferedFile(path, root, (await stat(path)).size, kept))),
    ];
    return { root, isFolder: false, files: files.sort((a, b) => naturally(a.name, b.name)), more: false };
  } catch (thrown) {
    throw fileFailure(thrown);
  }
}

async function folderOffer(root: string): Promise<Offer> {
  const { files, more } = await filesBelow(root);
  const kept = new KeptHeads();
  return {
    root,
    isFolder: true,
    files: files.map(({ path, bytes }) => new OfferedFile(path, root, bytes, kept)),
    more,
  };
}

function commonFolder(paths: readonly string[]): string {
  const [first = '', ...rest] = paths.map((path) => dirname(path));
  let folder = first;
  for (const each of rest) while (each !== folder && relative(folder, each).startsWith('..')) folder = dirname(folder);
  return folder;
}

export function titleOf(offer: Offer): string {
  const [file] = offer.files;
  return offer.isFolder || file === undefined || offer.files.length > 1 ? basename(offer.root) : basename(file.path);
}

/** Folders that files are sent into: of a sending, and of the server around it. Nobody named them. */
const nameless = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+-[A-Za-z0-9]{6})$/;

/** `null` for a folder whose name says nothing to a person. */
export function folderName(path: string): string | null {
  const name = basename(path);
  return name === '' || nameless.test(name) ? null : name;
}

/** What files are called together: as their folder, else what their names begin with, else as the first of them. */
export function groupName({ root, files }: Offer): string {
  const folder = folderName(root);
  if (folder !== null) return folder;
  const [first = '', ...rest] = files.map(({ name }) => basename(name).replace(/\.[^.]+$/, ''));
  if (rest.length === 0) return first;
  let shared = first;
  for (const each of rest) while (!each.startsWith(shared)) shared = shared.slice(0, -1);
  return shared.replace(/[^\p{L}]+$/u, '') || `${first} and ${rest.length} more`;
}

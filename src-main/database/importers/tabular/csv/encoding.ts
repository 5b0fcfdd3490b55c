import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { Failure } from '#shared/model/failure.ts';
import { looksLikeParquet } from '../../../drivers/duckdb/magic.ts';
import { type OfferedFile, type Packing, packingOf } from '../../offer.ts';
import { fileBytes } from '../../run/file-bytes.ts';

/** Encodings that people choose from; any other name that the platform decodes works too. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-15',
  'windows-1251',
  'shift_jis',
  'euc-jp',
  'gb18030',
  'big5',
  'euc-kr',
] as const;

export interface Encoding {
  readonly label: string;
  /** Whether the bytes themselves say so: a mark, or valid UTF-8. */
  readonly certain: boolean;
}

/** The encoding of the beginning of a text; `null` for bytes that are no text. */
export function encodingOf(head: Uint8Array): Encoding | null {
  if (looksLikeParquet(head)) return null;
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { label: 'utf-8', certain: true };
  if (startsWith(head, [0xff, 0xfe])) return { label: 'utf-16le', certain: true };
  if (startsWith(head, [0xfe, 0xff])) return { label: 'utf-16be', certain: true };
  const { even, odd } = zeros(head);
  const wide = withoutMark(even, odd, head.length / 2);
  if (wide !== null) return { label: wide, certain: false };
  if (even + odd > head.length / 200) return null;
  if (decodes(head, 'utf-8')) return { label: 'utf-8', certain: true };
  return controlKinds(head) > 3 ? null : { label: likeliest(head), certain: false };
}

/** How many different control characters there are that texts do not have; a file may use one or another to delimit. */
function controlKinds(head: Uint8Array): number {
  const isControl = (byte: number) => byte < 0x20 && (byte < 0x09 || byte > 0x0d);
  return new Set(head.filter(isControl)).size;
}

function startsWith(head: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => head[at] === byte);
}

/** UTF-16 of mostly Latin text has a zero in every second byte. */
function withoutMark(even: number, odd: number, half: number): string | null {
  if (half < 2) return null;
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le';
  return even > half * 0.4 && odd < half * 0.05 ? 'utf-16be' : null;
}

/** How many bytes in even and in odd places are zero. */
function zeros(head: Uint8Array): { readonly even: number; readonly odd: number } {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < head.length; at++) if (head[at] === 0) at % 2 === 0 ? even++ : odd++;
  return { even, odd };
}

/** Whether bytes are text of an encoding; the last character may be cut off. */
function decodes(head: Uint8Array, label: string): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Two-byte encodings leave traces that one-byte text hardly has; without them it is Western text. */
function likeliest(head: Uint8Array): string {
  for (const label of ['shift_jis', 'euc-jp', 'gb18030', 'euc-kr', 'big5']) {
    if (!decodes(head, label)) continue;
    const text = new TextDecoder(label).decode(head, { stream: true });
    const high = head.reduce((count, byte) => (byte > 127 ? count + 1 : count), 0);
    const letters =
      text.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Hangul}]/gu)?.length ?? 0;
    const halfWidth = text.match(/[\uff61-\uff9f]/g)?.length ?? 0;
    if (letters - halfWidth > 3 && (letters - halfWidth) * 2 > high * 0.8) return label;
  }
  return 'windows-1252';
}

interface Piece {
  /** Gone with the next. */
  readonly piece: Uint8Array;
  /** How many bytes of the file have been read by then. */
  readonly read: number;
}

/** A file's bytes, unpacked, in pieces. */
export async function* unpackedPieces(file: OfferedFile): AsyncGenerator<Piece> {
  try {
    const packing = packingOf(await file.head());
    yield* packing === 'none' ? plainPieces(file.path) : unpacked(file.path, packing);
  } catch (thrown) {
    throw readFailure(file, thrown);
  }
}

async function* plainPieces(path: string): AsyncGenerator<Piece> {
  let read = 0;
  for await (const piece of fileBytes(path)) {
    read += piece.length;
    yield { piece, read };
  }
}

async function* unpacked(path: string, packing: Exclude<Packing, 'none'>): AsyncGenerator<Piece> {
  const source = createReadStream(path, { highWaterMark: 2 ** 18 });
  const unpack = packing === 'gzip' ? createGunzip() : createZstdDecompress();
  source.on('error', (error) => unpack.destroy(error));
  for await (const piece of source.pipe(unpack)) yield { piece, read: source.bytesRead };
}

/** A file's text in pieces, decoded; bytes that are none of the encoding become U+FFFD. */
export async function* decodedText(file: OfferedFile, label: string): AsyncGenerator<string> {
  const decoder = decoderOf(label);
  for await (const { piece } of unpackedPieces(file)) {
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

export function decoderOf(label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label);
  } catch (thrown) {
    throw new Failure(
      'BAD_INPUT',
      `“${label}” is no encoding that Starling knows. Try one of: ${encodings.join(', ')}`,
      {
        cause: thrown,
      },
    );
  }
}

function readFailure(file: OfferedFile, thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new Failure('FILE_CORRUPT', `${file.name} cannot be read to its end. Get a fresh copy.`, {
    detail,
    cause: thrown,
  });
}

/** A copy in UTF-8 for an engine that reads nothing else. */
export async function utf8Copy(file: OfferedFile, label: string, scratch: string, name: string): Promise<string> {
  const copy = join(scratch, name);
  await pipeline(decodedText(file, label), createWriteStream(copy));
  return copy;
}

import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { constants, gunzipSync, zstdDecompressSync } from 'node:zlib';
import { Failure } from '#shared/model/failure.ts';
import { looksLikeParquet } from './magic.ts';

export type FileKind = 'parquet' | 'csv' | 'json';
export type Encoding = 'utf-8' | 'utf-16' | 'latin-1';

/** What a data file is, by its content, and its beginning as text (empty for parquet). */
export interface FileFormat {
  readonly kind: FileKind;
  readonly compression: 'none' | 'gzip' | 'zstd';
  readonly encoding: Encoding;
  readonly head: string;
}

const headBytes = 65_536;

/** The format of a data file, or `null` for anything else. Its name only tells CSV from JSON where both are possible. */
export async function formatOf(path: string): Promise<FileFormat | null> {
  const packed = await headOf(path);
  if (looksLikeParquet(packed)) return { kind: 'parquet', compression: 'none', encoding: 'utf-8', head: '' };
  const compression = compressionOf(packed);
  const bytes = unpacked(packed, compression);
  const encoding = encodingOf(bytes);
  if (encoding === null) return null;
  const head = decoded(bytes, encoding);
  return { kind: kindOf(basename(path), head), compression, encoding, head };
}

/** Why a file without a format cannot be opened, and what to do. */
export async function unknownFormat(path: string): Promise<Failure> {
  const compression = compressionOf(await headOf(path));
  return new Failure(
    'NOT_A_DATABASE',
    compression === 'none'
      ? 'The file is no parquet, CSV or JSON file. Choose another file.'
      : `The file is packed (${compression}), and what it holds is no CSV or JSON. Unpack it, and open what comes out.`,
  );
}

async function headOf(path: string): Promise<Buffer> {
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return buffer.subarray(0, bytesRead);
}

function compressionOf(head: Buffer): FileFormat['compression'] {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return head.length >= 4 && head.readUInt32LE() === 0xfd2fb528 ? 'zstd' : 'none';
}

/** The beginning of what a packed file holds; what is cut off at the end is no error. */
function unpacked(head: Buffer, compression: FileFormat['compression']): Buffer {
  if (compression === 'none') return head;
  const all =
    compression === 'gzip'
      ? gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH })
      : zstdDecompressSync(head, { finishFlush: constants.ZSTD_e_flush });
  return all.subarray(0, headBytes);
}

/** `null` for bytes that are no text. */
function encodingOf(bytes: Buffer): Encoding | null {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return 'utf-16';
  const zeros = bytes.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0);
  if (zeros > bytes.length / 100) return null;
  return isUtf8(bytes) ? 'utf-8' : 'latin-1';
}

function isUtf8(bytes: Buffer): boolean {
  const whole = bytes.length < headBytes ? bytes : bytes.subarray(0, headBytes - 4);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    decoder.decode(whole, { stream: whole !== bytes });
    return true;
  } catch {
    return false;
  }
}

function decoded(bytes: Buffer, encoding: Encoding): string {
  if (encoding === 'latin-1') return bytes.toString('latin1');
  return new TextDecoder(encoding === 'utf-16' && bytes[0] === 0xfe ? 'utf-16be' : encoding).decode(bytes);
}

function kindOf(name: string, head: string): FileKind {
  if (/\.(csv|tsv)(\.|$)/i.test(name)) return 'csv';
  if (/\.(json|jsonl|ndjson)(\.|$)/i.test(name)) return 'json';
  return /^\s*[[{]/.test(head) ? 'json' : 'csv';
}

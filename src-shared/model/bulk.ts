/**
 * Columns of numbers as one binary message: bulk data travels as a Blob, because JSON is forty times slower and the
 * transport's own codec turns typed arrays into objects.
 *
 * Layout: u32 header length (little endian), JSON header, padding to 8 bytes, then each column's bytes padded to 8.
 */
export type NumberColumn = Float64Array | Int32Array;

export interface BulkColumns {
  readonly [name: string]: NumberColumn;
}

/** What we need of a Blob, on both sides. */
export interface Bytes {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

interface Header {
  readonly columns: readonly { readonly name: string; readonly type: 'f64' | 'i32'; readonly length: number }[];
}

const pad = (bytes: number): number => Math.ceil(bytes / 8) * 8;

export function packColumns(columns: BulkColumns): ArrayBuffer {
  const entries = Object.entries(columns);
  const header: Header = {
    columns: entries.map(([name, data]) => ({
      name,
      type: data instanceof Int32Array ? 'i32' : 'f64',
      length: data.length,
    })),
  };
  const text = encodeUtf8(JSON.stringify(header));
  const start = pad(4 + text.length);
  const total = entries.reduce((sum, [, data]) => sum + pad(data.byteLength), start);
  const buffer = new ArrayBuffer(total);
  const bytes = new Uint8Array(buffer);
  new DataView(buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = start;
  for (const [, data] of entries) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += pad(data.byteLength);
  }
  return buffer;
}

export function unpackColumns(buffer: ArrayBuffer): BulkColumns {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(decodeUtf8(new Uint8Array(buffer, 4, length))) as Header;
  const columns: Record<string, NumberColumn> = {};
  let at = pad(4 + length);
  for (const { name, type, length: count } of header.columns) {
    columns[name] = type === 'i32' ? new Int32Array(buffer, at, count) : new Float64Array(buffer, at, count);
    at += pad(count * (type === 'i32' ? 4 : 8));
  }
  return columns;
}

/** Column names are ASCII-escaped by JSON, so one byte per character is enough; no host's TextEncoder is needed. */
function encodeUtf8(json: string): Uint8Array {
  const ascii = json.replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Uint8Array.from(ascii, (character) => character.charCodeAt(0));
}

function decodeUtf8(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

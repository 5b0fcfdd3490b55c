import { crc32c } from './crc32c.ts';

export type TfRecord =
  | { readonly kind: 'record'; readonly bytes: Uint8Array }
  /** A record whose check sum does not fit; `at` is its first byte. Where its length is damaged, nothing can be read behind it. */
  | { readonly kind: 'damaged'; readonly at: number; readonly last: boolean }
  /** Half a record at the end: the program is still writing, or was killed. */
  | { readonly kind: 'half'; readonly at: number };

/**
 * The records of a file: length (8 bytes), its masked CRC-32C, the bytes, theirs.
 * Layout: tensorflow/tsl/lib/io/record_writer.cc, tensorboard's tf_record.rs.
 */
export function* tfRecords(bytes: Uint8Array): Generator<TfRecord> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    if (at + 12 > bytes.length) return yield { kind: 'half', at };
    if (masked(bytes.subarray(at, at + 8)) !== view.getUint32(at + 8, true))
      return yield { kind: 'damaged', at, last: true };
    const length = Number(view.getBigUint64(at, true));
    const end = at + 12 + length + 4;
    if (end > bytes.length) return yield { kind: 'half', at };
    const content = bytes.subarray(at + 12, end - 4);
    if (masked(content) === view.getUint32(end - 4, true)) yield { kind: 'record', bytes: content };
    else yield { kind: 'damaged', at, last: false };
    at = end;
  }
}

/** Whether a file begins with a record that holds together. */
export function beginsWithRecord(head: Uint8Array): boolean {
  const [first] = tfRecords(head);
  return first?.kind === 'record';
}

function masked(bytes: Uint8Array): number {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}

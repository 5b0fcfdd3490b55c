import { Failure } from '#shared/model/failure.ts';

/** Reads bytes from the front, little-endian. Throws FILE_CORRUPT at the end of the bytes. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    // A Buffer's slices are no copies.
    this.#bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get at(): number {
    return this.#at;
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  i32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  /** A length of eight bytes; one that no file can have is damage. */
  u64(): number {
    const value = this.#view.getBigUint64(this.#advance(8), true);
    if (value > BigInt(this.#bytes.length)) throw cutOff();
    return Number(value);
  }

  /** Big-endian, as pickle writes doubles. */
  f64(): number {
    return this.#view.getFloat64(this.#advance(8), false);
  }

  /** Bytes of the file itself, not a copy. */
  bytes(length: number): Uint8Array {
    const from = this.#advance(length);
    return this.#bytes.subarray(from, from + length);
  }

  /** The text up to the next line feed, which is passed over. A character per byte, as older pickles mean it. */
  line(): string {
    const end = this.#bytes.indexOf(10, this.#at);
    if (end < 0) throw cutOff();
    const line = this.bytes(end - this.#at);
    this.#at += 1;
    return Buffer.from(line).toString('latin1');
  }

  #advance(length: number): number {
    const from = this.#at;
    if (length < 0 || from + length > this.#bytes.length) throw cutOff();
    this.#at = from + length;
    return from;
  }
}

/** Python keeps lone surrogates as three bytes each, which no UTF-8 has; they become U+FFFD. */
export function utf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function cutOff(): Failure {
  return new Failure('FILE_CORRUPT', 'The pickle in this file is cut off or damaged: copy the file again');
}

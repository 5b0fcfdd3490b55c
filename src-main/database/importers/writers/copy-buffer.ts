/** Bytes on their way into a COPY, big endian; grows with what is written. */
export class CopyBuffer {
  #bytes: Buffer;
  #view: DataView;
  length = 0;

  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafeSlow(size);
    this.#view = new DataView(this.#bytes.buffer);
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.length++] = value;
  }

  int16(value: number): void {
    this.#room(2);
    this.#view.setInt16(this.length, value);
    this.length += 2;
  }

  int32(value: number): void {
    this.#room(4);
    this.#view.setInt32(this.length, value);
    this.length += 4;
  }

  int64(value: bigint): void {
    this.#room(8);
    this.#view.setBigInt64(this.length, value);
    this.length += 8;
  }

  float32(value: number): void {
    this.#room(4);
    this.#view.setFloat32(this.length, value);
    this.length += 4;
  }

  float64(value: number): void {
    this.#room(8);
    this.#view.setFloat64(this.length, value);
    this.length += 8;
  }

  bytes(value: Uint8Array): void {
    this.#room(value.length);
    this.#bytes.set(value, this.length);
    this.length += value.length;
  }

  /** UTF-8 behind its length in bytes; short ASCII, which most values are, is written directly. */
  sizedText(value: string): void {
    const start = this.length;
    this.#room(4 + value.length * 3);
    this.length += 4;
    this.text(value);
    this.#view.setInt32(start, this.length - start - 4);
  }

  text(value: string): void {
    const { length } = value;
    this.#room(length * 3);
    const bytes = this.#bytes;
    let at = this.length;
    if (length <= 40) {
      let index = 0;
      for (; index < length; index++) {
        const code = value.charCodeAt(index);
        if (code > 127) break;
        bytes[at++] = code;
      }
      if (index === length) {
        this.length = at;
        return;
      }
    }
    this.length += bytes.write(value, this.length, 'utf8');
  }

  /** Everything so far; the buffer starts anew. */
  take(): Buffer {
    const taken = Buffer.from(this.#bytes.subarray(0, this.length));
    this.length = 0;
    return taken;
  }

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.#bytes.length * 2, this.length + more));
    this.#bytes.copy(larger, 0, 0, this.length);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

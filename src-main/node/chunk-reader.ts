import { Failure } from '#shared/model/failure.ts';

/** Bytes that come in chunks, read in pieces whose sizes are told by what came before. Holds one chunk. */
export class ChunkReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array();

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** So many bytes; `null` at the end. Throws BAD_INPUT where there are fewer. */
  async take(count: number): Promise<Uint8Array | null> {
    const parts: Uint8Array[] = [];
    let missing = count;
    while (missing > 0) {
      const part = await this.#next(missing);
      if (part === null && parts.length === 0) return null;
      if (part === null) throw cutOff();
      parts.push(part);
      missing -= part.length;
    }
    return parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts);
  }

  /** So many bytes as they come. Throws BAD_INPUT where there are fewer. */
  async *pass(count: number): AsyncGenerator<Uint8Array> {
    let missing = count;
    while (missing > 0) {
      const part = await this.#next(missing);
      if (part === null) throw cutOff();
      missing -= part.length;
      yield part;
    }
  }

  /** Reads away what is left. */
  async drain(): Promise<void> {
    while ((await this.#next(Number.POSITIVE_INFINITY)) !== null);
  }

  async #next(most: number): Promise<Uint8Array | null> {
    while (this.#rest.length === 0) {
      const { value, done } = await this.#chunks.next();
      if (done) return null;
      this.#rest = value;
    }
    const part = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }
}

function cutOff(): Failure {
  return new Failure('BAD_INPUT', 'What was sent ends in the middle of a file');
}

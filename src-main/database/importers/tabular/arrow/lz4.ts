import { Failure } from '#shared/model/failure.ts';

const magic = 0x184d_2204;
/** More than this is no part of a file that anybody wrote on purpose. */
const mostBytes = 2 ** 31;

/**
 * Unpacks one frame of LZ4. Layout: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md and lz4_Block_format.md.
 * Blocks may refer to those before them; checksums are skipped, as most readers do.
 */
export function unpackLz4(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (view.getUint32(0, true) !== magic) throw damaged();
    const flags = view.getUint8(4);
    const hasSize = (flags & 8) !== 0;
    let at = 7 + (hasSize ? 8 : 0) + (flags & 1 ? 4 : 0);
    const out = new Output(hasSize ? Number(view.getBigUint64(6, true)) : bytes.length * 4);
    for (;;) {
      const word = view.getUint32(at, true);
      at += 4;
      if (word === 0) return out.taken();
      const size = word & 0x7fff_ffff;
      if (at + size > bytes.length) throw damaged();
      const block = bytes.subarray(at, at + size);
      if (word >>> 31 === 1) out.literals(block);
      else unpackBlock(block, out);
      at += size + (flags & 16 ? 4 : 0);
    }
  } catch (thrown) {
    throw thrown instanceof Failure ? thrown : damaged();
  }
}

function unpackBlock(block: Uint8Array, out: Output): void {
  let at = 0;
  const length = (short: number): number => {
    let sum = short;
    let more = short === 15 ? 255 : 0;
    while (more === 255) {
      if (at >= block.length) throw damaged();
      more = block[at++] as number;
      sum += more;
    }
    return sum;
  };
  while (at < block.length) {
    const token = block[at++] as number;
    const literals = length(token >>> 4);
    if (at + literals > block.length) throw damaged();
    out.literals(block.subarray(at, at + literals));
    at += literals;
    if (at === block.length) return;
    if (at + 2 > block.length) throw damaged();
    const back = (block[at] as number) | ((block[at + 1] as number) << 8);
    at += 2;
    out.repeat(back, length(token & 15) + 4);
  }
}

/** What was unpacked so far; grows. */
class Output {
  #bytes: Uint8Array;
  #length = 0;

  constructor(size: number) {
    if (size > mostBytes) throw damaged();
    this.#bytes = new Uint8Array(size);
  }

  literals(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Bytes from `back` before the end, which may overlap what is written. */
  repeat(back: number, count: number): void {
    if (back === 0 || back > this.#length) throw damaged();
    this.#room(count);
    const bytes = this.#bytes;
    let to = this.#length;
    this.#length += count;
    if (back >= count) bytes.copyWithin(to, to - back, to - back + count);
    else for (; to < this.#length; to++) bytes[to] = bytes[to - back] as number;
  }

  taken(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #room(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    if (needed > mostBytes) throw damaged();
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.taken());
    this.#bytes = larger;
  }
}

function damaged(): Failure {
  return new Failure('FILE_CORRUPT', 'A packed part of the Arrow file is damaged. Get a fresh copy.');
}

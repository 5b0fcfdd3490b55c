/** Elements of Matroska (RFC 9559), by their ids as they stand in a file. */
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const DURATION = 0x4489;

interface Element {
  readonly id: number;
  /** Where its size stands, and where its content begins. */
  readonly size: number;
  readonly content: number;
  /** Where the next one begins; infinite where the size is not known. */
  readonly end: number;
}

/**
 * A WebM as the browser recorded it, which says nothing of how long it is, with its length: without one, players show neither
 * how far they are nor go anywhere. What is no such film, or says its length, comes back as it is.
 */
export function withDuration(film: Uint8Array<ArrayBuffer>, milliseconds: number): Uint8Array<ArrayBuffer> {
  const segment = childrenOf(film, 0, film.length).find(({ id }) => id === SEGMENT);
  if (segment === undefined) return film;
  const info = childrenOf(film, segment.content, Math.min(segment.end, film.length)).find(({ id }) => id === INFO);
  if (info === undefined || info.end > film.length || Number.isFinite(segment.end)) return film;
  if (childrenOf(film, info.content, info.end).some(({ id }) => id === DURATION)) return film;
  const duration = new Uint8Array(11);
  duration.set([DURATION >> 8, DURATION & 0xff, 0x88]);
  // In ticks of the time stamps, which are milliseconds wherever nothing else is said, as browsers leave it.
  new DataView(duration.buffer).setFloat64(3, milliseconds);
  const content = info.end - info.content + duration.length;
  // A size of eight bytes holds any length.
  const size = new Uint8Array(8);
  new DataView(size.buffer).setBigUint64(0, (1n << 56n) | BigInt(content));
  return concat([
    film.subarray(0, info.size),
    size,
    film.subarray(info.content, info.end),
    duration,
    film.subarray(info.end),
  ]);
}

/** The elements from one place to another, until one whose end is not known. */
function childrenOf(bytes: Uint8Array, from: number, to: number): readonly Element[] {
  const found: Element[] = [];
  for (let at = from; at < to; ) {
    const idLength = lengthAt(bytes, at);
    const size = at + idLength;
    const sizeLength = lengthAt(bytes, size);
    if (idLength > 4 || sizeLength > 8 || size + sizeLength > to) return found;
    const content = size + sizeLength;
    const value = numberAt(bytes, size, sizeLength) - 2 ** (7 * sizeLength);
    const end = value === 2 ** (7 * sizeLength) - 1 ? Number.POSITIVE_INFINITY : content + value;
    found.push({ id: numberAt(bytes, at, idLength), size, content, end });
    at = end;
  }
  return found;
}

/** How many bytes a number takes, which its leading zeros say. */
const lengthAt = (bytes: Uint8Array, at: number): number => Math.clz32(bytes[at] ?? 0) - 23;

const numberAt = (bytes: Uint8Array, at: number, length: number): number =>
  bytes.subarray(at, at + length).reduce((number, byte) => number * 256 + byte, 0);

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

import { crc32 } from 'node:zlib';
import { COLUMN, LineReducer, type PixelGrid, type Point, pixelOf } from '#shared/model/m4.ts';
import {
  BLOCK,
  bytesOf,
  CHUNK,
  CHUNK_ENTRY,
  Damaged,
  type DirectoryLine,
  DOUBLE,
  firstWhere,
  HEAD,
  HEAD_ENTRY,
  type Place,
  XS,
} from './layout.ts';

/** The x and y of some points, one after the other. */
interface Numbers {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Points from one position to another, the second not included. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** With fewer points of a pixel column than this, all of them are read: they lie together. */
const FEW_IN_COLUMN = 4 * BLOCK;

/** Where in a column's eight numbers the x of its last point is, and in a chunk's entry its points. */
const LAST_X = 2;
const POINTS = 3;

/** The points of one line. */
export class PointsReader {
  readonly #place: Place;
  readonly #count: number;
  readonly #chunks: Float64Array;
  readonly #head: Float64Array;

  constructor(place: Place, { points }: Pick<DirectoryLine, 'points'>, chunks: Float64Array) {
    this.#place = place;
    this.#count = points;
    this.#chunks = chunks;
    this.#head = place.room.subarray(0, HEAD);
  }

  between(from: number, to: number): Stretch {
    return { start: this.#countTo((x) => x >= from), end: this.#countTo((x) => x > to) };
  }

  /** Reduces a stretch that lies inside the grid. */
  reduce(grid: PixelGrid, stretch: Stretch): LineReducer {
    const count = stretch.end - stretch.start;
    const all = count < FEW_IN_COLUMN * grid.pixels;
    const reducer = new LineReducer(grid, !all);
    for (let chunk = Math.floor(stretch.start / CHUNK); chunk * CHUNK < stretch.end; chunk++) {
      const at = chunk * CHUNK_ENTRY + POINTS;
      const part = partOf(stretch, chunk * CHUNK, this.#pointsOf(chunk));
      if (all) this.#addAll(reducer, chunk, part);
      else if (part.whole && isOneColumn(grid, this.#chunks, at)) addColumn(reducer, this.#chunks, at);
      else this.#addBlocks(reducer, grid, chunk, part);
    }
    return reducer;
  }

  /** The last of the points before a position: of several at one x the highest. */
  before(position: number): Point | null {
    if (position <= 0) return null;
    const x = this.#xAt(position - 1);
    return this.#reduceAt(x, { start: this.#countTo((each) => each >= x), end: position }).at(-1) ?? null;
  }

  /** The first of the points from a position on: of several at one x the lowest. */
  after(position: number): Point | null {
    if (position >= this.#count) return null;
    const x = this.#xAt(position);
    return this.#reduceAt(x, { start: position, end: this.#countTo((each) => each > x) })[0] ?? null;
  }

  #reduceAt(x: number, stretch: Stretch): readonly Point[] {
    return this.reduce({ from: x, to: x, pixels: 1 }, stretch).finish().points;
  }

  /** All points of a part of a chunk. */
  #addAll(reducer: LineReducer, chunk: number, part: Part): void {
    this.#readHead(chunk);
    const start = Math.floor(part.start / BLOCK);
    const points = this.#readBlocks(chunk, { start, end: Math.ceil(part.end / BLOCK) });
    addPoints(reducer, points, { start: part.start - start * BLOCK, end: part.end - start * BLOCK });
  }

  /** Of blocks that lie in one pixel column only the points that tell. */
  #addBlocks(reducer: LineReducer, grid: PixelGrid, chunk: number, part: Part): void {
    const head = this.#readHead(chunk);
    for (let block = Math.floor(part.start / BLOCK); block * BLOCK < part.end; block++) {
      const own = partOf(part, block * BLOCK, Math.min(BLOCK, this.#pointsOf(chunk) - block * BLOCK));
      if (own.whole && isOneColumn(grid, head, block * HEAD_ENTRY)) addColumn(reducer, head, block * HEAD_ENTRY);
      else addPoints(reducer, this.#readBlocks(chunk, { start: block, end: block + 1 }), own);
    }
  }

  /** How many points come before the first that lies beyond. */
  #countTo(beyond: (x: number) => boolean): number {
    const chunk = firstWhere(this.#chunks.length / CHUNK_ENTRY, (at) =>
      beyond(this.#chunks[at * CHUNK_ENTRY + POINTS + LAST_X]!),
    );
    if (chunk * CHUNK >= this.#count) return this.#count;
    const count = this.#pointsOf(chunk);
    const head = this.#readHead(chunk);
    const block = firstWhere(Math.ceil(count / BLOCK), (at) => beyond(head[at * HEAD_ENTRY + LAST_X]!));
    const { x } = this.#readBlocks(chunk, { start: block, end: block + 1 });
    const first = block * BLOCK;
    return chunk * CHUNK + first + firstWhere(Math.min(BLOCK, count - first), (at) => beyond(x[at]!));
  }

  #xAt(position: number): number {
    const chunk = Math.floor(position / CHUNK);
    const block = Math.floor((position % CHUNK) / BLOCK);
    this.#readHead(chunk);
    return this.#readBlocks(chunk, { start: block, end: block + 1 }).x[position % BLOCK]!;
  }

  #pointsOf(chunk: number): number {
    return Math.min(CHUNK, this.#count - chunk * CHUNK);
  }

  #readHead(chunk: number): Float64Array {
    this.#place.fill(this.#head, this.#offsetOf(chunk), this.#chunks[chunk * CHUNK_ENTRY + 1]!);
    return this.#head;
  }

  /** Blocks of the chunk whose head is read. */
  #readBlocks(chunk: number, { start, end }: Stretch): Numbers {
    const count = (end - start) * BLOCK;
    const [x, y] = [this.#place.room.subarray(XS, XS + count), this.#place.room.subarray(HEAD, HEAD + count)];
    this.#readChecked(y, chunk, { at: HEAD + start * BLOCK, checksum: start * HEAD_ENTRY + COLUMN });
    const step = this.#chunks[chunk * CHUNK_ENTRY + 2]!;
    if (Number.isNaN(step)) {
      this.#readChecked(x, chunk, { at: XS + start * BLOCK, checksum: start * HEAD_ENTRY + COLUMN + 1 });
      return { x, y };
    }
    const first = this.#chunks[chunk * CHUNK_ENTRY + POINTS]!;
    for (let at = 0; at < count; at++) x[at] = first + (start * BLOCK + at) * step;
    return { x, y };
  }

  /** Numbers of blocks one after the other, whose first checksum is there in the head. */
  #readChecked(
    into: Float64Array,
    chunk: number,
    { at, checksum }: { readonly at: number; readonly checksum: number },
  ): void {
    this.#place.fillUnchecked(into, this.#offsetOf(chunk) + at * DOUBLE);
    for (let block = 0; block * BLOCK < into.length; block++) {
      const own = into.subarray(block * BLOCK, (block + 1) * BLOCK);
      if (crc32(bytesOf(own)) !== this.#head[checksum + block * HEAD_ENTRY]!) throw new Damaged();
    }
  }

  #offsetOf(chunk: number): number {
    return this.#chunks[chunk * CHUNK_ENTRY]!;
  }
}

/** What a stretch has of a chunk or block, counted from its first point. */
interface Part extends Stretch {
  readonly whole: boolean;
}

function partOf({ start, end }: Stretch, first: number, count: number): Part {
  const part = { start: Math.max(0, start - first), end: Math.min(count, end - first) };
  return { ...part, whole: part.start === 0 && part.end === count };
}

/** Whether the first and the last point fall into one pixel column, and so all between them do. */
function isOneColumn(grid: PixelGrid, columns: Float64Array, at: number): boolean {
  return pixelOf(columns[at]!, grid) === pixelOf(columns[at + LAST_X]!, grid);
}

/** Of all points of a pixel column, these four are enough. */
function addColumn(reducer: LineReducer, columns: Float64Array, at: number): void {
  for (let point = at; point < at + COLUMN; point += 2) reducer.add(columns[point]!, columns[point + 1]!);
}

function addPoints(reducer: LineReducer, { x, y }: Numbers, { start, end }: Stretch): void {
  for (let at = start; at < end; at++) {
    at += reducer.addNext(x, y, at, end);
    if (at < end) reducer.add(x[at]!, y[at]!);
  }
}

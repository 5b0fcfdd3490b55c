import { crc32 } from 'node:zlib';
import { firstWhere } from '#shared/model/first-where.ts';
import { COLUMN, LineReducer, type PixelGrid, type Point, pixelOf } from '#shared/model/m4.ts';
import {
  BLOCK,
  bytesOf,
  CHUNK,
  CHUNK_ENTRY,
  Damaged,
  type DirectoryLine,
  DOUBLE,
  HEAD,
  HEAD_ENTRY,
  type Place,
  XS,
} from './layout.ts';

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
  readonly #y: Float64Array;
  readonly #x: Float64Array;

  constructor(place: Place, { points }: Pick<DirectoryLine, 'points'>, chunks: Float64Array) {
    this.#place = place;
    this.#count = points;
    this.#chunks = chunks;
    this.#head = place.room.subarray(0, HEAD);
    this.#y = place.room.subarray(HEAD, XS);
    this.#x = place.room.subarray(XS);
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
    const blocks = blocksOf(part);
    this.#readBlocks(chunk, blocks);
    for (let block = blocks.start; block < blocks.end; block++) this.#check(chunk, block);
    this.#addPoints(reducer, part);
  }

  /** Of blocks that lie in one pixel column only the points that tell; the others are read at once, with what is between. */
  #addBlocks(reducer: LineReducer, grid: PixelGrid, chunk: number, part: Part): void {
    const head = this.#readHead(chunk);
    const count = this.#pointsOf(chunk);
    const { start, end } = blocksOf(part);
    const isTold = (block: number) =>
      block * BLOCK >= part.start &&
      Math.min((block + 1) * BLOCK, count) <= part.end &&
      isOneColumn(grid, head, block * HEAD_ENTRY);
    let [first, last] = [start, end - 1];
    while (first <= last && isTold(first)) first++;
    while (last > first && isTold(last)) last--;
    if (first <= last) this.#readBlocks(chunk, { start: first, end: last + 1 });
    for (let block = start; block < end; block++) {
      if (isTold(block)) addColumn(reducer, head, block * HEAD_ENTRY);
      else {
        this.#check(chunk, block);
        const points = { start: block * BLOCK, end: (block + 1) * BLOCK };
        this.#addPoints(reducer, { start: Math.max(part.start, points.start), end: Math.min(part.end, points.end) });
      }
    }
  }

  /** Points of the chunk, counted from its first, whose blocks are read and checked. */
  #addPoints(reducer: LineReducer, { start, end }: Stretch): void {
    for (let at = start; at < end; at++) {
      at += reducer.addNext(this.#x, this.#y, at, end);
      if (at < end) reducer.add(this.#x[at]!, this.#y[at]!);
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
    const first = block * BLOCK;
    this.#readBlock(chunk, block);
    return chunk * CHUNK + first + firstWhere(Math.min(BLOCK, count - first), (at) => beyond(this.#x[first + at]!));
  }

  #xAt(position: number): number {
    const chunk = Math.floor(position / CHUNK);
    this.#readHead(chunk);
    this.#readBlock(chunk, Math.floor((position % CHUNK) / BLOCK));
    return this.#x[position % CHUNK]!;
  }

  #pointsOf(chunk: number): number {
    return Math.min(CHUNK, this.#count - chunk * CHUNK);
  }

  #readHead(chunk: number): Float64Array {
    this.#place.fill(this.#head, this.#offsetOf(chunk), this.#chunks[chunk * CHUNK_ENTRY + 1]!);
    return this.#head;
  }

  #readBlock(chunk: number, block: number): void {
    this.#readBlocks(chunk, { start: block, end: block + 1 });
    this.#check(chunk, block);
  }

  /** Blocks of the chunk whose head is read; nothing is to be made of them before they are checked. */
  #readBlocks(chunk: number, blocks: Stretch): void {
    const [start, end] = [blocks.start * BLOCK, blocks.end * BLOCK];
    const place = this.#offsetOf(chunk) + start * DOUBLE;
    this.#place.fillUnchecked(this.#y.subarray(start, end), place + HEAD * DOUBLE);
    if (Number.isNaN(this.#stepOf(chunk))) {
      this.#place.fillUnchecked(this.#x.subarray(start, end), place + XS * DOUBLE);
    }
  }

  /** That a block was read as it was written; x that are evenly spaced are computed. */
  #check(chunk: number, block: number): void {
    const [start, end] = [block * BLOCK, (block + 1) * BLOCK];
    const checksums = block * HEAD_ENTRY + COLUMN;
    if (crc32(bytesOf(this.#y.subarray(start, end))) !== this.#head[checksums]!) throw new Damaged();
    const step = this.#stepOf(chunk);
    if (Number.isNaN(step)) {
      if (crc32(bytesOf(this.#x.subarray(start, end))) !== this.#head[checksums + 1]!) throw new Damaged();
      return;
    }
    const first = this.#chunks[chunk * CHUNK_ENTRY + POINTS]!;
    for (let at = start; at < end; at++) this.#x[at] = first + at * step;
  }

  #stepOf(chunk: number): number {
    return this.#chunks[chunk * CHUNK_ENTRY + 2]!;
  }

  #offsetOf(chunk: number): number {
    return this.#chunks[chunk * CHUNK_ENTRY]!;
  }
}

/** What a stretch has of a chunk or block, counted from its first point. */
interface Part extends Stretch {
  readonly whole: boolean;
}

/** The blocks in which points of a chunk are. */
function blocksOf({ start, end }: Stretch): Stretch {
  return { start: Math.floor(start / BLOCK), end: Math.ceil(end / BLOCK) };
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

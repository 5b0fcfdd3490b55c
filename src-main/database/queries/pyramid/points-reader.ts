import { crc32 } from 'node:zlib';
import { COLUMN, LineReducer, type PixelGrid, type Point, pixelOf } from '#shared/model/m4.ts';
import {
  BLOCK,
  BLOCK_DOUBLES,
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
const POINTS = 2;

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
      if (!all && part.whole && isOneColumn(grid, this.#chunks, at)) addColumn(reducer, this.#chunks, at);
      else this.#addChunk(reducer, grid, { chunk, part, all });
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

  #addChunk(
    reducer: LineReducer,
    grid: PixelGrid,
    { chunk, part, all }: { readonly chunk: number; readonly part: Part; readonly all: boolean },
  ): void {
    const head = this.#readHead(chunk);
    const blocks = { start: Math.floor(part.start / BLOCK), end: Math.ceil(part.end / BLOCK) };
    const together = all ? this.#readBlocks(chunk, blocks) : null;
    for (let block = blocks.start; block < blocks.end; block++) {
      const own = partOf(part, block * BLOCK, Math.min(BLOCK, this.#pointsOf(chunk) - block * BLOCK));
      if (!all && own.whole && isOneColumn(grid, head, block * HEAD_ENTRY)) {
        addColumn(reducer, head, block * HEAD_ENTRY);
      } else {
        const at = (block - blocks.start) * BLOCK_DOUBLES;
        const numbers = together?.subarray(at, at + BLOCK_DOUBLES) ?? this.#readBlock(chunk, block);
        addPoints(reducer, numbers, own);
      }
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
    const numbers = this.#readBlock(chunk, block);
    return (
      chunk * CHUNK + block * BLOCK + firstWhere(Math.min(BLOCK, count - block * BLOCK), (at) => beyond(numbers[at]!))
    );
  }

  #xAt(position: number): number {
    const chunk = Math.floor(position / CHUNK);
    this.#readHead(chunk);
    return this.#readBlock(chunk, Math.floor((position % CHUNK) / BLOCK))[position % BLOCK]!;
  }

  #pointsOf(chunk: number): number {
    return Math.min(CHUNK, this.#count - chunk * CHUNK);
  }

  #readHead(chunk: number): Float64Array {
    this.#place.fill(this.#head, this.#offsetOf(chunk), this.#chunks[chunk * CHUNK_ENTRY + 1]!);
    return this.#head;
  }

  /** A block of the chunk whose head is read. */
  #readBlock(chunk: number, block: number): Float64Array {
    const into = this.#place.room.subarray(HEAD, HEAD + BLOCK_DOUBLES);
    this.#place.fill(into, this.#offsetOf(chunk) + (HEAD + block * BLOCK_DOUBLES) * DOUBLE, this.#checksumOf(block));
    return into;
  }

  #readBlocks(chunk: number, { start, end }: Stretch): Float64Array {
    const into = this.#place.room.subarray(HEAD, HEAD + (end - start) * BLOCK_DOUBLES);
    this.#place.fillUnchecked(into, this.#offsetOf(chunk) + (HEAD + start * BLOCK_DOUBLES) * DOUBLE);
    for (let block = start; block < end; block++) {
      const own = into.subarray((block - start) * BLOCK_DOUBLES, (block - start + 1) * BLOCK_DOUBLES);
      if (crc32(bytesOf(own)) !== this.#checksumOf(block)) throw new Damaged();
    }
    return into;
  }

  #checksumOf(block: number): number {
    return this.#head[block * HEAD_ENTRY + COLUMN]!;
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

function addPoints(reducer: LineReducer, block: Float64Array, { start, end }: Stretch): void {
  const [x, y] = [block.subarray(0, BLOCK), block.subarray(BLOCK)];
  for (let at = start; at < end; at++) {
    at += reducer.addNext(x, y, at, end);
    if (at < end) reducer.add(x[at]!, y[at]!);
  }
}

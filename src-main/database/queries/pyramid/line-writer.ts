import { crc32 } from 'node:zlib';
import { COLUMN, empty, emptyColumns, extend } from '#shared/model/m4.ts';
import { Growing } from './growing.ts';
import {
  BLOCK,
  bytesOf,
  CHUNK,
  CHUNK_DOUBLES,
  type DirectoryLine,
  DOUBLE,
  HEAD,
  HEAD_ENTRY,
  ODD,
  ODD_CHUNK,
  XS,
} from './layout.ts';

/** Puts bytes at the end of a file, and says where they are. */
export type Append = (bytes: Uint8Array) => number;

/** Writes one line, from its steps by ascending x. */
export class LineWriter {
  readonly #append: Append;
  readonly #log: boolean;
  readonly #chunk = new Float64Array(CHUNK_DOUBLES);
  readonly #xs = this.#chunk.subarray(XS);
  readonly #ys = this.#chunk.subarray(HEAD, XS);
  readonly #xBytes = blocksOf(this.#xs);
  readonly #yBytes = blocksOf(this.#ys);
  readonly #own = emptyColumns(1);
  readonly #whole = emptyColumns(1);
  readonly #chunks = new Growing();
  #points = 0;
  #rowsPerPoint = 1;
  #odd = new Float64Array();
  readonly #odds = new Growing();
  #oddCount = 0;
  readonly #sums = { rows: 0, finite: 0, below: 0 };
  positive = true;

  constructor(append: Append, log: boolean) {
    this.#append = append;
    this.#log = log;
  }

  /** Takes a step at a finite x; NaN and ±∞ are no value. */
  add(x: number, y: number, rows: number, finiteRows: number): void {
    const below = y <= 0 && y - y === 0;
    if (below) this.positive = false;
    if (y - y !== 0 || (below && this.#log)) {
      this.#addOdd(x, rows, finiteRows, below ? 1 : 0);
      return;
    }
    if (this.#points === 0) this.#rowsPerPoint = rows;
    const more = rows - this.#rowsPerPoint;
    const moreFinite = finiteRows - this.#rowsPerPoint;
    if (more !== 0 || moreFinite !== 0) this.#addOdd(x, more, moreFinite, 0);
    this.#addPoint(x, y);
  }

  /**
   * Takes rows from `start` on as long as they are points by ascending x, the first at `least` or more, and says how many: as
   * a rule all of them, at once.
   */
  addNext(x: Float64Array, y: Float64Array, { start, end, least }: RowsToTake): number {
    const floor = this.#log ? 0 : Number.NEGATIVE_INFINITY;
    const xs = this.#xs;
    const ys = this.#ys;
    let before = least;
    let row = start;
    let inChunk = this.#points % CHUNK;
    for (; row < end; row++) {
      const px = x[row]!;
      const py = y[row]!;
      if (!(px >= before && px < Number.POSITIVE_INFINITY && py > floor && py < Number.POSITIVE_INFINITY)) break;
      before = px;
      if (py <= 0) this.positive = false;
      xs[inChunk] = px;
      ys[inChunk] = py;
      inChunk += 1;
      if (inChunk < CHUNK) continue;
      this.#points += CHUNK - (this.#points % CHUNK);
      this.#flush();
      inChunk = 0;
    }
    this.#points += inChunk - (this.#points % CHUNK);
    return row - start;
  }

  /** Writes what is left; what the directory says of it as text and as doubles. */
  finish(key: string | null): { readonly line: DirectoryLine; readonly tables: readonly Float64Array[] } {
    if (this.#points % CHUNK > 0) this.#flush();
    if (this.#oddCount % ODD_CHUNK > 0) this.#flushOdd();
    return {
      line: { key, points: this.#points, rowsPerPoint: this.#rowsPerPoint, odd: this.#oddCount },
      tables: [this.#chunks.values, this.#odds.values],
    };
  }

  #addPoint(x: number, y: number): void {
    const inChunk = this.#points % CHUNK;
    this.#xs[inChunk] = x;
    this.#ys[inChunk] = y;
    this.#points += 1;
    if (inChunk === CHUNK - 1) this.#flush();
  }

  /** Makes few objects: what an engine streams is freed with the young ones, as long as these are looked through seldom. */
  #flush(): void {
    const count = ((this.#points - 1) % CHUNK) + 1;
    const blocks = Math.ceil(count / BLOCK);
    const chunk = this.#chunk;
    empty(this.#whole);
    for (let block = 0; block < blocks; block++) {
      const end = Math.min((block + 1) * BLOCK, count);
      empty(this.#own);
      for (let at = block * BLOCK; at < end; at++) extend(this.#own, 0, this.#xs[at]!, this.#ys[at]!);
      for (let point = 0; point < COLUMN; point += 2) extend(this.#whole, 0, this.#own[point]!, this.#own[point + 1]!);
      chunk.set(this.#own, block * HEAD_ENTRY);
      chunk[block * HEAD_ENTRY + COLUMN] = crc32(this.#yBytes[block]!);
      chunk[block * HEAD_ENTRY + COLUMN + 1] = crc32(this.#xBytes[block]!);
    }
    const step = evenStep(this.#xs, count);
    const end = Number.isNaN(step) ? XS + blocks * BLOCK : HEAD + blocks * BLOCK;
    const offset = this.#append(bytesOf(chunk.subarray(0, end)));
    this.#chunks.push(offset, crc32(bytesOf(chunk.subarray(0, HEAD))), step, ...this.#whole);
    chunk.fill(0);
  }

  #addOdd(x: number, rows: number, finite: number, below: number): void {
    const sums = this.#sums;
    sums.rows += rows;
    sums.finite += finite;
    sums.below += below;
    if (this.#odd.length === 0) this.#odd = new Float64Array(ODD_CHUNK * ODD);
    this.#odd.set([x, sums.rows, sums.finite, sums.below], (this.#oddCount % ODD_CHUNK) * ODD);
    this.#oddCount += 1;
    if (this.#oddCount % ODD_CHUNK === 0) this.#flushOdd();
  }

  #flushOdd(): void {
    const count = ((this.#oddCount - 1) % ODD_CHUNK) + 1;
    const used = this.#odd.subarray(0, count * ODD);
    const offset = this.#append(bytesOf(used));
    this.#odds.push(offset, crc32(bytesOf(used)), ...used.subarray(-ODD));
  }
}

export interface RowsToTake {
  readonly start: number;
  readonly end: number;
  readonly least: number;
}

function blocksOf(numbers: Float64Array): readonly Uint8Array[] {
  return Array.from({ length: BLOCK }, (_, block) => bytesOf(numbers.subarray(block * BLOCK, (block + 1) * BLOCK)));
}

/** How far x lie apart where a multiplication gives each of them to the last bit, else NaN. */
function evenStep(xs: Float64Array, count: number): number {
  const first = xs[0]!;
  const step = count > 1 ? xs[1]! - first : 0;
  for (let at = 0; at < count; at++) {
    if (!Object.is(first + at * step, xs[at])) return Number.NaN;
  }
  return step;
}

/** What a line holds in memory while it is written, in bytes. */
export const LINE_BYTES = CHUNK_DOUBLES * DOUBLE;

import { COLUMN } from '#shared/model/m4.ts';

/**
 * A pyramid's file: chunks of points, chunks of odd steps, the directory, and a tail. All numbers are doubles. Points are
 * those a chart draws, by ascending x. A block is 64 of them; a chunk is a head, the y of 64 blocks and, unless they are
 * evenly spaced, their x. The head has for each block its first, last, lowest and highest point (as `#shared/model/m4.ts`
 * reduces a pixel column) and the checksums of its y and x; the directory has the same for each chunk.
 */
export const FORMAT = 'starling-pyramid-1';

/** Points of a block, and blocks of a chunk. */
export const BLOCK = 64;
export const CHUNK = BLOCK * BLOCK;

/** In a head, the points of a block and its checksums. */
export const HEAD_ENTRY = COLUMN + 2;
/** In doubles: a head, and where in a chunk the x begin. */
export const HEAD = BLOCK * HEAD_ENTRY;
export const XS = HEAD + CHUNK;
export const CHUNK_DOUBLES = XS + CHUNK;
export const DOUBLE = 8;

/**
 * In the directory, of a chunk of points: where it is, the checksum of its head, how far one x is from the next (NaN where
 * they are not evenly spaced), and its points.
 */
export const CHUNK_ENTRY = 3 + COLUMN;

/**
 * What steps add to the counts beyond what every point stands for, by ascending x: x, and rows, finite rows and steps that a
 * logarithmic axis does not show, each summed up to there.
 */
export const ODD = 4;
export const ODD_CHUNK = 1024;
/** In the directory, of a chunk of these: where it is, its checksum, and its last entry. */
export const ODD_ENTRY = 2 + ODD;

/** Where the directory begins, how long its two parts are (text, then doubles), and their checksum. */
export const TAIL = 4;

/** What the directory says as text. */
export interface Directory {
  readonly format: string;
  /** The data it was made of (see `pyramids.ts`). */
  readonly version: string;
  /** What they reach in x, and how many rows they have where that is known. */
  readonly from: number;
  readonly to: number;
  readonly rows: number | null;
  /** Whether rows came by ascending x, so that the engine takes them as they are. */
  readonly inOrder: boolean;
  /** Whether no value is 0 or less: then it serves a logarithmic axis as well as a plain one. */
  readonly positive: boolean;
  readonly lines: readonly DirectoryLine[];
}

export interface DirectoryLine {
  readonly key: string | null;
  readonly points: number;
  /** How many rows a point stands for, all of them finite, but for the odd ones. */
  readonly rowsPerPoint: number;
  readonly odd: number;
}

/** The bytes of doubles. */
export function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A pyramid's file is not as it was written. */
export class Damaged extends Error {}

/** Where lines are read from; everything is held against its checksum, or else is `Damaged`. */
export interface Place {
  /** For what is read, one after the other. */
  readonly room: Float64Array;
  fill(into: Float64Array, offset: number, checksum: number): void;
  /** Of parts that are checked one by one. */
  fillUnchecked(into: Float64Array, offset: number): void;
}

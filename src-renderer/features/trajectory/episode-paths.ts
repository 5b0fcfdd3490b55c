import { type Frames, seenFrames } from './frames.ts';
import { type Piece, thinPiece } from './piece.ts';

/**
 * What paths are drawn from: thinned pieces of a whole episode, in order of time. A coarse piece, of some frames only, stands
 * in for one that was not read yet.
 */
export class EpisodePaths {
  /** Every how many rows of an agent are kept; 1 is all. */
  readonly stride: number;
  readonly #pieces: (Piece | undefined)[];
  readonly #read = new Set<number>();
  /** The first and the last piece so far that has rows of an agent. */
  #firstOf = new Int32Array();
  #lastOf = new Int32Array();

  constructor(count: number, stride: number) {
    this.stride = stride;
    this.#pieces = new Array<Piece | undefined>(count);
  }

  get pieces(): readonly (Piece | undefined)[] {
    return this.#pieces;
  }

  /** How many pieces have been read whole. */
  get read(): number {
    return this.#read.size;
  }

  has(index: number): boolean {
    return this.#read.has(index);
  }

  /** Takes in a whole piece. */
  add(index: number, piece: Piece): void {
    if (this.#read.has(index)) return;
    this.#read.add(index);
    this.#pieces[index] = thinPiece(piece, this.stride);
    this.#reach(index, piece);
  }

  addCoarse(index: number, piece: Piece): void {
    if (this.#pieces[index] !== undefined) return;
    this.#pieces[index] = piece;
    this.#reach(index, piece);
  }

  /** The pieces from where an agent was first seen to where it was last. */
  of(agent: number): readonly (Piece | undefined)[] {
    return this.#pieces.slice(this.#firstOf[agent] ?? 0, (this.#lastOf[agent] ?? -1) + 1);
  }

  /** Whether an agent has rows in pieces before, or behind, the one at `index`, as far as these have been read. */
  isBefore(agent: number, index: number): boolean {
    return (this.#firstOf[agent] ?? index) < index;
  }

  isBehind(agent: number, index: number): boolean {
    return (this.#lastOf[agent] ?? index) > index;
  }

  /** All frames, once every piece has been read. */
  frames(): Frames | undefined {
    if (this.read < this.#pieces.length) return undefined;
    const parts = this.#pieces.map((piece) => piece?.frames ?? new Float64Array());
    const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all.length > 0 ? seenFrames(all) : undefined;
  }

  #reach(index: number, { starts }: Piece): void {
    const agents = starts.length - 1;
    if (this.#firstOf.length < agents) {
      this.#firstOf = new Int32Array(agents).fill(this.#pieces.length);
      this.#lastOf = new Int32Array(agents).fill(-1);
    }
    for (let agent = 0; agent < agents; agent++) {
      if (starts[agent] === starts[agent + 1]) continue;
      if (index < this.#firstOf[agent]!) this.#firstOf[agent] = index;
      if (index > this.#lastOf[agent]!) this.#lastOf[agent] = index;
    }
  }
}

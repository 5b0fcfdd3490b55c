import type { Piece } from './piece.ts';
import { projectionOf, type Scene } from './scene.ts';

/** What lines are drawn into: a canvas' context, or anything that counts. */
export type Pen = Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo'>;

/**
 * Draws the way of one agent after the other. A line goes on from one piece to the next; it breaks where a position is
 * unknown and where more than `longestGap` of time lies between two rows.
 */
export class Trace {
  readonly #pen: Pen;
  readonly #scene: Scene;
  readonly #longestGap: number;
  #before = Number.NEGATIVE_INFINITY;
  /** Whether any line has been drawn. */
  drawn = false;

  constructor(pen: Pen, scene: Scene, longestGap: number) {
    this.#pen = pen;
    this.#scene = scene;
    this.#longestGap = longestGap;
  }

  /** Lifts the pen: another agent follows. */
  lift(): void {
    this.#before = Number.NEGATIVE_INFINITY;
  }

  /** Goes on through rows `from` … `to` (the end excluded) of a piece. */
  add(piece: Piece, from: number, to: number): void {
    const { across, along, x0, y0, kx, ky } = projectionOf(this.#scene, piece);
    for (let row = from; row < to; row++) {
      const x = x0 + kx * (across[row] ?? Number.NaN);
      const y = y0 + ky * (along[row] ?? Number.NaN);
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        this.lift();
        continue;
      }
      const time = piece.time[row] ?? 0;
      if (time - this.#before > this.#longestGap) this.#pen.moveTo(x, y);
      else {
        this.#pen.lineTo(x, y);
        this.drawn = true;
      }
      this.#before = time;
    }
  }
}

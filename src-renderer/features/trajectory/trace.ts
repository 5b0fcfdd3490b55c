import type { Piece } from './piece.ts';
import { projectionOf, type Scene } from './scene.ts';

/** What lines are drawn into: a canvas' context, or anything that counts. */
export type Pen = Pick<CanvasRenderingContext2D, 'moveTo' | 'lineTo'>;

/** Points nearer than this to the one before (in pixels) are not drawn: nobody would see them, and there are many. */
const NEAR = 0.75;

/**
 * Draws the way of one agent after the other. A line goes on from one piece to the next; it breaks where a position is
 * unknown and where more than `longestGap` of time lies between two rows.
 */
export class Trace {
  readonly #pen: Pen;
  readonly #scene: Scene;
  readonly #longestGap: number;
  #before = Number.NEGATIVE_INFINITY;
  #x = 0;
  #y = 0;
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
      const goesOn = time - this.#before <= this.#longestGap;
      this.#before = time;
      if (goesOn && Math.abs(x - this.#x) + Math.abs(y - this.#y) < NEAR) continue;
      this.#x = x;
      this.#y = y;
      this.drawn ||= goesOn;
      if (goesOn) this.#pen.lineTo(x, y);
      else this.#pen.moveTo(x, y);
    }
  }
}

import { LineReducer, type PixelGrid, type Point, type ReducedLine, tidy } from './m4.ts';
import { addEach, type CountedLine, StepLine } from './m4-lines.ts';
import { type Smoother, smootherOf } from './smoothers.ts';
import type { Smoothing } from './smoothing.ts';

/** A smoothed line, and what it was made of, reduced to the same pixel columns. */
export interface SmoothedLine extends CountedLine {
  readonly raw: readonly Point[];
}

/**
 * One line of rows by ascending x, smoothed and then reduced: nothing is kept but the window. Rows at the same x count by
 * ascending value, not-finite ones last, in whichever order they come; or as one row, their mean.
 */
export class SmoothLine {
  readonly #mean: boolean;
  readonly #raw: StepLine;
  readonly #smooth: LineReducer;
  readonly #smoother: Smoother;
  #x = Number.NEGATIVE_INFINITY;
  /** The values at the last x. */
  #ys: number[] = [];

  constructor(grid: PixelGrid, smoothing: Smoothing, mean: boolean) {
    this.#mean = mean;
    this.#raw = new StepLine(grid);
    this.#smooth = new LineReducer(grid);
    const drawn = (y: number) => y - y === 0 && (grid.log !== true || y > 0);
    this.#smoother = smootherOf(smoothing, { add: (x, y) => drawn(y) && this.#smooth.add(x, y) });
  }

  /** Takes a row at a finite x. False, and of no more use, where x is less than before. */
  add(x: number, y: number): boolean {
    if (x !== this.#x) {
      if (x < this.#x) return false;
      this.#take();
      this.#x = x;
    }
    this.#ys.push(y);
    return true;
  }

  /** Takes the rows from `start` to `end`, without those whose x is not finite; false as `add`. */
  addRows(x: Float64Array, y: Float64Array, start: number, end: number): boolean {
    return addEach(this, x, y, start, end);
  }

  /** Takes what rows came to at an x; of one line either all are taken so or none. */
  addStep(x: number, y: number, rows: number, finite: number): void {
    this.#raw.add(x, y, rows, finite);
    this.#smoother.add(x, y);
  }

  finish(): SmoothedLine {
    this.#take();
    this.#smoother.finish();
    const raw = this.#raw.finish();
    const { rows, finite, below } = raw;
    return { ...this.#smooth.finish(), rows, finite, below, raw: withEnds(raw) };
  }

  #take(): void {
    const ys = this.#ys;
    if (ys.length === 0) return;
    if (this.#mean && ys.length > 1) this.#takeMean(ys);
    else {
      if (ys.length > 1) ys.sort(finiteFirst);
      for (const y of ys) this.addStep(this.#x, y, 1, y - y === 0 ? 1 : 0);
    }
    ys.length = 0;
  }

  #takeMean(ys: readonly number[]): void {
    let sum = 0;
    let finite = 0;
    for (const y of ys) {
      if (y - y !== 0) continue;
      sum += y;
      finite += 1;
    }
    const mean = sum / finite;
    this.addStep(this.#x, mean, ys.length, mean - mean === 0 ? finite : 0);
  }
}

function finiteFirst(a: number, b: number): number {
  const [isA, isB] = [Number.isFinite(a), Number.isFinite(b)];
  return isA && isB ? a - b : Number(isB) - Number(isA);
}

/** All points of a line, those beyond its edges included. */
export function withEnds({ before, points, after }: ReducedLine): readonly Point[] {
  return tidy([...(before ? [before] : []), ...points, ...(after ? [after] : [])]);
}

import type { Smoothing } from './smoothing.ts';

/** What a smoother knows beyond the rows of its window. */
export type SmootherState = readonly number[];

/** What a window makes of its rows. */
export interface WindowKind {
  enter(y: number): void;
  leave(y: number): void;
  /** What rows that have left have left behind. */
  rest?: SmootherState;
  /** The value for the row at `at`, one of the rows `low` to `high − 1` of a ring of values; `ys` holds NaN for rows without one. */
  value(ys: Float64Array, at: number, low: number, high: number): number;
}

export function windowOf(smoothing: Exclude<Smoothing, { kind: 'ema' }>, radius: number): WindowKind {
  switch (smoothing.kind) {
    case 'gaussian':
      return new BellWindow(smoothing.sigma, radius);
    case 'median':
      return new MedianWindow(smoothing.window);
    default:
      return new MeanWindow();
  }
}

/** The sum in two doubles (Knuth's two-sum), so that what leaves takes with it all that it brought. */
class MeanWindow implements WindowKind {
  #sum = 0;
  #rest = 0;
  #values = 0;
  /** How many of the last values are alike; where all are, the mean is that value, without rounding. */
  #alike = 0;
  #last = Number.NaN;

  enter(y: number): void {
    this.#alike = y === this.#last ? this.#alike + 1 : 1;
    this.#last = y;
    this.#values += 1;
    this.#plus(y);
  }

  leave(y: number): void {
    this.#values -= 1;
    this.#plus(-y);
  }

  get rest(): SmootherState {
    return [this.#sum, this.#rest];
  }

  set rest([sum, rest]: SmootherState) {
    this.#sum = sum ?? this.#sum;
    this.#rest = rest ?? this.#rest;
  }

  value(ys: Float64Array, _at: number, low: number, high: number): number {
    if (this.#alike >= this.#values) return this.#last;
    if (this.#sum - this.#sum !== 0 || this.#rest - this.#rest !== 0) return this.#again(ys, low, high);
    return (this.#sum + this.#rest) / this.#values;
  }

  #plus(y: number): void {
    const sum = this.#sum + y;
    const part = sum - this.#sum;
    this.#rest += this.#sum - (sum - part) + (y - part);
    this.#sum = sum;
  }

  /** A sum beyond all doubles: what the window holds is added up anew, until it is none any more. */
  #again(ys: Float64Array, low: number, high: number): number {
    this.#sum = 0;
    this.#rest = 0;
    let mean = 0;
    for (let row = low; row < high; row++) {
      const y = ys[row % ys.length]!;
      if (Number.isNaN(y)) continue;
      this.#plus(y);
      mean += y / this.#values;
    }
    const sum = this.#sum + this.#rest;
    return sum - sum === 0 ? sum / this.#values : mean;
  }
}

/** Means by the weights of a bell, as differences from the row itself, so that a constant stays exactly what it is. */
class BellWindow implements WindowKind {
  readonly #weights: Float64Array;

  constructor(sigma: number, radius: number) {
    this.#weights = Float64Array.from({ length: radius + 1 }, (_, at) => Math.exp(-((at / sigma) ** 2) / 2));
  }

  enter(): void {
    // All is computed from the ring.
  }

  leave(): void {
    // All is computed from the ring.
  }

  value(ys: Float64Array, at: number, low: number, high: number): number {
    const own = ys[at % ys.length]!;
    let sum = 0;
    let weights = 0;
    let slot = low % ys.length;
    for (let row = low; row < high; row++) {
      const y = ys[slot]!;
      slot = slot + 1 === ys.length ? 0 : slot + 1;
      if (y - y !== 0) continue;
      const weight = this.#weights[row < at ? at - row : row - at]!;
      sum += weight * (y - own);
      weights += weight;
    }
    return sum - sum === 0 ? own + sum / weights : this.#inParts(ys, at, low, high, weights);
  }

  /** Where the sum is beyond all doubles. */
  #inParts(ys: Float64Array, at: number, low: number, high: number, weights: number): number {
    let mean = 0;
    for (let row = low; row < high; row++) {
      const y = ys[row % ys.length]!;
      if (y - y === 0) mean += (this.#weights[Math.abs(row - at)]! / weights) * y;
    }
    return mean;
  }
}

/** The values of the window, sorted. */
class MedianWindow implements WindowKind {
  readonly #sorted: Float64Array;
  #values = 0;

  constructor(window: number) {
    this.#sorted = new Float64Array(window + 1);
  }

  enter(y: number): void {
    const at = this.#place(y);
    this.#sorted.copyWithin(at + 1, at, this.#values);
    this.#sorted[at] = y;
    this.#values += 1;
  }

  leave(y: number): void {
    const at = this.#place(y);
    this.#sorted.copyWithin(at, at + 1, this.#values);
    this.#values -= 1;
  }

  value(): number {
    const high = this.#sorted[this.#values >> 1]!;
    if (this.#values % 2 === 1) return high;
    const low = this.#sorted[(this.#values >> 1) - 1]!;
    return low === high ? low : low / 2 + high / 2;
  }

  /** The first place whose value is not below `y`. */
  #place(y: number): number {
    let low = 0;
    let high = this.#values;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#sorted[middle]! < y) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

import type { Smoothing } from './smoothing.ts';

/** Takes the smoothed points, by ascending x. */
export interface PointSink {
  add(x: number, y: number): unknown;
}

/** Smooths one line in one pass. Points come by ascending x; one without a finite value is a row of the window all the same. */
export interface Smoother {
  add(x: number, y: number): void;
  /** Gives out what waited for rows that never came. */
  finish(): void;
}

export function smootherOf(smoothing: Smoothing, sink: PointSink): Smoother {
  switch (smoothing.kind) {
    case 'ema':
      return new Fading(smoothing.factor, smoothing.per, sink);
    case 'trailing':
      return new Windowed(smoothing.window - 1, 0, new MeanWindow(), sink);
    case 'gaussian': {
      const radius = Math.ceil(4 * smoothing.sigma);
      return new Windowed(radius, radius, new BellWindow(smoothing.sigma, radius), sink);
    }
    case 'mean':
    case 'median': {
      const before = Math.floor(smoothing.window / 2);
      const kind = smoothing.kind === 'mean' ? new MeanWindow() : new MedianWindow(smoothing.window);
      return new Windowed(before, smoothing.window - 1 - before, kind, sink);
    }
  }
}

/** The exponential mean as an update of itself, so that a constant stays exactly what it is. */
class Fading implements Smoother {
  readonly #factor: number;
  readonly #sink: PointSink;
  #per: number | undefined;
  #x = Number.NaN;
  #mean = 0;
  #weight = 0;
  #distance = Number.NaN;
  #fade = 1;

  constructor(factor: number, per: number | undefined, sink: PointSink) {
    this.#factor = factor;
    this.#per = per;
    this.#sink = sink;
  }

  add(x: number, y: number): void {
    if (y - y !== 0) return;
    const distance = this.#weight === 0 ? 0 : x - this.#x;
    if (distance > 0) this.#per ??= distance;
    if (distance !== this.#distance) {
      this.#distance = distance;
      this.#fade = distance > 0 ? this.#factor ** (distance / (this.#per ?? 1)) : 1;
    }
    this.#x = x;
    this.#weight = this.#weight * this.#fade + 1;
    const step = y - this.#mean;
    const share = 1 / this.#weight;
    // Two values at opposite ends of all doubles are further apart than any double.
    this.#mean = step - step === 0 ? this.#mean + step / this.#weight : this.#mean * (1 - share) + y * share;
    this.#sink.add(x, this.#mean);
  }

  finish(): void {
    // Nothing waits.
  }
}

/** What a window makes of its rows. */
interface WindowKind {
  enter(y: number): void;
  leave(y: number): void;
  /** The value for the row at `at`, one of the rows `low` to `high − 1` of a ring of values; `ys` holds NaN for rows without one. */
  value(ys: Float64Array, at: number, low: number, high: number): number;
}

/** A window of rows that moves along a line, kept in a ring. */
class Windowed implements Smoother {
  readonly #before: number;
  readonly #after: number;
  readonly #kind: WindowKind;
  readonly #sink: PointSink;
  readonly #xs: Float64Array;
  readonly #ys: Float64Array;
  #low = 0;
  #count = 0;

  constructor(before: number, after: number, kind: WindowKind, sink: PointSink) {
    this.#before = before;
    this.#after = after;
    this.#kind = kind;
    this.#sink = sink;
    this.#xs = new Float64Array(before + after + 1);
    this.#ys = new Float64Array(before + after + 1);
  }

  add(x: number, y: number): void {
    const row = this.#count - this.#after;
    this.#leaveBefore(row - this.#before);
    const slot = this.#count % this.#ys.length;
    this.#xs[slot] = x;
    this.#ys[slot] = y - y === 0 ? y : Number.NaN;
    if (y - y === 0) this.#kind.enter(y);
    this.#count += 1;
    if (row >= 0) this.#give(row);
  }

  finish(): void {
    for (let row = Math.max(0, this.#count - this.#after); row < this.#count; row++) {
      this.#leaveBefore(row - this.#before);
      this.#give(row);
    }
  }

  #leaveBefore(row: number): void {
    for (; this.#low < row; this.#low++) {
      const y = this.#ys[this.#low % this.#ys.length]!;
      if (y - y === 0) this.#kind.leave(y);
    }
  }

  #give(row: number): void {
    const slot = row % this.#ys.length;
    if (Number.isNaN(this.#ys[slot])) return;
    this.#sink.add(this.#xs[slot]!, this.#kind.value(this.#ys, row, this.#low, this.#count));
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

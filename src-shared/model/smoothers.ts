import type { Smoothing } from './smoothing.ts';
import { type SmootherState, type WindowKind, windowOf } from './windows.ts';

/** Takes the smoothed points, by ascending x. */
export interface PointSink {
  add(x: number, y: number): unknown;
}

/** Smooths one line in one pass. Points come by ascending x; one without a finite value is a row of the window all the same. */
export interface Smoother {
  add(x: number, y: number): void;
  /** Gives out what waited for rows that never came. */
  finish(): void;
  /** What it knows beyond the rows that `reachOf` names: with both, another goes on exactly as this one would. */
  readonly state: SmootherState;
  /** Takes the place of one that had this state after the same last rows. */
  carry(state: SmootherState): void;
}

/** How many rows before and after its own a smoothed value depends on; `before` is 0 where those are carried as a state. */
export function reachOf(smoothing: Smoothing): { readonly before: number; readonly after: number } {
  switch (smoothing.kind) {
    case 'ema':
      return { before: 0, after: 0 };
    case 'trailing':
      return { before: smoothing.window - 1, after: 0 };
    case 'gaussian': {
      const radius = Math.ceil(4 * smoothing.sigma);
      return { before: radius, after: radius };
    }
    case 'mean':
    case 'median': {
      const before = Math.floor(smoothing.window / 2);
      return { before, after: smoothing.window - 1 - before };
    }
  }
}

export function smootherOf(smoothing: Smoothing, sink: PointSink): Smoother {
  if (smoothing.kind === 'ema') return new Fading(smoothing.factor, smoothing.per, sink);
  const { before, after } = reachOf(smoothing);
  return new Windowed(before, after, windowOf(smoothing, before), sink);
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

  get state(): SmootherState {
    if (this.#weight === 0) return [];
    return [this.#x, this.#mean, this.#weight, ...(this.#per === undefined ? [] : [this.#per])];
  }

  carry([x, mean, weight, per]: SmootherState): void {
    this.#x = x ?? Number.NaN;
    this.#mean = mean ?? 0;
    this.#weight = weight ?? 0;
    this.#per = per ?? this.#per;
  }
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

  get state(): SmootherState {
    return this.#kind.rest ?? [];
  }

  carry(state: SmootherState): void {
    this.#kind.rest = state;
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

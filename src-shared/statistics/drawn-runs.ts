import { SEED } from './bootstrap.ts';
import type { Interval } from './interval.ts';
import { seededRandom } from './random.ts';
import { quantileInPlace } from './select.ts';

/**
 * The runs of a group drawn with replacement, repetition by repetition: whole runs, the same for every x. What counts is how
 * often each is drawn: values that lie in order once need no sorting in any repetition.
 */
export class DrawnRuns {
  readonly #repetitions: number;
  /** How often each run is drawn: those of the first run for all repetitions, then of the second. */
  readonly #times: readonly Uint16Array[];
  /** What the repetitions come to, and of how many values; taken again for every x. */
  readonly #sums: Float64Array;
  readonly #counts: Uint32Array;

  constructor(runs: number, repetitions: number) {
    const random = seededRandom(SEED);
    this.#repetitions = repetitions;
    this.#times = Array.from({ length: runs }, () => new Uint16Array(repetitions));
    this.#sums = new Float64Array(repetitions);
    this.#counts = new Uint32Array(repetitions);
    for (let repetition = 0; repetition < repetitions; repetition += 1) {
      for (let draw = 0; draw < runs; draw += 1) this.#times[random.below(runs)]![repetition]! += 1;
    }
  }

  /**
   * Between the quantiles of the middles of all repetitions; NaN of fewer than two values. `values` are those of the runs,
   * NaN where one has none.
   */
  interval(values: readonly number[], centre: 'mean' | 'median' | 'iqm', confidence: number): Interval {
    const order = [...values.keys()].filter((run) => !Number.isNaN(values[run]!));
    if (order.length < 2) return [Number.NaN, Number.NaN];
    order.sort((one, other) => values[one]! - values[other]!);
    this.#count(order);
    const kept = centre === 'mean' ? this.#means(order, values) : this.#middles(order, values, centre);
    const found = this.#sums.subarray(0, kept);
    return [quantileInPlace(found, (1 - confidence) / 2), quantileInPlace(found, (1 + confidence) / 2)];
  }

  #count(order: readonly number[]): void {
    this.#counts.fill(order.length === this.#times.length ? order.length : 0);
    if (order.length === this.#times.length) return;
    for (const run of order) {
      const times = this.#times[run]!;
      for (let at = 0; at < times.length; at += 1) this.#counts[at]! += times[at]!;
    }
  }

  /** Of the repetitions that hold a run that came as far as this x; how many they are. */
  #means(order: readonly number[], values: readonly number[]): number {
    const sums = this.#sums.fill(0);
    for (const run of order) {
      const [times, value] = [this.#times[run]!, values[run]!];
      for (let at = 0; at < sums.length; at += 1) sums[at]! += times[at]! * value;
    }
    let kept = 0;
    for (let at = 0; at < sums.length; at += 1) {
      const count = this.#counts[at]!;
      if (count > 0) sums[kept++] = sums[at]! / count;
    }
    return kept;
  }

  /** The mean of what is left in the middle once a quarter, or all but the middle one or two, is cut from either end. */
  #middles(order: readonly number[], values: readonly number[], centre: 'median' | 'iqm'): number {
    const inOrder = order.map((run) => this.#times[run]!);
    const sorted = Float64Array.from(order, (run) => values[run]!);
    let kept = 0;
    for (let repetition = 0; repetition < this.#repetitions; repetition += 1) {
      const count = this.#counts[repetition]!;
      if (count === 0) continue;
      const cut = centre === 'median' ? (count - 1) >> 1 : count >> 2;
      const end = count - cut;
      let sum = 0;
      for (let place = 0, from = 0; from < end; place += 1) {
        const to = from + inOrder[place]![repetition]!;
        const inside = Math.min(to, end) - Math.max(from, cut);
        if (inside > 0) sum += inside * sorted[place]!;
        from = to;
      }
      this.#sums[kept++] = sum / (end - cut);
    }
    return kept;
  }
}

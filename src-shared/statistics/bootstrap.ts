import { ordered, quantileOfOrdered, type Sample } from './describe.ts';
import type { Interval } from './interval.ts';
import { seededRandom } from './random.ts';

/** As many repetitions as rliable draws (Agarwal et al., 2021). */
export const REPETITIONS = 50_000;

/** The seed of every bootstrap, so that an answer is the same twice. */
export const SEED = 1;

/**
 * Percentile bootstrap (Efron, 1979) of a statistic of one or several samples. Every sample is drawn from by itself, so with a
 * sample per task it is stratified as rliable's.
 */
export class Bootstrap {
  readonly #samples: readonly Sample[];
  readonly #drawn: readonly Float64Array[];
  readonly #statistic: (samples: readonly Float64Array[]) => number;
  readonly #random = seededRandom(SEED);
  readonly #found: number[] = [];

  /** `statistic` may reorder the samples it is given; they are drawn anew each time. */
  constructor(samples: readonly Sample[], statistic: (samples: readonly Float64Array[]) => number) {
    this.#samples = samples;
    this.#drawn = samples.map((sample) => new Float64Array(sample.length));
    this.#statistic = statistic;
  }

  /** Goes on until there are so many repetitions. */
  runTo(repetitions: number): this {
    while (this.#found.length < repetitions) {
      for (const [at, sample] of this.#samples.entries()) this.#draw(sample, this.#drawn[at]!);
      this.#found.push(this.#statistic(this.#drawn));
    }
    return this;
  }

  #draw(sample: Sample, into: Float64Array): void {
    for (let at = 0; at < into.length; at += 1) into[at] = sample[this.#random.below(sample.length)]!;
  }

  /** Between the quantiles of what was found; NaN where some sample is empty. */
  interval(level = 0.95): Interval {
    if (this.#samples.some(({ length }) => length === 0)) return [Number.NaN, Number.NaN];
    const found = ordered(this.#found);
    return [quantileOfOrdered(found, (1 - level) / 2), quantileOfOrdered(found, (1 + level) / 2)];
  }
}

import { SEED } from './bootstrap.ts';
import {
  deviation,
  interquartileMeanOfOrdered,
  mean,
  ordered,
  quantileOfOrdered,
  type Sample,
  standardError,
} from './describe.ts';
import { around, type Interval, tInterval } from './interval.ts';
import { seededRandom } from './random.ts';

/** What the line of a group is. */
export const centreKinds = ['mean', 'median', 'iqm'] as const;
export type CentreKind = (typeof centreKinds)[number];

/** What the band around it is. `sd`, `se` and `t` lie around the mean. */
export const bandKinds = ['bootstrap', 't', 'se', 'sd', 'quartiles', 'range'] as const;
export type BandKind = (typeof bandKinds)[number];

/** A group of lines at one x: how many there are, where their middle is, and its band (NaN where that says nothing). */
export interface BandPoint {
  readonly x: number;
  readonly n: number;
  readonly centre: number;
  readonly band: Interval;
}

export interface BandOptions {
  readonly centre: CentreKind;
  readonly band: BandKind;
  /** Of the intervals. */
  readonly confidence: number;
  /** Of the bootstrap. */
  readonly repetitions: number;
}

export function centreOf(values: Sample, kind: CentreKind): number {
  if (kind === 'mean') return mean(values);
  const sorted = ordered(values);
  return kind === 'median' ? quantileOfOrdered(sorted, 0.5) : interquartileMeanOfOrdered(sorted);
}

/** Lines on one grid (`grid[i]` is the x of every line's `i`-th value, NaN where it has none) as one line with a band. */
export function bandOf(
  curves: readonly Float64Array[],
  grid: readonly number[],
  options: BandOptions,
): readonly BandPoint[] {
  const draws = options.band === 'bootstrap' ? drawRuns(curves.length, options.repetitions) : null;
  return grid.map((x, at): BandPoint => {
    const there = curves.map((curve) => curve[at] ?? Number.NaN);
    const values = there.filter((value) => !Number.isNaN(value));
    const band = draws === null ? plainBand(values, options) : resampled(there, draws, options);
    return { x, n: values.length, centre: centreOf(values, options.centre), band };
  });
}

const NOTHING: Interval = [Number.NaN, Number.NaN];

function plainBand(values: readonly number[], { band, confidence }: BandOptions): Interval {
  if (values.length < 2) return NOTHING;
  if (band === 'sd') return around(mean(values), deviation(values));
  if (band === 'se') return around(mean(values), standardError(values));
  if (band === 't') return tInterval(values, confidence);
  const sorted = ordered(values);
  const [low, high] = band === 'quartiles' ? [0.25, 0.75] : [0, 1];
  return [quantileOfOrdered(sorted, low), quantileOfOrdered(sorted, high)];
}

/** Which runs each repetition is made of: whole runs are drawn, the same for every x. */
function drawRuns(runs: number, repetitions: number): Uint32Array {
  const random = seededRandom(SEED);
  return Uint32Array.from({ length: runs * repetitions }, () => random.below(runs));
}

function resampled(values: readonly number[], draws: Uint32Array, options: BandOptions): Interval {
  if (values.filter((value) => !Number.isNaN(value)).length < 2) return NOTHING;
  const { centre, confidence, repetitions } = options;
  const runs = values.length;
  const found = new Float64Array(repetitions);
  const drawn = new Float64Array(runs);
  let kept = 0;
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    let count = 0;
    for (let run = 0; run < runs; run += 1) {
      const value = values[draws[repetition * runs + run]!]!;
      if (!Number.isNaN(value)) drawn[count++] = value;
    }
    // A repetition may hold none of the runs that came as far as this x.
    if (count > 0) found[kept++] = middleOf(drawn.subarray(0, count), centre);
  }
  const sorted = found.subarray(0, kept).sort();
  return [quantileOfOrdered(sorted, (1 - confidence) / 2), quantileOfOrdered(sorted, (1 + confidence) / 2)];
}

/** May reorder its values. */
function middleOf(values: Float64Array, kind: CentreKind): number {
  if (kind === 'mean') return mean(values);
  values.sort();
  return kind === 'median' ? quantileOfOrdered(values, 0.5) : interquartileMeanOfOrdered(values);
}

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
import { quantileInPlace } from './select.ts';

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
  return [...bandPoints(curves, grid, options)];
}

/** As {@link bandOf}, place by place, for who has other things to do meanwhile. */
export function* bandPoints(
  curves: readonly Float64Array[],
  grid: readonly number[],
  options: BandOptions,
): Generator<BandPoint> {
  const draws = options.band === 'bootstrap' ? drawRuns(curves.length, options.repetitions) : null;
  for (const [at, x] of grid.entries()) {
    const there = curves.map((curve) => curve[at] ?? Number.NaN);
    const values = there.filter((value) => !Number.isNaN(value));
    const band = draws === null ? plainBand(values, options) : resampled(there, draws, options);
    yield { x, n: values.length, centre: centreOf(values, options.centre), band };
  }
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
  const draws = new Uint32Array(runs * repetitions);
  for (let at = 0; at < draws.length; at += 1) draws[at] = random.below(runs);
  return draws;
}

function resampled(there: readonly number[], draws: Uint32Array, options: BandOptions): Interval {
  const values = Float64Array.from(there);
  const runs = values.length;
  const { centre, confidence, repetitions } = options;
  if (values.filter((value) => !Number.isNaN(value)).length < 2) return NOTHING;
  const found = new Float64Array(repetitions);
  const drawn = new Float64Array(runs);
  let kept = 0;
  for (let from = 0; from < draws.length; from += runs) {
    let count = 0;
    let sum = 0;
    for (let at = from; at < from + runs; at += 1) {
      const value = values[draws[at]!]!;
      if (Number.isNaN(value)) continue;
      drawn[count++] = value;
      sum += value;
    }
    // A repetition may hold none of the runs that came as far as this x.
    if (count > 0) found[kept++] = centre === 'mean' ? sum / count : middleOf(drawn, count, centre);
  }
  const all = found.subarray(0, kept);
  return [quantileInPlace(all, (1 - confidence) / 2), quantileInPlace(all, (1 + confidence) / 2)];
}

/** The median or the interquartile mean of the first so many values, which come to lie in order. Takes no memory of its own. */
function middleOf(values: Float64Array, count: number, kind: CentreKind): number {
  sortFirst(values, count);
  const cut = kind === 'median' ? (count - 1) >> 1 : count >> 2;
  let sum = 0;
  for (let at = cut; at < count - cut; at += 1) sum += values[at]!;
  return sum / (count - 2 * cut);
}

/** A handful is sorted by insertion, which is several times as fast. */
function sortFirst(values: Float64Array, count: number): void {
  if (count > 32) {
    values.subarray(0, count).sort();
    return;
  }
  for (let at = 1; at < count; at += 1) {
    const value = values[at]!;
    let to = at;
    while (to > 0 && values[to - 1]! > value) {
      values[to] = values[to - 1]!;
      to -= 1;
    }
    values[to] = value;
  }
}

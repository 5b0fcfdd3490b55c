import {
  deviation,
  interquartileMeanOfOrdered,
  mean,
  ordered,
  quantileOfOrdered,
  type Sample,
  standardError,
} from './describe.ts';
import { DrawnRuns } from './drawn-runs.ts';
import { around, type Interval, tInterval } from './interval.ts';

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
  const drawn = options.band === 'bootstrap' ? new DrawnRuns(curves.length, options.repetitions) : null;
  for (const [at, x] of grid.entries()) {
    const there = curves.map((curve) => curve[at] ?? Number.NaN);
    const values = there.filter((value) => !Number.isNaN(value));
    const band = drawn?.interval(there, options.centre, options.confidence) ?? plainBand(values, options);
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

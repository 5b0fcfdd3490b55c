import type { ProfilePoint } from '../statistics/aggregates.ts';
import type { BandPoint } from '../statistics/bands.ts';
import type { Interval } from '../statistics/interval.ts';

/** Scores at which a profile is drawn. */
const PLACES = 120;

/** Where shares can change: at every score, or evenly spaced where there are more than a chart shows. Begins before the first. */
export function placesOf(scores: readonly number[]): readonly number[] {
  if (scores.length === 0) return [];
  const sorted = [...new Set(scores)].sort((one, other) => one - other);
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const before = low - (high > low ? (high - low) * 0.02 : Math.abs(high) || 1);
  if (sorted.length < PLACES) return [before, ...sorted];
  return Array.from({ length: PLACES }, (_, at) => before + ((high - before) * at) / (PLACES - 1));
}

/** A performance profile of `n` runs as a line with a band: a share stays as it is up to the next score. */
export function profileSteps(
  profile: readonly (ProfilePoint & { readonly interval: Interval })[],
  n: number,
): readonly BandPoint[] {
  const points = profile.map(({ score, share, interval }) => ({ x: score, n, centre: share, band: interval }));
  return points.flatMap((point, at) => {
    const next = points[at + 1];
    return next === undefined ? [point] : [point, { ...point, x: next.x }];
  });
}

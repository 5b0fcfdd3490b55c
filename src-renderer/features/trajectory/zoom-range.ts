import type { Range } from '../../client/query-words.ts';

interface Times {
  readonly first: number;
  readonly last: number;
  readonly step: number;
}

/** A range of time kept within the episode, on frames, at least ten frames long; `undefined` when it is everything. */
export function zoomRange([from, to]: Range, { first, last, step }: Times): Range | undefined {
  const least = Math.min(10 * step, last - first);
  const middle = (from + to) / 2;
  const half = Math.max(to - from, least) / 2;
  const low = onFrame(Math.max(middle - half, first), first, step);
  const high = onFrame(Math.min(middle + half, last), first, step);
  return low <= first && high >= last ? undefined : [low, Math.max(high, low + step)];
}

const onFrame = (time: number, first: number, step: number): number =>
  Number((first + Math.round((time - first) / step) * step).toPrecision(12));

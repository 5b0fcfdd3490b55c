/** The moments an episode can be looked at, in values of its time column, ascending. */
export interface Frames {
  readonly first: number;
  readonly last: number;
  /** The latest frame at or before `time`, kept within the episode. */
  snap(time: number): number;
  /** The frame `by` frames away from the frame at `time`, kept within the episode. */
  move(time: number, by: number): number;
  /** Position of the frame at `time`, counted from 0. */
  index(time: number): number;
  readonly count: number;
}

/** Frames at equal distances: what is assumed until every frame has been seen. */
export function regularFrames(first: number, last: number, step: number): Frames {
  const count = Math.floor((last - first) / step + SLACK) + 1;
  const index = (time: number) => clamp(Math.floor((time - first) / step + SLACK), 0, count - 1);
  const at = (position: number) => first + clamp(position, 0, count - 1) * step;
  return {
    first,
    last,
    count,
    index,
    snap: (time) => at(index(time)),
    move: (time, by) => at(index(time) + by),
  };
}

/** Frames that were really seen; `times` ascending, without repeats, not empty. */
export function seenFrames(times: Float64Array): Frames {
  const count = times.length;
  const index = (time: number) => clamp(lastAtOrBefore(times, time, 0, count), 0, count - 1);
  const at = (position: number) => times[clamp(position, 0, count - 1)] ?? Number.NaN;
  return {
    first: at(0),
    last: at(count - 1),
    count,
    index,
    snap: (time) => at(index(time)),
    move: (time, by) => at(index(time) + by),
  };
}

/** Index of the last value at or before `time` within `[from, to)` of ascending `times`; `from - 1` when all are later. */
export function lastAtOrBefore(times: Float64Array, time: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Number.POSITIVE_INFINITY) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** How many of ascending `times` are earlier. */
export function countBefore(times: ArrayLike<number>, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? Number.POSITIVE_INFINITY) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** Keeps 0.1 + 0.2 on its frame. */
const SLACK = 1e-6;

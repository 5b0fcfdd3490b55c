import type { ParallelAxis, ParallelRow } from '#shared/chart/parallel.ts';
import type { Range } from '../../client/query-words.ts';

/** Parts of axes to which lines are limited, by the name of the axis: lowest and highest value. */
export type Bands = Readonly<Record<string, Range>>;

/** Whether a line crosses every limited axis within its part; one that is not known there does not. */
export function isWithin({ places }: ParallelRow, axes: readonly ParallelAxis[], bands: Bands): boolean {
  return axes.every(({ name }, at) => {
    const band = bands[name];
    const place = places[at] ?? null;
    return band === undefined || (place !== null && place >= band[0] && place <= band[1]);
  });
}

/** The bands with that of an axis set, or without it. */
export function withBand(bands: Bands, axis: string, band: Range | undefined): Bands {
  const { [axis]: _, ...others } = bands;
  return band === undefined ? others : { ...others, [axis]: band };
}

/** A step that a key makes, as a share of its axis. */
const STEP = 1 / 20;

/** The band after an arrow: moved, or with `stretch` its upper end alone. The first one takes the half that is pointed to. */
export function steppedBand(
  { low, high }: ParallelAxis,
  band: Range | undefined,
  direction: 1 | -1,
  stretch: boolean,
): Range {
  const middle = (low + high) / 2;
  if (band === undefined) return direction > 0 ? [middle, high] : [low, middle];
  const step = direction * STEP * (high - low);
  const [from, to] = band;
  if (stretch) return [from, Math.min(high, Math.max(from, to + step))];
  const moved = Math.min(high - to, Math.max(low - from, step));
  return [from + moved, to + moved];
}

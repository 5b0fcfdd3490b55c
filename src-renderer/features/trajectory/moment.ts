import { groupDigits } from '../../format/number.ts';
import { dateText, EPOCH } from '../series/dates.ts';
import { clockText } from '../series/ticks.ts';
import type { Episode } from './use-episode.ts';

type Time = Pick<NonNullable<Episode['header']['time']>, 'unit'> | null;

/** Whether times are dates, which travel as seconds since 1970. */
export const isDate = (time: Time): boolean => time?.unit === EPOCH;

/** A time as people write it: `2999`, `2024-01-15 06:04:31`. */
export function timeText(value: number, time: Time): string {
  return isDate(time) ? dateText(value) : groupDigits(String(value));
}

type Timing = Pick<Episode, 'first' | 'last'> & {
  readonly header: Pick<Episode['header'], 'time' | 'frameRate'>;
};

/** Seconds since the beginning of an episode that says how long its frames are. */
export function secondsAt(time: number, { header: { frameRate }, first }: ClockOf): number | undefined {
  return frameRate === null || frameRate <= 0 ? undefined : (time - first) / frameRate;
}

type ClockOf = Pick<Episode, 'first'> & { readonly header: Pick<Episode['header'], 'frameRate'> };

/** A moment in words: `Frame 120 of 2999, 0:04.00`. */
export function momentText(time: number, timing: Timing): string {
  const { header, last } = timing;
  const frame = `${header.time?.title ?? 'Time'} ${timeText(time, header.time)} of ${timeText(last, header.time)}`;
  const seconds = secondsAt(time, timing);
  return seconds === undefined ? frame : `${frame}, ${clockText(seconds)}`;
}

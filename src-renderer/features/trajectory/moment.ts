import { groupDigits } from '../../format/number.ts';
import { clockText } from '../series/ticks.ts';
import type { Episode } from './use-episode.ts';

type Timing = Pick<Episode, 'first' | 'last' | 'step'> & {
  readonly header: Pick<Episode['header'], 'time' | 'frameRate'>;
};

/** A moment in words: `Frame 120 of 2999, 0:04.00`. */
export function momentText(time: number, { header, first, last, step }: Timing): string {
  const frame = `${header.time?.title ?? 'Time'} ${groupDigits(String(time))} of ${groupDigits(String(last))}`;
  const { frameRate } = header;
  return frameRate !== null && frameRate > 0 ? `${frame}, ${clockText((time - first) / step / frameRate)}` : frame;
}

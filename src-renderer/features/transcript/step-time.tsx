import type { ReactNode } from 'react';
import type { OutlineStep, TranscriptShape } from '#shared/model/transcript.ts';
import { roundNumber } from '../../format/number.ts';
import { formatDuration } from '../../format/time.ts';
import { dateText, EPOCH } from '../series/dates.ts';
import classes from './transcript.module.css';

interface StepTimeProps {
  readonly shape: TranscriptShape;
  readonly steps: readonly OutlineStep[];
  readonly place: number;
}

/** How long after the first step; the date on hover. Of times that count the steps, nothing. */
export function StepTime({ shape: { time }, steps, place }: StepTimeProps): ReactNode {
  const own = steps[place]?.time ?? null;
  const first = steps[0]?.time ?? null;
  if (own === null || first === null) return null;
  if (time.unit !== EPOCH) {
    const counts = own === place || own === place + 1;
    return counts ? null : <span className={classes.number}>{`${time.title} ${roundNumber(own, 7)}`}</span>;
  }
  return (
    <span className={classes.number} title={dateText(own)}>
      {place === 0 ? dateText(own) : `+${formatDuration((own - first) * 1000)}`}
    </span>
  );
}

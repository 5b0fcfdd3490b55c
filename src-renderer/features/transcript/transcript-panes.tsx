import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { TranscriptOutline, TranscriptShape } from '#shared/model/transcript.ts';
import { formatCount } from '../../format/number.ts';
import { plural } from '../../format/words.ts';
import { Empty } from '../../ui/empty.tsx';
import { StepList } from './step-list.tsx';
import { entriesOf, type Filter, rewardOf } from './steps.ts';
import classes from './transcript.module.css';
import { TranscriptHead } from './transcript-head.tsx';
import { useTranscriptView } from './use-place.ts';
import { useWalk } from './use-walk.ts';

export interface PanesProps {
  readonly database: string;
  readonly outline: TranscriptOutline;
  readonly shape: TranscriptShape;
  /** What a step is called here. */
  readonly word: string;
}

/** The steps to read, and beside them what is asked of the present one. */
export function TranscriptPanes({ database, outline, shape, word }: PanesProps): ReactNode {
  const view = useTranscriptView(outline);
  const { steps } = outline;
  const { filter, current, goTo } = view;
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const passes = useMemo(() => passesOf(outline, shape, filter), [outline, shape, filter]);
  const entries = useMemo(() => entriesOf(steps, passes, unfolded), [steps, passes, unfolded]);
  const onUnfold = useCallback((place: number) => setUnfolded((now) => new Set(now).add(place)), []);
  useWalk({ outline, shape, entries, current, goTo });
  return (
    <div className={classes.page}>
      <TranscriptHead {...{ database, outline, shape, word, view }} />
      {outline.more && (
        <p className={classes.note}>
          Only the first {formatCount(steps.length)} {plural(word)} are listed; the others are among the rows
        </p>
      )}
      <div className={classes.column}>
        {entries.length === 0 ? (
          <Empty title={`No ${word} here has ${nothing[filter]}`} />
        ) : (
          <StepList
            {...{ database, outline, shape, entries, current, word, onUnfold }}
            find={view.find}
            onPick={goTo}
          />
        )}
      </div>
    </div>
  );
}

const nothing: Readonly<Record<Filter, string>> = {
  all: 'anything to read',
  errors: 'an error',
  rewards: 'a reward',
  changes: 'a state that differs from the one before',
};

function passesOf({ steps }: TranscriptOutline, shape: TranscriptShape, filter: Filter): (place: number) => boolean {
  if (filter === 'errors') return (place) => steps[place]!.failed;
  if (filter === 'rewards') return (place) => rewardOf(steps[place]!, shape) !== undefined;
  return () => true;
}

import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { TranscriptOutline, TranscriptShape } from '#shared/model/transcript.ts';
import { formatCount } from '../../format/number.ts';
import { plural } from '../../format/words.ts';
import { Empty } from '../../ui/empty.tsx';
import { Split } from '../../ui/split.tsx';
import { SidePanels } from './side/side-panels.tsx';
import { StepList } from './step-list.tsx';
import { entriesOf, entryAt, type Filter, rewardOf } from './steps.ts';
import classes from './transcript.module.css';
import { TranscriptHead } from './transcript-head.tsx';
import { changedParts, type Digests, useDigests } from './use-digests.ts';
import { type TranscriptView, useTranscriptView } from './use-place.ts';
import { useWalk } from './use-walk.ts';

export interface PanesProps {
  readonly database: string;
  readonly outline: TranscriptOutline;
  readonly shape: TranscriptShape;
  /** What a step is called here. */
  readonly word: string;
}

/** The steps to read, and beside them what is asked of the present one. */
export function TranscriptPanes(props: PanesProps): ReactNode {
  const view = useTranscriptView(props.outline);
  return (
    <div className={classes.page}>
      <TranscriptHead {...props} view={view} />
      <Split name="transcript.side" axis="x" initial={400} least={[360, 240]} label="Width of the side panel">
        <Steps {...props} view={view} />
        <SidePanels {...props} view={view} />
      </Split>
    </div>
  );
}

function Steps({ database, outline, shape, word, view }: PanesProps & { readonly view: TranscriptView }): ReactNode {
  const { steps } = outline;
  const { filter, current, goTo } = view;
  const digests = useDigests(database, outline, filter === 'changes');
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const passes = useMemo(() => passesOf(outline, shape, filter, digests), [outline, shape, filter, digests]);
  const entries = useMemo(() => entriesOf(steps, passes, unfolded), [steps, passes, unfolded]);
  const onUnfold = useCallback((place: number) => setUnfolded((now) => new Set(now).add(place)), []);
  const around = entries[entryAt(entries, current)];
  const inside = around !== undefined && around.first < current && current <= around.last;
  useEffect(() => {
    if (inside) onUnfold(around.first);
  }, [inside, around?.first, onUnfold]);
  useWalk({ outline, shape, entries, current, goTo });
  const reading = filter === 'changes' && digests.read < digests.total && digests.failure === undefined;
  return (
    <div className={classes.column}>
      {outline.more && (
        <p className={classes.note}>
          Only the first {formatCount(steps.length)} {plural(word)} are listed; the others are among the rows
        </p>
      )}
      {digests.failure !== undefined && <p className={classes.note}>{digests.failure.message}</p>}
      {reading && (
        <p className={classes.note} role="status">
          {formatCount(digests.read)} of {formatCount(digests.total)} states are compared
        </p>
      )}
      {entries.length === 0 && !reading && digests.failure === undefined ? (
        <Empty title={`No ${word} here has ${nothing[filter]}`} />
      ) : (
        <StepList
          {...{ database, outline, shape, entries, current, word, onUnfold, digests }}
          find={view.find}
          onPick={goTo}
        />
      )}
    </div>
  );
}

const nothing: Readonly<Record<Filter, string>> = {
  all: 'anything to read',
  errors: 'an error',
  rewards: 'a reward',
  changes: 'a state that differs from the one before',
};

function passesOf(
  { steps }: TranscriptOutline,
  shape: TranscriptShape,
  filter: Filter,
  digests: Digests,
): (place: number) => boolean {
  if (filter === 'errors') return (place) => steps[place]!.failed;
  if (filter === 'rewards') return (place) => rewardOf(steps[place]!, shape) !== undefined;
  if (filter === 'changes') return (place) => (changedParts(steps, place, digests)?.length ?? 0) > 0;
  return () => true;
}

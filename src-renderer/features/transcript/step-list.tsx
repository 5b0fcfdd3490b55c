import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { OutlineStep, TranscriptOutline, TranscriptShape } from '#shared/model/transcript.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { bonesOf, StepCard } from './step-card.tsx';
import { type Entry, entryAt, firstAchieved } from './steps.ts';
import classes from './transcript.module.css';
import { changedParts, type Digests } from './use-digests.ts';
import { useTexts } from './use-texts.ts';

interface StepListProps {
  readonly database: string;
  readonly outline: TranscriptOutline;
  readonly shape: TranscriptShape;
  readonly entries: readonly Entry[];
  /** Place of the step that is looked at. */
  readonly current: number;
  readonly find: string;
  readonly word: string;
  /** States in short, where they are compared. */
  readonly digests: Digests;
  onPick(place: number): void;
  onUnfold(place: number): void;
}

/** The steps as a list of any length: only those in sight are read and drawn. */
export function StepList(props: StepListProps): ReactNode {
  const { database, outline, shape, entries, current, find, word, digests, onPick, onUnfold } = props;
  const { steps } = outline;
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    getItemKey: (at) => entries[at]?.first ?? at,
    estimateSize: (at) => HEAD + bonesOf(steps[entries[at]!.first]!),
    overscan: 3,
  });
  const items = virtual.getVirtualItems();
  const places = items.flatMap(({ index }) => {
    const entry = entries[index];
    return entry === undefined ? [] : [entry.first, entry.last];
  });
  const texts = useTexts(database, outline, [Math.min(...places, Infinity), Math.max(...places, 0)]);
  const made = useMemo(() => firstAchieved(steps), [steps]);
  const here = entryAt(entries, current);
  useEffect(() => {
    if (here >= 0) virtual.scrollToIndex(here, { align: 'auto' });
  }, [here, virtual]);
  if (texts.failure !== undefined) return <FailureView failure={texts.failure} again={texts.again} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by the keyboard
    <section ref={scroller} className={classes.list} tabIndex={0} data-steps aria-label="Transcript">
      <div style={{ height: virtual.getTotalSize() }} className={classes.content}>
        {items.map(({ index, start, key }) => {
          const entry = entries[index];
          return (
            entry && (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={classes.slot}
                style={{ transform: `translateY(${start}px)` }}
              >
                <StepCard
                  {...{ database, shape, steps, entry, find, word, onPick, onUnfold }}
                  episode={outline.episode}
                  texts={texts.of(entry.first)}
                  lastTexts={texts.of(entry.last)}
                  firstAchieved={made}
                  changed={changedTitles(steps, entry, digests)}
                  current={index === here && current >= entry.first}
                />
              </div>
            )
          );
        })}
      </div>
    </section>
  );
}

/** Height of a card without its texts. */
const HEAD = 52;

/** What changed in the state, in words; empty where states are not compared. */
function changedTitles(steps: readonly OutlineStep[], { first, last }: Entry, digests: Digests): string {
  if (first !== last || digests.total === 0) return '';
  const ids = changedParts(steps, first, digests) ?? [];
  const titles = new Map(digests.byKey.get(steps[first]!.key)?.sections.map(({ id, title }) => [id, title]));
  return ids.map((id) => titles.get(id) ?? id).join(', ');
}

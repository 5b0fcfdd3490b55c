import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import type { TranscriptOutline, TranscriptShape } from '#shared/model/transcript.ts';
import { FailureView } from '../../../ui/failure-view.tsx';
import { bonesOf } from '../step-card.tsx';
import classes from '../transcript.module.css';
import { useTexts } from '../use-texts.ts';
import type { Pair } from './align.ts';
import compareClasses from './compare.module.css';
import { PairCard } from './pair-card.tsx';

interface PairListProps {
  readonly database: string;
  readonly left: TranscriptOutline;
  readonly right: TranscriptOutline;
  readonly pairs: readonly Pair[];
  readonly shape: TranscriptShape;
  readonly current: number;
  readonly word: string;
  onPick(place: number): void;
}

/** How high the names of the two are, which stay in sight, in pixels. */
const HEADS = 27;

/** The pairs as a list of any length: only those in sight are read and drawn. */
export function PairList({ database, left, right, pairs, shape, current, word, onPick }: PairListProps): ReactNode {
  const scroller = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: pairs.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => {
      const step = pairs[at]?.left ?? pairs[at]?.right;
      return step === undefined ? 60 : 52 + bonesOf(step);
    },
    overscan: 2,
    scrollMargin: HEADS,
    scrollPaddingStart: HEADS,
  });
  const items = virtual.getVirtualItems();
  const range = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0] as const;
  const [one, other] = [useTexts(database, left, range), useTexts(database, right, range)];
  useEffect(() => virtual.scrollToIndex(current, { align: 'auto' }), [current, virtual]);
  const failed = [one, other].find(({ failure }) => failure !== undefined);
  if (failed?.failure !== undefined) return <FailureView failure={failed.failure} again={failed.again} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by the keyboard
    <section ref={scroller} className={classes.list} tabIndex={0} data-steps aria-label="Both transcripts">
      <header className={compareClasses.heads}>
        <span title={left.label}>{left.label}</span>
        <span title={right.label}>{right.label}</span>
      </header>
      <div style={{ height: virtual.getTotalSize() }} className={classes.content}>
        {items.map(({ index, start, key }) => {
          const pair = pairs[index];
          return (
            pair && (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={classes.slot}
                style={{ transform: `translateY(${start - HEADS}px)` }}
              >
                <PairCard
                  {...{ pair, shape, word, onPick }}
                  left={one.of(pair.place)}
                  right={other.of(pair.place)}
                  current={index === current}
                />
              </div>
            )
          );
        })}
      </div>
    </section>
  );
}

import { Button } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { type ReactNode, useEffect, useRef } from 'react';
import type { TranscriptHit, TranscriptShape } from '#shared/model/transcript.ts';
import { addressOf, type PlaceQuery } from '../../../client/place.ts';
import { countOf, roundNumber } from '../../../format/number.ts';
import { plural } from '../../../format/words.ts';
import { Empty } from '../../../ui/empty.tsx';
import { FailureView } from '../../../ui/failure-view.tsx';
import { Waiting } from '../../../ui/waiting.tsx';
import { dateText, EPOCH } from '../../series/dates.ts';
import classes from './search.module.css';
import type { Hits } from './use-hits.ts';

interface HitListProps {
  readonly database: string;
  readonly hits: Hits;
  readonly text: string;
  /** The one that is looked at; -1 for none. */
  readonly current: number;
  /** What follows the `?` of the address of a hit besides its step. */
  readonly query: PlaceQuery;
  /** What a step is called here. */
  readonly word: string;
  /** Says of which session each hit is. */
  readonly showSession?: boolean;
  /** What the time of a step is. */
  readonly time: TranscriptShape['time'];
  /** The number of a hit's step where it is known; its time is told elsewhere. */
  numberOf?(hit: TranscriptHit): number | undefined;
}

/** Where a text was found, as links to walk. */
export function HitList({
  database,
  hits,
  text,
  current,
  query,
  word,
  time,
  showSession = false,
  numberOf,
}: HitListProps): ReactNode {
  const { data, hasMore } = hits;
  const scroller = useRef<HTMLElement>(null);
  const stepText = (hit: TranscriptHit, number: number | undefined) =>
    number !== undefined ? `${word} ${number} · ` : hit.time === null ? '' : `${whenText(hit.time, time)} · `;
  const virtual = useVirtualizer({
    count: (data?.length ?? 0) + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => 62,
    overscan: 8,
  });
  useEffect(() => {
    if (current >= 0) virtual.scrollToIndex(current, { align: 'auto' });
  }, [current, virtual]);
  if (hits.failure) return <FailureView failure={hits.failure} again={hits.again} />;
  if (data === undefined) return <Waiting cancel={hits.cancel} />;
  if (data.length === 0) return <Empty title={`No ${word} here holds “${text}”`} />;
  return (
    <>
      <p className={classes.count} role="status">
        {hits.total === undefined ? 'Counting…' : `Found in ${countOf(hits.total, [word, plural(word)])}`}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region is reached by the keyboard */}
      <section ref={scroller} className={classes.hits} aria-label="Found" tabIndex={0}>
        <div style={{ height: virtual.getTotalSize() }} className={classes.content}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const hit = data[index];
            return (
              <div key={key} className={classes.slot} style={{ top: start }}>
                {hit === undefined ? (
                  <Button variant="subtle" onClick={hits.more} loading={hits.asking}>
                    Find more
                  </Button>
                ) : (
                  <a
                    className={clsx(classes.hit, index === current && classes.here)}
                    href={addressOf({ at: 'episode', database, episode: hit.episode }, { ...query, at: hit.key })}
                    aria-current={index === current ? 'true' : undefined}
                  >
                    <span className={classes.what}>
                      {showSession && hit.session !== null && `${hit.session} · `}
                      {hit.label}
                      {` · ${stepText(hit, numberOf?.(hit))}${hit.where}`}
                    </span>
                    <Snippet text={hit.snippet} found={text} />
                  </a>
                )}
              </div>
            );
          })}
        </div>
      </section>
    </>
  );
}

const whenText = (at: number, { title, unit }: TranscriptShape['time']): string =>
  unit === EPOCH ? dateText(at) : `${title} ${roundNumber(at, 7)}`;

function Snippet({ text, found }: { readonly text: string; readonly found: string }): ReactNode {
  const at = text.toLowerCase().indexOf(found.toLowerCase());
  if (at < 0) return <span className={classes.snippet}>{text}</span>;
  return (
    <span className={classes.snippet}>
      {text.slice(Math.max(0, at - LEAD), at)}
      <mark>{text.slice(at, at + found.length)}</mark>
      {text.slice(at + found.length)}
    </span>
  );
}

/** Characters before what was found. */
const LEAD = 40;

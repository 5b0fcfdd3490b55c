import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useAction } from '../../../client/actions.ts';
import { toPlace } from '../../../client/place.ts';
import { useLens } from '../../../client/queries.ts';
import type { SideProps } from '../side/side-panels.tsx';
import type { Scope } from '../use-place.ts';
import { ConversationsToo, useConversationsToo } from './conversations-too.tsx';
import { HitList } from './hit-list.tsx';
import classes from './search.module.css';
import { useHits } from './use-hits.ts';

/** Where a text is found: in this episode, in all of its session, or everywhere; N walks on. */
export function FoundPanel({ database, outline, shape, word, view }: SideProps): ReactNode {
  const { find, scope, current } = view;
  const { episode, session, steps } = outline;
  const words = useLens(database).data?.words;
  const conversations = useConversationsToo();
  const hits = useHits(database, {
    ...{ text: find, conversations },
    ...(scope === 'episode' && { episode }),
    ...(scope === 'session' && session !== null && { session: session.id }),
  });
  const places = useMemo(() => new Map(steps.map(({ key }, place) => [key, place])), [steps]);
  const here = hits.data?.findIndex((hit) => hit.episode === episode && places.get(hit.key) === current) ?? -1;
  const query = { find, in: scope === 'episode' ? '' : scope, said: conversations ? 'true' : '' };
  const walk = (by: 1 | -1) => {
    const list = hits.data ?? [];
    const from = here >= 0 ? here + by : nearest(list, episode, places, current, by);
    const hit = list[from];
    if (hit === undefined) return hits.hasMore && by === 1 ? hits.more() : undefined;
    if (hit.episode === episode) view.goTo(places.get(hit.key) ?? current);
    else toPlace({ at: 'episode', database, episode: hit.episode }, { ...query, at: hit.key });
  };
  useAction('next-found', () => walk(1));
  useAction('previous-found', () => walk(-1));
  const scopes: { value: Scope; label: string }[] = [
    { value: 'episode', label: `This ${words?.episode ?? 'episode'}` },
    ...(session === null ? [] : [{ value: 'session' as const, label: `This ${words?.session ?? 'session'}` }]),
    { value: 'all', label: 'Everything' },
  ];
  return (
    <div className={classes.panel}>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label="Where to look"
          fullWidth
          w="100%"
          data={scopes}
          value={scope}
          onChange={(value) => view.set({ in: value === 'episode' ? '' : value })}
        />
        {shape.conversation !== null && <ConversationsToo />}
      </div>
      <HitList
        {...{ database, hits, query, word }}
        time={shape.time}
        text={find}
        current={here}
        showSession={scope === 'all'}
        numberOf={(hit) => {
          const place = hit.episode === episode ? places.get(hit.key) : undefined;
          return place === undefined ? undefined : place + 1;
        }}
      />
    </div>
  );
}

/** The hit behind or before the present step, which is none itself. */
function nearest(
  hits: readonly { readonly episode: string; readonly key: string }[],
  episode: string,
  places: ReadonlyMap<string, number>,
  current: number,
  by: 1 | -1,
): number {
  const placeOf = (hit: (typeof hits)[number]) => (hit.episode === episode ? (places.get(hit.key) ?? -1) : -1);
  if (by === 1) return hits.findIndex((hit) => placeOf(hit) > current);
  return hits.findLastIndex((hit) => placeOf(hit) >= 0 && placeOf(hit) < current);
}

import { type ReactNode, useSyncExternalStore } from 'react';
import { countOf, roundNumber } from '../../../format/number.ts';
import { unitText } from '../../series/unit.ts';
import { spotsAt } from '../space/spots.ts';
import { useCalmTime } from '../use-calm-time.ts';
import type { Episode } from '../use-episode.ts';
import classes from './compare.module.css';
import { differenceOf, type Other, otherPlaces } from './other.ts';

/** How far agents are from their counterparts now. */
export function DifferenceSign({ episode, other }: { readonly episode: Episode; readonly other: Other }): ReactNode {
  const { cursor, store, header } = episode;
  const time = useCalmTime(cursor, store);
  useSyncExternalStore(store.subscribe, () => store.get().version);
  useSyncExternalStore(other.store.subscribe, () => other.store.get().version);
  const own = spotsAt(store, header.agents.length, time).filter(({ agent }) => !header.agents[agent]?.apart);
  const { agents, mean, greatest } = differenceOf(own, otherPlaces(other, time));
  const unit = unitText(header.unit ?? 'units');
  return (
    <div className={classes.difference} role="status">
      {agents === 0
        ? 'Nobody is in both episodes at this moment'
        : `Apart by ${roundNumber(mean, 3)} ${unit} in the mean, ${roundNumber(greatest, 3)} at most, ${countOf(agents, ['agent', 'agents'])}`}
    </div>
  );
}

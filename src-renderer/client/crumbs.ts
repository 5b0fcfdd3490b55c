import { useEffect } from 'react';
import { tellName } from './names.ts';
import type { Place } from './place.ts';
import { createStore, useStore } from './store.ts';

/** One step of the way down, below the database. The last one is the present place. */
export interface Crumb {
  /** `null` until it is known. */
  readonly label: string | null;
  readonly place: Place;
}

const crumbs = createStore<readonly Crumb[]>([]);

/** A page says how one came to it: the line on top shows it, and *Up* leads to the one before the last. */
export function useCrumbs(trail: readonly Crumb[]): void {
  const text = JSON.stringify(trail);
  useEffect(() => {
    const now = JSON.parse(text) as readonly Crumb[];
    for (const { label, place } of now) if (label !== null) tellName(place, label);
    crumbs.set(now);
    return () => crumbs.set([]);
  }, [text]);
}

export function useTrail(): readonly Crumb[] {
  return useStore(crumbs);
}

export function currentTrail(): readonly Crumb[] {
  return crumbs.get();
}

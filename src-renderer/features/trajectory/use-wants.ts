import { useEffect } from 'react';
import type { Episode } from './use-episode.ts';

/** Tells the store what the cursor and its trails need, as the cursor moves. */
export function useWants({ cursor, store, step }: Episode, trail: number): void {
  useEffect(() => {
    if (!store) return;
    const follow = () => store.want(cursor.get().time, trail * step);
    follow();
    return cursor.subscribe(follow);
  }, [cursor, store, step, trail]);
}

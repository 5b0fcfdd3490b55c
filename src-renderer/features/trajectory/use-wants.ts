import { useEffect, useSyncExternalStore } from 'react';
import type { Episode } from './use-episode.ts';

/** Tells the store what the cursor and its trails need, as the cursor moves. */
export function useWants({ cursor, store, step }: Episode, trail: number): void {
  useEffect(() => {
    const follow = () => store.want(cursor.get().time, trail * step);
    follow();
    return cursor.subscribe(follow);
  }, [cursor, store, step, trail]);
}

/** Whether the picture has what it needs: everything else asks the engine after it, so that the first picture comes soon. */
export function useFirstPicture({ store }: Episode): boolean {
  return useSyncExternalStore(store.subscribe, () => {
    const { version, failure } = store.get();
    return (version > 0 && !store.isOutlining) || failure !== undefined;
  });
}

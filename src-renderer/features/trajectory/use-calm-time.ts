import { useEffect, useState } from 'react';
import type { Cursor } from './cursor.ts';
import type { EpisodeStore } from './episode-store.ts';

/** Milliseconds between two answers of an engine while playing, and the rest that is waited for while moving by hand. */
const WHILE_PLAYING = 300;
const WHILE_MOVING = 60;

/**
 * The cursor's time for parts that ask an engine: not with every frame, but never left behind, and after the picture has what
 * it needs.
 */
export function useCalmTime(cursor: Cursor, store: EpisodeStore): number {
  const [time, setTime] = useState(cursor.get().time);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let waiting = false;
    const show = () => {
      timer = undefined;
      const { time } = cursor.get();
      waiting = !store.has(time) && store.get().failure === undefined;
      if (!waiting) setTime(time);
    };
    const follow = () => {
      const { playing } = cursor.get();
      if (!playing) clearTimeout(timer);
      if (!playing || timer === undefined) timer = setTimeout(show, playing ? WHILE_PLAYING : WHILE_MOVING);
    };
    show();
    const stops = [cursor.subscribe(follow), store.subscribe(() => waiting && show())];
    return () => {
      for (const stop of stops) stop();
      clearTimeout(timer);
    };
  }, [cursor, store]);
  return time;
}

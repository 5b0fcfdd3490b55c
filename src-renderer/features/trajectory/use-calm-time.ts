import { useEffect, useState } from 'react';
import type { Cursor } from './cursor.ts';

/** Milliseconds between two answers of an engine while playing, and the rest that is waited for while moving by hand. */
const WHILE_PLAYING = 300;
const WHILE_MOVING = 60;

/** The cursor's time for parts that ask an engine: not with every frame, but never left behind. */
export function useCalmTime(cursor: Cursor): number {
  const [time, setTime] = useState(cursor.get().time);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = () => {
      timer = undefined;
      setTime(cursor.get().time);
    };
    const follow = () => {
      const { playing } = cursor.get();
      if (!playing) clearTimeout(timer);
      if (!playing || timer === undefined) timer = setTimeout(show, playing ? WHILE_PLAYING : WHILE_MOVING);
    };
    show();
    const stop = cursor.subscribe(follow);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [cursor]);
  return time;
}

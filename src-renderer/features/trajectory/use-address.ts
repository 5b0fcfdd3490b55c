import { useCallback, useEffect, useRef, useState } from 'react';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { readRange, writeKeys, writeRange } from '../../client/query-words.ts';
import type { Cursor } from './cursor.ts';

/**
 * State that stands in the address under `key`. `write` gives an empty text for what is not worth an address (the default,
 * or too much of it); such a value is kept all the same. `read` must keep its identity.
 */
export function useAddressed<T>(
  key: string,
  read: (text: string) => T,
  write: (value: T) => string,
): readonly [T, (value: T) => void] {
  const text = usePlaceQuery()[key] ?? '';
  const [held, setHeld] = useState(() => ({ text, value: read(text) }));
  const current = held.text === text ? held : { text, value: read(text) };
  if (current !== held) setHeld(current);
  const latest = useRef(write);
  useEffect(() => {
    latest.current = write;
  });
  const set = useCallback(
    (value: T) => {
      const next = latest.current(value);
      setHeld({ text: next, value });
      setPlaceQuery({ [key]: next });
    },
    [key],
  );
  return [current.value, set];
}

export const readText = (text: string): string => text;

/** Long selections are kept, but would make an address nobody could pass on. */
const MOST_KEYS = 40;

export function writeSelection(keys: readonly string[]): string {
  return keys.length > MOST_KEYS ? '' : writeKeys(keys);
}

/** Keeps the frame of the cursor in the address, a moment after it came to rest, and goes where an address says. */
export function useFrameInAddress(cursor: Cursor): void {
  const { frame } = usePlaceQuery();
  const written = useRef<string>(undefined);
  useEffect(() => {
    if (frame !== undefined && frame !== written.current) cursor.seek(Number(frame));
    written.current = frame;
  }, [frame, cursor]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      clearTimeout(timer);
      if (cursor.get().playing) return;
      timer = setTimeout(() => {
        const { time } = cursor.get();
        written.current = String(time);
        setPlaceQuery({ frame: written.current });
      }, 250);
    };
    const stop = cursor.subscribe(follow);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [cursor]);
}

/** Keeps the part that is played over and over in the address, and takes it from there. */
export function usePartInAddress(cursor: Cursor): void {
  const [part, setPart] = useAddressed('loop', readRange, writeRange);
  useEffect(() => {
    if (writeRange(part) !== writeRange(cursor.get().part)) cursor.setPart(part);
  }, [part, cursor]);
  useEffect(() => {
    let before = cursor.get().part;
    return cursor.subscribe(() => {
      const now = cursor.get().part;
      if (now !== before) setPart(now);
      before = now;
    });
  }, [cursor, setPart]);
}

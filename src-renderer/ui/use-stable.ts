import { useRef } from 'react';

/** The same object as long as `text` says the same: keeps parts of the screen from being drawn again for nothing. */
export function useStable<T>(value: T, text: string): T {
  const kept = useRef({ value, text });
  if (kept.current.text !== text) kept.current = { value, text };
  return kept.current.value;
}

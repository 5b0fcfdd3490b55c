import { useRef } from 'react';

/** The same list as before as long as it holds the same things. */
export function useSameList<T>(list: readonly T[]): readonly T[] {
  const kept = useRef(list);
  const { current } = kept;
  if (current.length !== list.length || list.some((each, at) => each !== current[at])) kept.current = list;
  return kept.current;
}

import { useCallback, useMemo } from 'react';
import type { TranscriptOutline } from '#shared/model/transcript.ts';
import { setPlaceQuery, usePlaceQuery } from '../../client/place.ts';
import { type Filter, filters } from './steps.ts';

/** What of a transcript is looked at; all of it stands in the address. */
export interface TranscriptView {
  /** Place of the present step in the outline. */
  readonly current: number;
  readonly filter: Filter;
  readonly find: string;
  /** Where texts are looked for. */
  readonly scope: Scope;
  readonly side: string;
  goTo(place: number): void;
  set(change: Partial<Record<'only' | 'find' | 'in' | 'said' | 'side', string>>): void;
}

export type Scope = 'episode' | 'session' | 'all';

/**
 * `step` is a number from 1; `at` the key of a step and `frame` a moment, which other pages lead to, are taken where it is
 * absent.
 */
export function useTranscriptView(outline: TranscriptOutline): TranscriptView {
  const { step, at, frame, only, find = '', in: where, side = '' } = usePlaceQuery();
  const { steps } = outline;
  const current = useMemo(() => {
    if (step !== undefined) return Math.min(Math.max(Number(step) - 1 || 0, 0), Math.max(steps.length - 1, 0));
    const found =
      at !== undefined
        ? steps.findIndex(({ key }) => key === at)
        : frame === undefined
          ? 0
          : steps.findIndex(({ time }) => time !== null && time >= Number(frame));
    return Math.max(found, 0);
  }, [step, at, frame, steps]);
  const goTo = useCallback((place: number) => setPlaceQuery({ step: String(place + 1), at: '', frame: '' }), []);
  return {
    current,
    filter: filters.find((each) => each === only) ?? 'all',
    find,
    scope: where === 'session' || where === 'all' ? where : 'episode',
    side,
    goTo,
    set: setPlaceQuery as TranscriptView['set'],
  };
}

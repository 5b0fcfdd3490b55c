import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Measured } from '#shared/compare/compare.ts';
import { type Curves, curvesOfLines, readCurves } from '#shared/compare/curves.ts';
import type { Group } from '#shared/compare/groups.ts';
import type { ErrorData } from '#shared/model/failure.ts';
import type { Smoothing } from '#shared/model/smoothing.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import type { CompareProps } from './compare-page.tsx';

export interface MeasuredCurves {
  readonly measured: Measured;
  /** `undefined` while they are read. */
  readonly curves: Curves | undefined;
  readonly failure: ErrorData | undefined;
}

/**
 * The lines of some groups, a book of them for each measure: of sessions over their episodes, of episodes over their steps.
 * Measures that are no line there are left out.
 */
export function useCurves(
  { database, compared, view, measures }: CompareProps,
  groups: readonly Group[],
  smooth?: Smoothing,
): readonly MeasuredCurves[] {
  const ofEpisodes = view.level === 'episode';
  const drawn = compared.measured.filter(({ measure, lines }) =>
    ofEpisodes ? measures.some(({ id, level }) => id === measure.id && level === 'step') : lines.length > 0,
  );
  const episodes = useMemo(() => groups.flatMap(({ items }) => items.map(({ id }) => id)), [groups]);
  const asked = useQueries({
    queries: drawn.map(({ measure }) => ({
      queryKey: ['compare curves', { database }, measure.id, smooth, episodes],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        readCurves(client, { database, options: { signal } }, { measure: measure.id, smooth }, episodes),
      enabled: ofEpisodes,
      placeholderData: keepPreviousData<Curves>,
    })),
  });
  const own = useMemo(
    () => new Map(compared.measured.map((each) => [each, curvesOfLines(each.lines, smooth)])),
    [compared.measured, smooth],
  );
  return drawn.map((measured, at) => {
    const { data, error } = asked[at]!;
    return {
      measured,
      curves: ofEpisodes ? data : own.get(measured),
      failure: error === null ? undefined : failureOf(error),
    };
  });
}

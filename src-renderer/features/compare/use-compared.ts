import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { arrange, type Compared, FACT, type Measured, readMeasured } from '#shared/compare/compare.ts';
import { type Items, type Level, readItems } from '#shared/compare/items.ts';
import { usualGroups } from '#shared/compare/usual-groups.ts';
import type { Summary } from '#shared/compare/values.ts';
import type { ErrorData } from '#shared/model/failure.ts';
import { client } from '../../client/client.ts';
import { failureOf } from '../../client/failure.ts';
import { type Answer, answerOf } from '../../client/queries.ts';
import { useSameList } from '../../ui/use-same-list.ts';
import type { CompareView } from './view.ts';

/** All sessions or episodes with their facts. */
export function useItems(database: string, level: Level, sessions: readonly string[]): Answer<Items> {
  const asked = useQuery({
    queryKey: ['compare items', { database }, level, sessions],
    queryFn: ({ signal }) => readItems(client, { database, options: { signal } }, level, sessions),
    placeholderData: (before, query) => (query?.queryKey[2] === level ? before : undefined),
  });
  return answerOf(asked);
}

export interface Measuring {
  /** Those that are there, in the order of choosing. */
  readonly measured: readonly Measured[];
  readonly failure: ErrorData | undefined;
  readonly asking: boolean;
  again(): void;
}

interface MeasuredWanted extends Pick<CompareView, 'level' | 'last' | 'steps' | 'sessions'> {
  readonly of: Summary;
}

/** The values of some measures, each read by itself; of facts, once the items are there that have them. */
export function useMeasured(
  database: string,
  items: Items | undefined,
  measures: readonly string[],
  { level, of, last, steps, sessions }: MeasuredWanted,
): Measuring {
  const asked = useQueries({
    queries: measures.map((measure) => ({
      queryKey: ['compare values', { database }, measure, level, of, last, steps, sessions, among(items, measure)],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        readMeasured(client, { database, options: { signal } }, items ?? NO_ITEMS, measure, {
          ...{ level, of, last, steps, sessions },
        }),
      enabled: items !== undefined || !measure.startsWith(FACT),
    })),
  });
  const measured = useSameList(asked.flatMap(({ data }) => data ?? []));
  const error = asked.find((each) => each.error !== null)?.error;
  return {
    measured,
    failure: error === undefined || error === null ? undefined : failureOf(error),
    asking: asked.some(({ isFetching }) => isFetching),
    again: () => asked.forEach((each) => void each.refetch()),
  };
}

const NO_ITEMS: Items = { items: [], facts: [] };

/** How many items are looked at. */
function among(items: Items | undefined, measure: string): number {
  return measure.startsWith(FACT) ? (items?.items.length ?? 0) : 0;
}

export function useArranged(
  items: Items | undefined,
  view: CompareView,
  measured: readonly Measured[],
): Compared | undefined {
  return useMemo(() => {
    if (items === undefined) return undefined;
    return arrange(items, view.by ?? usualGroups(items, view.level), measured);
  }, [items, view.by, view.level, measured]);
}

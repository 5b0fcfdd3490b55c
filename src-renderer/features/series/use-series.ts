import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { Measure, SeriesAnswer } from '#shared/model/experiment.ts';
import { orpc } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';

/** Measures that can be drawn for an episode, a session, or the whole database. */
export function useMeasures(
  database: string,
  scope: { readonly session?: string; readonly episode?: string },
): Answer<readonly Measure[]> {
  return answerOf(useQuery(orpc.measures.list.queryOptions({ input: { database, ...scope } })));
}

/** The lines of a chart; those of the request before stay until the next ones are here. */
export function useSeries(
  database: string,
  request: (Partial<SeriesRequest> & { readonly measure: string }) | undefined,
): Answer<SeriesAnswer> & { readonly stale: boolean } {
  const asked = useQuery({
    ...orpc.series.get.queryOptions({ input: { database, request: request ?? { measure: '' } } }),
    enabled: request !== undefined,
    placeholderData: keepPreviousData,
  });
  return { ...answerOf(asked), stale: asked.isPlaceholderData };
}

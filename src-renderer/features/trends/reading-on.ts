import type { QueryFunctionContext } from '@tanstack/react-query';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { SeriesAnswer } from '#shared/model/experiment.ts';
import { joinedSeries } from '#shared/model/joined-series.ts';
import { client, queryClient } from '../../client/client.ts';

/** Asks for lines that are followed: only for what the answer before does not know, which is joined to it. */
export function readingOn(
  database: string,
  request: SeriesRequest,
): (context: Pick<QueryFunctionContext, 'queryKey' | 'signal'>) => Promise<SeriesAnswer> {
  const { from, to, points: pixels, log } = request;
  return async ({ queryKey, signal }) => {
    const before = queryClient.getQueryData<SeriesAnswer>(queryKey);
    const since = [...(before?.marks ?? [])];
    const now = await client.series.get({ database, request: { ...request, since } }, { signal });
    if (before === undefined || from === undefined || to === undefined) return now;
    return joinedSeries(before, now, { from, to, pixels, log });
  };
}

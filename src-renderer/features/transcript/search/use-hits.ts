import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { TranscriptHit, TranscriptHits } from '#shared/model/transcript.ts';
import { client, orpc, queryClient } from '../../../client/client.ts';
import { type Answer, answerOf } from '../../../client/queries.ts';

/** What is looked for, and where: in one episode, in those of a session, or everywhere. */
export interface Search {
  readonly text: string;
  readonly episode?: string | undefined;
  readonly session?: string | undefined;
  readonly conversations: boolean;
}

export interface Hits extends Answer<readonly TranscriptHit[]> {
  /** In how many steps it is found; `undefined` until it was counted. */
  readonly total: number | undefined;
  readonly hasMore: boolean;
  more(): void;
  cancel(): void;
}

/** The steps that hold a text, found in the engine, page by page. */
export function useHits(database: string, search: Search): Hits {
  const { text, episode, session, conversations } = search;
  const request = {
    ...{ text, conversations },
    ...(episode !== undefined && { episode }),
    ...(session !== undefined && { session }),
  };
  const queryKey = ['transcript hits', { database }, request];
  const asked = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }): Promise<TranscriptHits> =>
      client.transcript.search(
        { database, request: { ...request, ...(pageParam !== '' && { after: pageParam }) } },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next ?? undefined,
    enabled: text !== '',
    gcTime: 30_000,
  });
  const count = useQuery({
    ...orpc.transcript.count.queryOptions({ input: { database, request } }),
    enabled: text !== '' && asked.hasNextPage,
  });
  const answer = answerOf(asked);
  const hits = asked.data?.pages.flatMap((page) => page.hits);
  return {
    ...answer,
    data: hits,
    total: asked.hasNextPage ? count.data : hits?.length,
    hasMore: asked.hasNextPage,
    more: () => void asked.fetchNextPage(),
    cancel: () => void queryClient.cancelQueries({ queryKey }),
  };
}

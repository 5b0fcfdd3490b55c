import { useQuery } from '@tanstack/react-query';
import type { Parallel } from '#shared/chart/parallel.ts';
import { readParallel } from '#shared/chart/read-parallel.ts';
import { client } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';

/** Sessions or episodes as the lists have them, with what their rows come to; without `ids`, the first of all. */
export function useParallel(database: string, level: 'session' | 'episode', ids: readonly string[]): Answer<Parallel> {
  return answerOf(
    useQuery({
      queryKey: ['trend parallel', { database }, level, ids],
      queryFn: ({ signal }) => readParallel(client, { database, options: { signal } }, level, ids),
    }),
  );
}

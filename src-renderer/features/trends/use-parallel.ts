import { useQuery } from '@tanstack/react-query';
import type { Parallel } from '#shared/chart/parallel.ts';
import { type ParallelRequest, readParallel } from '#shared/chart/read-parallel.ts';
import { client } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';

/** Sessions or episodes as the lists have them, with what their rows and measures come to; without `ids`, the first of all. */
export function useParallel(database: string, asked: ParallelRequest): Answer<Parallel> {
  return answerOf(
    useQuery({
      queryKey: ['trend parallel', { database }, asked],
      queryFn: ({ signal }) => readParallel(client, { database, options: { signal } }, asked),
    }),
  );
}

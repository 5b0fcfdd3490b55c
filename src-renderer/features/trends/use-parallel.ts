import { useQuery } from '@tanstack/react-query';
import type { PageRequest } from '#shared/model/filter.ts';
import { client } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';
import { type Parallel, parallelOf } from './parallel.ts';

/** Sessions or episodes as the lists have them, with what their rows come to; without `ids`, the first of all. */
export function useParallel(database: string, level: 'session' | 'episode', ids: readonly string[]): Answer<Parallel> {
  return answerOf(
    useQuery({
      queryKey: ['trend parallel', { database }, level, ids],
      queryFn: ({ signal }) => readParallel(database, level, ids, signal),
    }),
  );
}

/** As many as can be told apart. */
const MOST = 200;

async function readParallel(
  database: string,
  level: 'session' | 'episode',
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Parallel> {
  const conditions = ids.length === 0 ? [] : [{ column: 'id', op: 'in' as const, values: [...ids] }];
  const request: PageRequest = { conditions, search: '', sort: [], limit: MOST };
  const list = level === 'session' ? client.sessions : client.episodes;
  const page = await list.page({ database, request }, { signal });
  const at = page.columns.findIndex(({ name }) => name === 'id');
  const found = page.rows.map((row) => String(row[at] ?? ''));
  return parallelOf(page, await list.rollUps({ database, ids: found }, { signal }));
}

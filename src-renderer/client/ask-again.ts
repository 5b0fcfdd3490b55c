import type { Query, QueryClient } from '@tanstack/react-query';

/**
 * Asks again what is on screen, and the rest when it is next wanted, of the queries that are meant. A first answer still
 * under way is given up and asked for anew: it may have been read before what has changed since.
 */
export async function askAgain(
  queries: QueryClient,
  isMeant: (key: readonly unknown[]) => boolean = () => true,
): Promise<void> {
  const meant = ({ queryKey }: Query) => isMeant(queryKey);
  const isFirst = ({ state }: Query) => state.data === undefined && state.fetchStatus !== 'idle';
  await Promise.all([
    queries.resetQueries({ predicate: (query) => meant(query) && isFirst(query) }),
    queries.invalidateQueries({ predicate: meant }),
  ]);
}

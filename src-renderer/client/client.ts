import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { onlineManager, QueryClient } from '@tanstack/react-query';
import type { AppClient } from '#shared/contract/index.ts';
import { askAgain } from './ask-again.ts';
import { type Connection, createConnection } from './connection.ts';
import { failureOf, isPassing } from './failure.ts';

export const connection: Connection = createConnection();

/** Asks the main process. Prefer {@link orpc} in components: it caches, cancels and follows. */
export const client: AppClient = connection.client;

/** `useQuery(orpc.tables.catalogue.queryOptions({ input: { database } }))`: the signal reaches the engine by itself. */
export const orpc = createTanstackQueryUtils(client);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Files opened read-only change when somebody asks to read again, not when a window gets focus.
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 2 * 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 1 && isPassing(failureOf(error).code),
      retryDelay: 300,
    },
    mutations: { retry: false },
  },
});

// What counts as "online" is the way to the main process, not the network: queries pause while it is lost.
onlineManager.setEventListener((setOnline) => {
  const follow = () => setOnline(connection.state.get().state !== 'lost');
  return connection.state.subscribe(follow);
});

/** Forgets everything read from a database, so that what is on screen is read again. */
export function readAgain(database: string): Promise<void> {
  return askAgain(queryClient, (key) => isOfDatabase(key, database));
}

/** The same of everything: what all databases are seen through has changed. */
export function readAllAgain(): Promise<void> {
  return askAgain(queryClient);
}

/** The same of some groups of questions only: `series` of the contract, or the name of a list of ours. */
export function readAgainOf(database: string, groups: readonly string[]): Promise<void> {
  const isAmong = ([path]: readonly unknown[]) => groups.includes(String(Array.isArray(path) ? path[0] : path));
  return askAgain(queryClient, (key) => isOfDatabase(key, database) && isAmong(key));
}

/** Drops what was read from a database that is closed. */
export function forgetAnswers(database: string): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => isOfDatabase(queryKey, database) });
}

/** oRPC keys are `[path, { input }]`; lists of ours are `[…, { database }]`. */
function isOfDatabase(key: readonly unknown[], database: string): boolean {
  return key.some((part) => {
    const bag = part as { input?: { database?: unknown }; database?: unknown } | null;
    return typeof bag === 'object' && (bag?.input?.database === database || bag?.database === database);
  });
}

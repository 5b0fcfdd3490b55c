import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { cellToText } from '#shared/model/cell-text.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import { nameWithin } from '#shared/model/name-within.ts';
import type { Page } from '#shared/model/page.ts';
import { client } from '../../client/client.ts';
import { type Facts, factsOf, NO_FACTS } from './facts.ts';

export interface Option {
  readonly id: string;
  /** With the session's before it, for an episode. */
  readonly label: string;
}

export interface Options {
  readonly options: readonly Option[];
  readonly more: boolean;
}

interface Wanted {
  readonly level: 'session' | 'episode';
  /** Only the episodes of this session. */
  readonly session?: string | undefined;
  readonly request: Partial<PageRequest>;
}

/** Sessions or episodes of the lens's lists. */
export async function readOptions(
  database: string,
  { level, session, request: part }: Wanted,
  signal?: AbortSignal,
): Promise<Options> {
  const request: PageRequest = { conditions: [], search: '', sort: [], limit: 200, ...part };
  const options = signal && { signal };
  const page =
    level === 'session'
      ? await client.sessions.page({ database, request }, options)
      : await client.episodes.page({ database, request, ...(session !== undefined && { session }) }, options);
  return optionsOf(page);
}

export function useOptions(database: string, wanted: Wanted, enabled = true): UseQueryResult<Options> {
  return useQuery({
    queryKey: ['trend options', { database }, wanted],
    queryFn: ({ signal }) => readOptions(database, wanted, signal),
    enabled,
    placeholderData: keepPreviousData,
  });
}

/** What tells the drawn sessions or episodes apart; without `ids`, all sessions. */
export function useFacts(database: string, level: Wanted['level'], ids: readonly string[]): Facts {
  const conditions = ids.length === 0 ? [] : [{ column: 'id', op: 'in' as const, values: [...ids] }];
  const request: PageRequest = { conditions, search: '', sort: [], limit: 1000 };
  const input = { database, request };
  const asked = useQuery({
    queryKey: ['trend facts', { database }, level, ids],
    queryFn: ({ signal }) =>
      level === 'session' ? client.sessions.page(input, { signal }) : client.episodes.page(input, { signal }),
    select: factsOf,
    placeholderData: keepPreviousData,
  });
  return asked.data ?? NO_FACTS;
}

/** An id may be there twice; it can be chosen once. */
function optionsOf({ columns, rows, more }: Page): Options {
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const [id, label, above] = [at('id'), at('label'), at('session_label')];
  const byId = new Map<string, Option>();
  for (const row of rows) {
    const key = cellToText(row[id] ?? null);
    const whole = above < 0 ? null : (row[above] ?? null);
    const own = cellToText(row[label] ?? null);
    byId.set(key, { id: key, label: nameWithin(whole === null ? null : cellToText(whole), own) });
  }
  return { options: [...byId.values()], more };
}

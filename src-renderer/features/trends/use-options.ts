import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { cellToText } from '#shared/model/cell-text.ts';
import type { PageRequest } from '#shared/model/filter.ts';
import type { Page } from '#shared/model/page.ts';
import { client } from '../../client/client.ts';

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

/** An id may be there twice; it can be chosen once. */
function optionsOf({ columns, rows, more }: Page): Options {
  const at = (name: string) => columns.findIndex((column) => column.name === name);
  const [id, label, above] = [at('id'), at('label'), at('session_label')];
  const byId = new Map<string, Option>();
  for (const row of rows) {
    const key = cellToText(row[id] ?? null);
    const parts = [above < 0 ? null : (row[above] ?? null), row[label] ?? null].filter((cell) => cell !== null);
    byId.set(key, { id: key, label: parts.map(cellToText).join(' / ') });
  }
  return { options: [...byId.values()], more };
}

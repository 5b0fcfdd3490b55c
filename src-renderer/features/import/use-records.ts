import { useQuery } from '@tanstack/react-query';
import type { ImportRecord } from '#shared/model/import.ts';
import { orpc } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';

/** What was imported into an open database. */
export function useRecords(database: string): Answer<readonly ImportRecord[]> {
  return answerOf(
    useQuery(orpc.imports.records.queryOptions({ input: { into: { kind: 'database' as const, database } } })),
  );
}

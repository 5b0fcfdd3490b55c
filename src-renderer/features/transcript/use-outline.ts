import { useQuery } from '@tanstack/react-query';
import type { TranscriptOutline } from '#shared/model/transcript.ts';
import { orpc } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';

export function useOutline(database: string, episode: string | undefined): Answer<TranscriptOutline> {
  return answerOf(
    useQuery({
      ...orpc.transcript.outline.queryOptions({ input: { database, episode: episode ?? '' } }),
      enabled: episode !== undefined,
    }),
  );
}

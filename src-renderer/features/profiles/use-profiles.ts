import { useQuery } from '@tanstack/react-query';
import type { ProfileInfo } from '#shared/model/profile.ts';
import { orpc, queryClient } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';

export function useProfiles(): Answer<readonly ProfileInfo[]> {
  return answerOf(useQuery(orpc.profiles.list.queryOptions()));
}

export function profilesChanged(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: orpc.profiles.list.key() });
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { StepState } from '#shared/model/step-state.ts';
import type { TranscriptOutline } from '#shared/model/transcript.ts';
import { orpc } from '../../../client/client.ts';
import { type Answer, answerOf } from '../../../client/queries.ts';

/** The state that a step left, decoded; the one shown before stays until it is here. Forgotten soon: states are large. */
export function useStepState(
  database: string,
  { episode, steps }: TranscriptOutline,
  place: number | undefined,
): Answer<StepState> & { readonly stale: boolean; readonly none: boolean } {
  const step = place === undefined ? undefined : steps[place];
  const asked = useQuery({
    ...orpc.trajectory.state.queryOptions({ input: { database, episode, key: step?.key ?? '' } }),
    enabled: step?.hasState === true,
    placeholderData: keepPreviousData,
    gcTime: 20_000,
  });
  return { ...answerOf(asked), stale: asked.isPlaceholderData, none: step?.hasState !== true };
}

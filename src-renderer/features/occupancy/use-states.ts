import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { unpackBands } from '#shared/model/packed-bands.ts';
import type {
  BandsAnswer,
  CareAnswer,
  CareRequest,
  PredictionsAnswer,
  StatesOverview,
  StatesProfile,
  TransitionsAnswer,
} from '#shared/model/states.ts';
import { client, orpc } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';
import type { Range } from '../../client/query-words.ts';

export function useOverview(database: string): Answer<StatesOverview | null> {
  return answerOf(useQuery(orpc.states.overview.queryOptions({ input: { database } })));
}

/** Sizes are rounded up to so many pixels, so that a window that is dragged does not ask anew all the time. */
const COARSE = 200;

/** What was shown stays until the answer for another range is here. */
export function useBands(database: string, [from, to]: Range, width: number): Answer<BandsAnswer> {
  const pixels = Math.ceil((Math.max(width, 1) * window.devicePixelRatio) / COARSE) * COARSE;
  const input = { database, from, to, width: pixels };
  return answerOf(
    useQuery({
      queryKey: orpc.states.bands.queryKey({ input }),
      queryFn: async ({ signal }) => unpackBands(await client.states.bands(input, { signal })),
      enabled: width > 0,
      placeholderData: keepPreviousData,
    }),
  );
}

export function useProfile(database: string, session: string, [from, to]: Range): Answer<StatesProfile> {
  return answerOf(
    useQuery({
      ...orpc.states.profile.queryOptions({ input: { database, session, from, to } }),
      placeholderData: keepPreviousData,
    }),
  );
}

export function useTransitions(database: string, [from, to]: Range): Answer<TransitionsAnswer> {
  const query = orpc.states.transitions.queryOptions({ input: { database, from, to } });
  return answerOf(useQuery({ ...query, placeholderData: keepPreviousData }));
}

export function usePredictions(database: string, [from, to]: Range): Answer<PredictionsAnswer> {
  const query = orpc.states.predictions.queryOptions({ input: { database, from, to } });
  return answerOf(useQuery({ ...query, placeholderData: keepPreviousData }));
}

export function useCare(database: string, [from, to]: Range, limits: CareRequest): Answer<CareAnswer> {
  const query = orpc.states.care.queryOptions({ input: { database, from, to, ...limits } });
  return answerOf(useQuery({ ...query, placeholderData: keepPreviousData }));
}

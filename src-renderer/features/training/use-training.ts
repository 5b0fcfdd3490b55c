import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type {
  ActionsAnswer,
  EntityHeat,
  EntityLines,
  TrainingCurve,
  TrainingOverview,
} from '#shared/model/training.ts';
import { orpc } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';

export function useOverview(database: string): Answer<TrainingOverview | null> {
  return answerOf(useQuery(orpc.training.overview.queryOptions({ input: { database } })));
}

/** Sizes are rounded up to so many pixels, so that a window that is dragged does not ask anew all the time. */
const COARSE = 200;

const coarse = (pixels: number): number => Math.ceil(Math.max(pixels, 1) / COARSE) * COARSE;

interface InEpisode {
  readonly episode: string;
  readonly measure: string;
}

export function useEntityLines(database: string, { episode, measure }: InEpisode, width: number): Answer<EntityLines> {
  const points = coarse(width * window.devicePixelRatio);
  const query = orpc.training.lines.queryOptions({ input: { database, episode, measure, points } });
  return answerOf(useQuery({ ...query, enabled: width > 0, placeholderData: keepPreviousData }));
}

/** Columns of a few pixels, which one can point at. */
const columnsFor = (width: number): number => coarse(width) / 4;

export function useEntityHeat(database: string, { episode, measure }: InEpisode, width: number): Answer<EntityHeat> {
  const query = orpc.training.heat.queryOptions({ input: { database, episode, measure, columns: columnsFor(width) } });
  return answerOf(useQuery({ ...query, enabled: width > 0, placeholderData: keepPreviousData }));
}

export function useActions(database: string, episode: string, width: number): Answer<ActionsAnswer> {
  const query = orpc.training.actions.queryOptions({ input: { database, episode, columns: columnsFor(width) } });
  return answerOf(useQuery({ ...query, enabled: width > 0, placeholderData: keepPreviousData }));
}

export function useActionsOver(database: string, session: string, width: number): Answer<ActionsAnswer> {
  const query = orpc.training.actionsOver.queryOptions({ input: { database, session, columns: columnsFor(width) } });
  return answerOf(useQuery({ ...query, enabled: width > 0, placeholderData: keepPreviousData }));
}

interface CurveAsked {
  readonly session: string;
  readonly measure: string | undefined;
  readonly facet: number | undefined;
}

export function useCurve(
  database: string,
  { session, measure, facet }: CurveAsked,
  width: number,
): Answer<TrainingCurve> {
  const input = {
    ...{ database, session, points: coarse(width * window.devicePixelRatio) },
    ...(measure !== undefined && { measure }),
    ...(facet !== undefined && { facet }),
  };
  const query = orpc.training.curve.queryOptions({ input });
  return answerOf(useQuery({ ...query, enabled: width > 0, placeholderData: keepPreviousData }));
}

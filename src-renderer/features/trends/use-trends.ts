import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { type DrawnAnswer, histogramAnswer, scatterAnswer } from '#shared/chart/cells-answer.ts';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { CellsRequest } from '#shared/contract/cells.ts';
import type { CellsAnswer } from '#shared/model/cells.ts';
import type { Measure, SeriesAnswer } from '#shared/model/experiment.ts';
import { orpc } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';
import { readingOn } from './reading-on.ts';
import type { TrendsView } from './view.ts';

/** What was asked of one measure. */
export interface Asked extends Answer<DrawnAnswer> {
  readonly measure: Measure;
  readonly stale: boolean;
}

/** The request for a measure of the page; `points`: width of a chart in device pixels, at most. */
export function requestOf(view: TrendsView, points: number): Omit<SeriesRequest, 'measure'> {
  const { sessions, episodes, range, x, against, smooth, y } = view;
  const overSteps = episodes.length > 0;
  return {
    sessions: overSteps ? [] : [...sessions],
    episodes: [...episodes],
    split: 'mean',
    points,
    ...(range && { from: range[0], to: range[1] }),
    ...(against !== '' && { against }),
    ...(overSteps && against === '' && x !== 'recorded' && { x }),
    ...(smooth && { smooth }),
    ...(y === 'log' && { log: true }),
  };
}

/** One question per measure; the answers before stay until the next are here. `isFollowed`: they are read on. */
export function useTrends(
  database: string,
  measures: readonly Measure[],
  request: Omit<SeriesRequest, 'measure'> | undefined,
  isFollowed = false,
): readonly Asked[] {
  const asked = useQueries({
    queries: measures.map(({ id }) => ({
      ...orpc.series.get.queryOptions({ input: { database, request: { ...request, measure: id } } }),
      ...(isFollowed && request && { queryFn: readingOn(database, { ...request, measure: id }) }),
      enabled: request !== undefined,
      placeholderData: keepPreviousData<SeriesAnswer>,
    })),
  });
  return asked.flatMap((each, at) => {
    const measure = measures[at];
    return measure === undefined ? [] : [{ ...answerOf(each), measure, stale: each.isPlaceholderData }];
  });
}

/** Lowest and highest x of all answers; 0…1 when there is none. */
export function extentOf(answers: readonly (SeriesAnswer | undefined)[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { points } of answers.flatMap((answer) => answer?.series ?? [])) {
    low = Math.min(low, points[0]?.[0] ?? low);
    high = Math.max(high, points.at(-1)?.[0] ?? high);
  }
  if (low > high) return [0, 1];
  return low === high ? [low - 1, high + 1] : [low, high];
}

/** How often measures have which values, or with another one which together; none without a request. */
export function useCells(
  database: string,
  measures: readonly Measure[],
  request: Omit<CellsRequest, 'measure'> | undefined,
): readonly Asked[] {
  const select = request?.against === undefined ? histogramAnswer : scatterAnswer;
  const asked = useQueries({
    queries: measures.map(({ id }) => ({
      ...orpc.cells.get.queryOptions({ input: { database, request: { ...request, measure: id } } }),
      select,
      enabled: request !== undefined,
      placeholderData: keepPreviousData<CellsAnswer>,
    })),
  });
  return asked.flatMap((each, at) => {
    const measure = measures[at];
    return measure === undefined ? [] : [{ ...answerOf(each), measure, stale: each.isPlaceholderData }];
  });
}

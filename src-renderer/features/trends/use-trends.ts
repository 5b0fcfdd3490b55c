import { useComputedColorScheme } from '@mantine/core';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { Measure, Series, SeriesAnswer } from '#shared/model/experiment.ts';
import { orpc } from '../../client/client.ts';
import { type Answer, answerOf } from '../../client/queries.ts';
import type { ChartLine } from '../series/chart-line.ts';
import { colourBook, type DataStyle, dashOf, dataStyle, type Scheme } from '../series/colours.ts';
import { longestGap } from '../series/lines.ts';
import type { MeasureGroup } from './groups.ts';
import type { TrendsView } from './view.ts';

/** What was asked of one measure. */
export interface Asked extends Answer<SeriesAnswer> {
  readonly measure: Measure;
  readonly stale: boolean;
}

/** A line of the page and where it comes from. */
export interface TrendLine extends ChartLine {
  readonly series: Series;
}

/** The request for a measure of the page; `points`: width of a chart in device pixels, at most. */
export function requestOf(view: TrendsView, points: number): Omit<SeriesRequest, 'measure'> {
  const { sessions, episodes, range } = view;
  return {
    sessions: episodes.length > 0 ? [] : [...sessions],
    episodes: [...episodes],
    split: 'mean',
    points,
    ...(range && { from: range[0], to: range[1] }),
  };
}

/** One question per measure; the answers before stay until the next are here. */
export function useTrends(
  database: string,
  measures: readonly Measure[],
  request: Omit<SeriesRequest, 'measure'> | undefined,
): readonly Asked[] {
  const asked = useQueries({
    queries: measures.map(({ id }) => ({
      ...orpc.series.get.queryOptions({ input: { database, request: { ...request, measure: id } } }),
      enabled: request !== undefined,
      placeholderData: keepPreviousData<SeriesAnswer>,
    })),
  });
  return asked.flatMap((each, at) => {
    const measure = measures[at];
    return measure === undefined ? [] : [{ ...answerOf(each), measure, stale: each.isPlaceholderData }];
  });
}

export interface LineOptions {
  readonly database: string;
  /** Whether lines are of episodes over their steps, or of sessions over their episodes. */
  readonly overSteps: boolean;
  readonly range: TrendsView['range'];
  readonly points: number;
}

/** The lines of a chart: a hue for each session or episode, a dash for each measure where there are several. */
export function useLines(
  group: MeasureGroup,
  asked: readonly Asked[],
  { database, overSteps, range, points }: LineOptions,
): readonly TrendLine[] {
  const scheme = useComputedColorScheme('light');
  const answers = group.measures.map(({ id }) => asked.find(({ measure }) => measure.id === id)?.data);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answers themselves, not the list made of them each time
  return useMemo(() => {
    const [from, to] = range ?? extentOf(answers);
    const scope = `${database}:${overSteps ? 'episodes' : 'sessions'}`;
    return answers.flatMap((answer, measure) =>
      (answer?.series ?? []).map((series) => ({
        id: `${answer?.measure.id} ${series.id}`,
        label: answers.length > 1 ? `${series.label} · ${answer?.measure.title}` : series.label,
        points: series.points,
        style: styleOf(colourBook.number(scope, series.id), answers.length > 1 ? measure : undefined, scheme),
        longestGap: overSteps ? longestGap(series, to - from, points, 0) : Number.POSITIVE_INFINITY,
        series,
      })),
    );
  }, [...answers, database, overSteps, range, points, scheme]);
}

function styleOf(number: number, measure: number | undefined, scheme: Scheme): DataStyle {
  const style = dataStyle(number, scheme);
  return measure === undefined ? style : { ...style, dash: dashOf(measure) };
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

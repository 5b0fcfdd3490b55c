import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import type { DrawnAnswer } from '#shared/chart/cells-answer.ts';
import { inOrder } from '#shared/chart/in-order.ts';
import type { Series } from '#shared/model/experiment.ts';
import { restartsText } from '#shared/model/restarts.ts';
import { useSameList } from '../../ui/use-same-list.ts';
import type { ChartLine } from '../series/chart-line.ts';
import { colourBook, type DataStyle, dashOf, dataStyle, type Scheme } from '../series/colours.ts';
import { longestGap } from '../series/lines.ts';
import { type Facts, factOf } from './facts.ts';
import type { MeasureGroup } from './groups.ts';
import { type Asked, extentOf } from './use-trends.ts';
import type { TrendsView } from './view.ts';

/** A line of the page and where it comes from. */
export interface TrendLine extends ChartLine {
  readonly series: Series;
  /** Its entry in the legend, which it may share with others, and what that is called. */
  readonly key: string;
  readonly entry: string;
  /** Which of the small charts it is in; '' where there is but one. */
  readonly chart: string;
}

export interface LineOptions extends Pick<TrendsView, 'range' | 'colour' | 'charts'> {
  readonly database: string;
  /** Whether lines are of episodes over their steps, or of sessions over their episodes. */
  readonly overSteps: boolean;
  readonly points: number;
  readonly facts: Facts;
}

/**
 * The lines of the measures of one unit: a hue for each session or episode, or for each value of the fact that colours tell
 * apart; a dash for each measure where there are several.
 */
export function useLines(group: MeasureGroup, asked: readonly Asked[], options: LineOptions): readonly TrendLine[] {
  const { database, overSteps, range, points, colour, charts, facts } = options;
  const scheme = useComputedColorScheme('light');
  const answers = useSameList(group.measures.map(({ id }) => asked.find(({ measure }) => measure.id === id)?.data));
  return useMemo(
    () => linesOf(answers, { database, overSteps, range, points, colour, charts, facts }, scheme),
    [answers, database, overSteps, range, points, colour, charts, facts, scheme],
  );
}

export function linesOf(
  answers: readonly (DrawnAnswer | undefined)[],
  { database, overSteps, range, points, colour, charts, facts }: LineOptions,
  scheme: Scheme,
): readonly TrendLine[] {
  const [from, to] = range ?? extentOf(answers);
  const scope = `${database}:${overSteps ? 'episodes' : 'sessions'}`;
  numberValues(facts, colour, scope);
  return answers.flatMap((answer, measure) =>
    (answer?.series ?? []).map((series): TrendLine => {
      const of = series.part?.of ?? series.id;
      const value = colour === '' ? undefined : factOf(facts, of, colour);
      const number =
        value === undefined ? colourBook.number(scope, of) : colourBook.number(`${scope}:${colour}`, value);
      const several = answers.length > 1;
      const label = several ? `${series.label} · ${answer?.measure.title}` : series.label;
      return {
        id: `${answer?.measure.id} ${series.id}`,
        label,
        points: series.points,
        behind: series.raw,
        strengths: answer?.strengths?.get(series.id),
        style: styleOf(number, several ? measure : undefined, scheme),
        longestGap:
          overSteps && answer?.x.measured !== true
            ? longestGap(series, to - from, points, 0)
            : Number.POSITIVE_INFINITY,
        series,
        key: value ?? of,
        entry: several ? `${value ?? whole(series)} · ${answer?.measure.title}` : (value ?? whole(series)),
        chart: charts === '' ? '' : factOf(facts, of, charts),
      };
    }),
  );
}

/** What a line is called, with those that it is a part of. */
function whole({ label, part }: Series): string {
  return part === undefined ? label : `${part.label}, ${restartsText([{ part }])}`;
}

/** Hues go to the values of a fact in their order, whichever line comes first. */
function numberValues({ values }: Facts, colour: string, scope: string): void {
  if (colour === '') return;
  for (const value of inOrder([...values.values()].flatMap((of) => of.get(colour) ?? []))) {
    colourBook.number(`${scope}:${colour}`, value);
  }
}

function styleOf(number: number, measure: number | undefined, scheme: Scheme): DataStyle {
  const style = dataStyle(number, scheme);
  return measure === undefined ? style : { ...style, dash: dashOf(measure) };
}

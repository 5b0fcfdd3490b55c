import { partStyle, shownOf, wholeStyle } from '#shared/chart/describe-stack.ts';
import type { Stack } from '#shared/chart/stack.ts';
import { type Area, areasOf, reducedStack } from '#shared/chart/stack-areas.ts';
import type { Scheme } from '../series/colours.ts';
import type { TrendLine } from './trend-lines.ts';

/** A part as it is drawn. */
export interface DrawnPart {
  readonly id: string;
  readonly colour: string;
  readonly areas: readonly Area[];
}

export interface DrawnStack {
  readonly parts: readonly DrawnPart[];
  /** The whole as a line; none where it is hidden or not known. */
  readonly whole: readonly TrendLine[];
  /** The outer edges of the parts, which can be pointed at as the whole can. */
  readonly edges: readonly TrendLine[];
}

/** What a zoom into y and marks of stacks of a sum are kept by: those of its lines are others. */
export const stackGroup = (whole: { readonly id: string }): string => `stack ${whole.id}`;

/** Without the parts that are hidden, which the others close up for. */
export function shownStack(stack: Stack, hidden: readonly string[]): Stack {
  const members = [...stack.parts, ...(stack.whole === undefined ? [] : [stack.whole])];
  const shown = members.map(({ measure }) => ({ id: measure.id })).filter(({ id }) => !hidden.includes(id));
  return shown.length === members.length ? stack : shownOf(stack, shown);
}

/** What the legend says: every part with its own values, and the whole. */
export function legendLines(stack: Stack, scheme: Scheme): readonly TrendLine[] {
  const parts = stack.parts.map(({ measure, title, series }, at) =>
    lineOf(stack, { ...measure, title }, series, partStyle(at, scheme)),
  );
  const { whole } = stack;
  return whole === undefined ? parts : [...parts, lineOf(stack, whole.measure, whole.series, wholeStyle(scheme))];
}

/** A stack for so many pixels; `all`: the same with what is hidden, which keeps colours. */
export function drawStack(
  stack: Stack,
  all: Stack,
  { extent, columns, scheme }: { readonly extent: readonly [number, number]; columns: number; scheme: Scheme },
): DrawnStack {
  const { parts, whole } = reducedStack(stack, extent, columns);
  const styles = new Map(all.parts.map(({ measure }, at) => [measure.id, partStyle(at, scheme)]));
  const styleOf = (id: string) => styles.get(id) ?? wholeStyle(scheme);
  return {
    parts: parts.map((part) => ({
      id: part.measure.id,
      colour: styleOf(part.measure.id).colour,
      areas: areasOf(part),
    })),
    whole: whole === undefined ? [] : [lineOf(all, whole.measure, whole.series, wholeStyle(scheme))],
    edges: parts.map(({ measure, title, series, pieces }) => {
      const places = pieces.flat();
      const own = {
        ...series,
        points: places.map(({ x, value }) => [x, value] as const),
        episodes: series.episodes && places.map(({ at }) => series.episodes?.[at] ?? ''),
      };
      const outer = places.map(({ x, value, above, below }) => [x, value < 0 ? below[0] : above[1]] as const);
      return { ...lineOf(all, { ...measure, title }, own, styleOf(measure.id)), points: outer };
    }),
  };
}

function lineOf(
  { longestGap }: Stack,
  { id, title }: Stack['parts'][number]['measure'],
  series: TrendLine['series'],
  style: TrendLine['style'],
): TrendLine {
  const known = { id, label: title, key: id, entry: title, chart: '' };
  return { ...known, points: series.points, style, longestGap, series };
}

import type { Agent, Series, SeriesAnswer } from '#shared/model/experiment.ts';
import type { ChartLine } from '../series/chart-line.ts';
import { type DataStyle, dataStyle, type Scheme } from '../series/colours.ts';
import { longestGap } from '../series/lines.ts';
import { agentTypes } from './look.ts';
import type { Episode } from './use-episode.ts';

export type SplitBy = 'mean' | 'type' | 'agent';

/** More lines than this say nothing, and take long to draw. */
export const MOST_LINES = 30;

/** Agents that get a line each: the selected ones, or else the moving ones, as far as there is room. */
export function agentsAlone(agents: readonly Agent[], selected: ReadonlySet<number>): readonly number[] {
  const all = agents.map((_, index) => index);
  const chosen =
    selected.size > 0 ? all.filter((index) => selected.has(index)) : all.filter((index) => !agents[index]?.apart);
  return chosen.slice(0, MOST_LINES);
}

/** How many lines will come, and what to say when not all can. */
export function linesWanted(
  agents: readonly Agent[],
  split: SplitBy,
  alone: readonly number[],
): { readonly length: number; readonly note: string } {
  if (split === 'mean') return { length: 1, note: '' };
  if (split === 'type') return { length: new Set(agents.map(({ type }) => type)).size, note: '' };
  const left = agents.length > MOST_LINES && alone.length === MOST_LINES;
  return { length: alone.length, note: left ? ` · the first ${MOST_LINES} agents; select others to see theirs` : '' };
}

interface LineOptions {
  readonly episode: Pick<Episode, 'database' | 'header' | 'step'>;
  readonly split: SplitBy;
  readonly alone: readonly number[];
  readonly scheme: Scheme;
  /** Length of the x axis, and the points that were asked for: they say what is a gap. */
  readonly span: number;
  readonly points: number;
}

/** The answer's lines as the chart draws them, in the colours of the picture. */
export function chartLines(answer: SeriesAnswer, options: LineOptions): readonly ChartLine[] {
  const styleOf = styles(options);
  return answer.series.map((series, index) => ({
    id: series.id,
    label: options.split === 'mean' ? answer.measure.title : series.label,
    points: series.points,
    style: styleOf(series, index),
    longestGap: longestGap(series, options.span, options.points, options.episode.step),
  }));
}

function styles({ episode, split, alone, scheme }: LineOptions): (series: Series, index: number) => DataStyle {
  const { agents } = episode.header;
  const types = agentTypes(agents, episode.database, scheme);
  if (split === 'mean') return () => types[0]?.look ?? dataStyle(0, scheme);
  if (split === 'type') {
    const byName = new Map(types.map(({ name, look }) => [name, look]));
    return (series, index) => byName.get(lastPart(series)) ?? byName.get(series.label) ?? dataStyle(index, scheme);
  }
  const numbers = new Map(alone.map((agent, number) => [agents[agent]?.key, number]));
  return (series, index) => dataStyle(numbers.get(lastPart(series)) ?? index, scheme);
}

/** `episode/agent` and `episode/type` name the agent or the type behind the last slash. */
const lastPart = ({ id }: Series): string => id.slice(id.lastIndexOf('/') + 1);

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

/** The answer's lines as the chart draws them, in the colours of the picture; agents in the order of their list. */
export function chartLines(answer: SeriesAnswer, options: LineOptions): readonly ChartLine[] {
  const { split, episode } = options;
  const face =
    split === 'agent' ? agentFaces(options) : split === 'type' ? typeFaces(options) : meanFace(answer, options);
  return answer.series
    .map((series, index) => ({ series, face: face(series, index) }))
    .sort((one, other) => one.face.rank - other.face.rank)
    .map(({ series, face: { label, style } }) => ({
      id: series.id,
      label: series.part === undefined ? label : `${label} · part ${series.part.number} of ${series.part.parts}`,
      style,
      points: series.points,
      longestGap: longestGap(series, options.span, options.points, episode.step),
    }));
}

/** What a line is called, how it looks, and its place among the others. */
interface Face {
  readonly label: string;
  readonly style: DataStyle;
  readonly rank: number;
}
type FaceOf = (series: Series, index: number) => Face;

function meanFace({ measure }: SeriesAnswer, { episode, scheme }: LineOptions): FaceOf {
  const [first] = agentTypes(episode.header.agents, episode.database, scheme);
  return (_, rank) => ({ label: measure.title, style: first?.look ?? dataStyle(0, scheme), rank });
}

function typeFaces({ episode, scheme }: LineOptions): FaceOf {
  const types = agentTypes(episode.header.agents, episode.database, scheme);
  return (series, index) => {
    const rank = types.findIndex(
      ({ name }) => name === partOf(series, episode.header.episode) || name === series.label,
    );
    return { label: series.label, style: types[rank]?.look ?? dataStyle(index, scheme), rank: rank < 0 ? index : rank };
  };
}

function agentFaces({ episode, alone, scheme }: LineOptions): FaceOf {
  const { agents, episode: id } = episode.header;
  const numbers = new Map(alone.map((agent, number) => [agents[agent]?.key, number]));
  return (series, index) => {
    const number = numbers.get(partOf(series, id)) ?? index;
    const agent = agents[alone[number] ?? -1];
    return { label: agent ? agentName(agent) : series.label, style: dataStyle(number, scheme), rank: number };
  };
}

const agentName = ({ type, id }: Agent): string => (type === null ? id : `${type} ${id}`);

/** A line is called `episode/agent` or `episode/type`; either may hold slashes. */
const partOf = (series: Series, episode: string): string => {
  const id = series.part?.of ?? series.id;
  return id.startsWith(`${episode}/`) ? id.slice(episode.length + 1) : id;
};

import { alongInverse } from '#shared/chart/along.ts';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { Series, SeriesAnswer } from '#shared/model/experiment.ts';
import type { Smoothing } from '#shared/model/smoothing.ts';
import type { Along, Workspace, WorkspaceSeries, WorkspaceSource } from '#shared/model/workspace.ts';

export type Range = readonly [from: number, to: number];

/** What one database is asked for: lines of one measure with the same x. */
export interface Question {
  /** The same as long as it is the same question, whatever part of it is asked for how. */
  readonly key: string;
  readonly source: WorkspaceSource;
  /** Id of the open database. */
  readonly database: string;
  readonly along: Along;
  readonly request: SeriesRequest;
  readonly series: readonly WorkspaceSeries[];
}

/** The questions to the databases that are open; `open`: their ids by the ids of the sources. */
export function questionsOf(
  { sources, series, chart }: Workspace,
  open: ReadonlyMap<string, string>,
  points: number,
): readonly Question[] {
  const groups = Map.groupBy(series, ({ source, measure, of, x, along }) =>
    JSON.stringify([source, measure.id, of.level, x, along.scale, along.offset]),
  );
  return [...groups].flatMap(([key, members]): readonly Question[] => {
    const [first] = members;
    const source = sources.find(({ id }) => id === first?.source);
    const database = source && open.get(source.id);
    if (first === undefined || source === undefined || database === undefined) return [];
    const { along, measure, of, x } = first;
    const ids = members.map((each) => each.of.id);
    const smooth = chart.smooth === null ? undefined : smoothAlong(chart.smooth, along);
    const request: SeriesRequest = {
      measure: measure.id,
      sessions: of.level === 'session' ? ids : [],
      episodes: of.level === 'episode' ? ids : [],
      split: 'mean',
      points,
      ...(of.level === 'episode' && x !== 'recorded' && { x }),
      ...(smooth && { smooth }),
      ...(chart.log && { log: true }),
    };
    return [{ key: `${database} ${key}`, source, database, along, request, series: members }];
  });
}

/** The same question about a part of the common axis, so that its points lie in the chart's own columns of pixels. */
export function within(question: Question, [from, to]: Range): Question {
  const { along, request } = question;
  return { ...question, request: { ...request, from: alongInverse(along, from), to: alongInverse(along, to) } };
}

/** Whether an answer was reduced in columns that are not the chart's, whose x covers `extent`. */
export function isMisaligned({ series }: SeriesAnswer, [from, to]: Range, points: number): boolean {
  const column = (to - from) / points;
  return series.some(({ method, points: line }) => {
    const isReduced = method === 'm4' || method === 'mean+m4';
    const [first = from] = line[0] ?? [];
    const [last = to] = line.at(-1) ?? [];
    return isReduced && (first - from > column || to - last > column);
  });
}

/** Lowest and highest x of lines, a little wider where they are all over episodes; 0 to 1 when there is none. */
export function extentOf(lines: readonly Series[]): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { points } of lines) {
    low = Math.min(low, points[0]?.[0] ?? low);
    high = Math.max(high, points.at(-1)?.[0] ?? high);
  }
  if (low > high) return [0, 1];
  if (low === high) return [low - 1, high + 1];
  const margin = lines.every(({ episodes }) => episodes !== null) ? (high - low) * 0.012 : 0;
  return [low - margin, high + margin];
}

/** A smoothing that counts in x of the common axis, for a database whose x is another. */
function smoothAlong(smooth: Smoothing, { scale }: Along): Smoothing {
  return smooth.kind === 'ema' && smooth.per !== undefined ? { ...smooth, per: smooth.per / scale } : smooth;
}

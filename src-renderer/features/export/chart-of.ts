import { type DataStyle, onGround } from '#shared/chart/palette.ts';
import type { ChartRequest, GroupsChart } from '#shared/chart/request.ts';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { QuestionInfo, QuestionInput } from '#shared/model/question.ts';
import type { GridView } from '../../ui/data-grid/row-source.ts';
import type { ChartLine } from '../series/chart-line.ts';

type Asked = Partial<SeriesRequest> & Pick<SeriesRequest, 'measure'>;

/** A chart of one measure for a file, with the lines that are drawn in their looks; `range`: what of x is shown, if not all. */
export function chartOf(
  database: string,
  asked: Asked,
  lines: readonly ChartLine[],
  range?: readonly [from: number, to: number],
): ChartRequest {
  const request = { sessions: [], episodes: [], split: 'mean' as const, points: 1000, ...asked };
  return {
    sources: [{ database, request }],
    lines: lines.map(({ id, label, style: { colour, dash } }) => {
      return { source: 0, id, label, colour: onGround(colour, 'light'), dash: [...dash] };
    }),
    ...(range && { x: { from: range[0], to: range[1] } }),
    yScale: 'linear',
    references: [],
    notes: [],
  };
}

/** What a chart of no measure over x says as usual. */
const plain = { sources: [], yScale: 'linear' as const, references: [], notes: [] };

type Looks = readonly { readonly id: string; readonly style: Pick<DataStyle, 'colour' | 'dash'> }[];

const looks = (lines: Looks) =>
  lines.map(({ id, style: { colour, dash } }) => ({
    ...{ source: 0, id, colour: onGround(colour, 'light'), dash: [...dash] },
  }));

/** Groups of runs with their bands for a file, in their colours. */
export function groupsChart(groups: GroupsChart, lines: Looks): ChartRequest {
  return { ...plain, groups, lines: looks(lines) };
}

/** A measure and its parts for a file, in their colours. */
export function stackedChart(
  stacked: NonNullable<ChartRequest['stacked']>,
  lines: Looks,
  shown: Pick<ChartRequest, 'x' | 'y' | 'references' | 'notes'>,
): ChartRequest {
  return { ...plain, stacked, lines: looks(lines), ...shown };
}

/** Parallel coordinates for a file. */
export function parallelChart(parallel: NonNullable<ChartRequest['parallel']>, lines: Looks): ChartRequest {
  return { ...plain, parallel, lines: looks(lines) };
}

/** Moves between places for a file. */
export function flowChart(flow: NonNullable<ChartRequest['flow']>, lines: Looks): ChartRequest {
  return { ...plain, flow, lines: looks(lines) };
}

/** The chart of a question's answer for a file, of the rows that pass a view. */
export function answerChart(
  database: string,
  { id: question, title }: QuestionInfo,
  values: QuestionInput,
  { conditions, search }: GridView,
): ChartRequest {
  return {
    ...plain,
    question: { database, question, values: { ...values }, title, conditions: [...conditions], search },
  };
}

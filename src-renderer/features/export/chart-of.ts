import { onGround } from '#shared/chart/palette.ts';
import type { ChartRequest } from '#shared/chart/request.ts';
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

/** The chart of a question's answer for a file, of the rows that pass a view. */
export function answerChart(
  database: string,
  { id: question, title }: QuestionInfo,
  values: QuestionInput,
  { conditions, search }: GridView,
): ChartRequest {
  return {
    sources: [],
    question: { database, question, values: { ...values }, title, conditions: [...conditions], search },
    yScale: 'linear',
    references: [],
    notes: [],
  };
}

import { SHARE } from '#shared/chart/describe-cells.ts';
import type { ChartRequest } from '#shared/chart/request.ts';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { ChartNote, DrawnChart, ReferenceLine } from '#shared/model/drawn-chart.ts';
import { smoothingText } from '#shared/model/smoothing.ts';
import { EPOCH } from '../series/dates.ts';
import type { YRange } from '../series/y-range.ts';
import type { MeasureGroup } from './groups.ts';
import type { TrendLine } from './trend-lines.ts';
import type { ChartMark } from './use-marks.ts';
import type { Asked } from './use-trends.ts';
import type { TrendsView } from './view.ts';

interface Drawn {
  readonly database: string;
  readonly title: string;
  readonly group: MeasureGroup;
  /** The answers that the lines are of. */
  readonly asked: readonly Asked[];
  readonly request: Omit<SeriesRequest, 'measure'>;
  /** Those that are shown. */
  readonly lines: readonly TrendLine[];
  readonly extent: readonly [from: number, to: number];
  readonly yRange: YRange;
  readonly view: Pick<TrendsView, 'y' | 'smooth'>;
  /** What a line consists of, plural. */
  readonly rows: string;
  readonly cells?: 'points' | 'bars' | undefined;
  readonly marks: readonly ChartMark[];
}

/** A chart of the page as data; `undefined` until there is an answer. What a menu of the chart writes out is this. */
export function drawnChart(drawn: Drawn): DrawnChart | undefined {
  const { database, title, group, asked, request, lines, yRange, view, rows, marks } = drawn;
  const answers = asked.flatMap(({ data }) => data ?? []);
  const [first] = answers;
  if (first === undefined) return undefined;
  const { x, scaled } = first;
  const [from, to] = drawn.extent;
  return {
    title,
    x: {
      title: x.title,
      unit: x.unit,
      from,
      to,
      scaled,
      scale: x.unit === EPOCH ? 'date' : isWhole(lines) ? 'whole' : 'number',
    },
    y: {
      ...(drawn.cells === 'bars'
        ? SHARE
        : { title: group.measures.map(({ title: own }) => own).join(', '), unit: group.unit }),
      ...{ from: yRange.low, to: yRange.high, scale: view.y },
    },
    lines: lines.map(({ id, label, points, behind, style, longestGap, series }) => {
      const { rows: count, notFinite, method } = series;
      return { id, label, points, behind, style, longestGap, rows: count, notFinite, method };
    }),
    ...(drawn.cells === 'points' && { marks: 'points' as const }),
    smoothing:
      drawn.cells !== undefined || view.smooth === undefined ? null : smoothingText(view.smooth, { x: x.title, rows }),
    references: marks.flatMap(asReference),
    notes: marks.flatMap(asNote),
    sources: answers.map((answer) => ({ database, request: { ...request, measure: answer.measure.id }, answer })),
  };
}

/** Lines and notes as a file takes them. */
export function writtenOf(marks: readonly ChartMark[]): Pick<ChartRequest, 'references' | 'notes'> {
  return {
    references: marks.flatMap(asReference).map(({ axis, value, label }) => ({ axis, value, label })),
    notes: marks.flatMap(asNote).map(({ x, y, label }) => ({ x, y, label })),
  };
}

function asReference({ id, x, y, label }: ChartMark): readonly ReferenceLine[] {
  if (x !== null && y === null) return [{ id, axis: 'x', value: x, label }];
  return x === null && y !== null ? [{ id, axis: 'y', value: y, label }] : [];
}

function asNote({ id, x, y, label }: ChartMark): readonly ChartNote[] {
  return x === null || y === null ? [] : [{ id, x, y, label }];
}

const isWhole = (lines: readonly TrendLine[]): boolean =>
  lines.every(({ points }) => points.every(([x]) => Number.isInteger(x)));

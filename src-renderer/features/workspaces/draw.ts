import { answerAlong } from '#shared/chart/along.ts';
import { describeChart } from '#shared/chart/describe.ts';
import { dataStyle, onGround, type Scheme } from '#shared/chart/palette.ts';
import type { ChartRequest } from '#shared/chart/request.ts';
import type { DrawnChart } from '#shared/model/drawn-chart.ts';
import type { Series, SeriesAnswer } from '#shared/model/experiment.ts';
import { smoothingText } from '#shared/model/smoothing.ts';
import type { Workspace, WorkspaceSeries } from '#shared/model/workspace.ts';
import { yRange } from '../series/y-range.ts';
import type { TrendLine } from '../trends/trend-lines.ts';
import { type Question, type Range, within } from './questions.ts';

export interface Answered {
  readonly question: Question;
  readonly answer: SeriesAnswer;
}

export interface DrawnWorkspace {
  readonly chart: DrawnChart;
  /** What an export asks for. */
  readonly request: ChartRequest;
  /** Every line that a database answered, hidden ones too; their keys are ids of series. */
  readonly lines: readonly TrendLine[];
}

/** How one series looks, whatever is drawn around it: its own colour, or that of its place. */
export function styleOf(workspace: Workspace, series: WorkspaceSeries, scheme: Scheme) {
  const own = dataStyle(workspace.series.indexOf(series), 'light');
  return { colour: onGround(series.colour ?? own.colour, scheme), dash: series.dash ?? own.dash };
}

/** The chart of a workspace: what its databases answered, on one axis that shows `extent`. */
export function drawWorkspace(
  workspace: Workspace,
  answered: readonly Answered[],
  extent: Range,
  scheme: Scheme,
): DrawnWorkspace {
  const { chart: settings, title } = workspace;
  const found = workspace.series.flatMap((series) => {
    const source = answered.findIndex(({ question }) => question.series.includes(series));
    const own = answered[source];
    const parts = own?.answer.series.filter((line) => wholeOf(line).id === series.of.id) ?? [];
    return own === undefined ? [] : parts.map((line) => ({ series, source, line, ...own }));
  });
  const lineOf = ({ series, source, line }: (typeof found)[number]) => {
    const { colour, dash } = styleOf(workspace, series, 'light');
    return { source, id: line.id, label: labelOf(workspace, series, line), colour, dash: [...dash] };
  };
  const request: ChartRequest = {
    sources: answered.map(({ question: { database, along, ...question } }) => ({
      database,
      along,
      request: within({ ...question, database, along }, extent).request,
    })),
    lines: found.map(lineOf),
    title,
    ...(settings.axis !== '' && { axis: settings.axis }),
    x: { from: extent[0], to: extent[1] },
    ...(settings.y && { y: settings.y }),
    yScale: settings.log ? 'log' : 'linear',
    ...marksOf(workspace),
  };
  const described = describeChart(
    request,
    answered.map(({ answer }) => answer),
  );
  const lines = found.map(({ series, line, question }, at): TrendLine => {
    const drawn = described.lines[at]!;
    const [mapped] = answerAlong({ ...answered[0]!.answer, series: [line] }, question.along).series;
    return {
      ...{ id: `${series.id} ${line.id}`, label: drawn.label, points: drawn.points, behind: drawn.behind },
      style: styleOf(workspace, series, scheme),
      longestGap: drawn.longestGap,
      // Its points are those that are drawn, where a logarithmic axis leaves some out.
      series: { ...mapped!, points: drawn.points },
      ...{ key: series.id, entry: labelOf(workspace, series, wholeOf(line)), chart: '' },
    };
  });
  const shown = lines.filter((_, at) => found[at]?.series.hidden === false);
  const range = yRange([...shown, ...settings.references.flatMap(({ y }) => (y === null ? [] : [asLine(y)]))], {
    scale: settings.log ? 'log' : 'linear',
    cut: false,
  });
  const { smooth } = settings;
  const chart: DrawnChart = {
    ...described,
    y: { ...described.y, from: settings.y?.from ?? range.low, to: settings.y?.to ?? range.high },
    lines: described.lines.filter((_, at) => found[at]?.series.hidden === false),
    smoothing: smooth === null ? null : smoothingText(smooth, { x: described.x.title, rows: 'points' }),
  };
  return { chart, lines, request: { ...request, lines: found.filter(({ series }) => !series.hidden).map(lineOf) } };
}

const asLine = (y: number) => ({ points: [[0, y] as const] });

function marksOf({ chart: { references } }: Workspace): Pick<ChartRequest, 'references' | 'notes'> {
  return {
    references: references.flatMap(({ x, y, label }): NonNullable<ChartRequest['references']> => {
      if (x !== null && y === null) return [{ axis: 'x', value: x, label }];
      return x === null && y !== null ? [{ axis: 'y', value: y, label }] : [];
    }),
    notes: references.flatMap(({ x, y, label }) => (x === null || y === null ? [] : [{ x, y, label }])),
  };
}

/** The line that a restarted run is a part of, or the line itself. */
export function wholeOf({ id, label, part }: Series): { readonly id: string; readonly label: string } {
  return part === undefined ? { id, label } : { id: part.of, label: part.label };
}

/** A person's own words, or what tells a line apart: its episode, its measure and its database where there are several. */
export function labelOf(
  { series: all, sources }: Workspace,
  series: WorkspaceSeries,
  line?: Pick<Series, 'label'>,
): string {
  if (series.label !== '') return series.label;
  const measures = new Set(all.map(({ measure }) => measure.title));
  const source = sources.find(({ id }) => id === series.source);
  return [
    line?.label ?? series.of.label,
    ...(measures.size > 1 ? [series.measure.title] : []),
    ...(sources.length > 1 && source ? [source.label] : []),
  ].join(' · ');
}

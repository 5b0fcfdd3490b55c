import { type ReactNode, useMemo } from 'react';
import { inOrder } from '#shared/chart/in-order.ts';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { Badge } from '../series/badge.tsx';
import { boxedRange, type YRange, yRange } from '../series/y-range.ts';
import type { Crosshair } from './crosshair.ts';
import { drawnChart } from './drawn.ts';
import type { Facts } from './facts.ts';
import type { MeasureGroup } from './groups.ts';
import { TrendChart } from './trend-chart.tsx';
import { type TrendLine, useLines } from './trend-lines.ts';
import classes from './trends.module.css';
import { type ChartMark, useMarks } from './use-marks.ts';
import type { Asked } from './use-trends.ts';
import type { TrendsView, YBox } from './view.ts';

export interface TrendGroupProps {
  readonly database: string;
  readonly group: MeasureGroup;
  readonly asked: readonly Asked[];
  readonly request: Omit<SeriesRequest, 'measure'>;
  readonly view: TrendsView;
  /** What was asked of x; all there is without. */
  readonly range: TrendsView['range'];
  readonly overSteps: boolean;
  readonly facts: Facts;
  /** What the charts of the page show of x. */
  readonly extent: readonly [from: number, to: number];
  readonly crosshair: Crosshair;
  /** What one x is, and many are: a frame, an episode. */
  readonly per: readonly [one: string, many: string];
  /** Points instead of lines, or the outlines of bars: nothing of these can be opened or zoomed. */
  readonly cells?: 'points' | 'bars' | undefined;
  onToggle(key: string): void;
  onPick(line: TrendLine, at: number): void;
  /** To a part of x, and where a box was drawn of the y of one unit. */
  onZoom(from: number, to: number, box?: YBox): void;
  /** Back to all there is. */
  onWhole(): void;
}

/** More charts than this of one unit cannot be compared. */
export const MOST_CHARTS = 24;

/** The measures of one unit: one chart, or one for each value of a fact, all with the same y axis. */
export function TrendGroup(props: TrendGroupProps): ReactNode {
  const { database, group, asked, request, view, range, facts, overSteps, per } = props;
  const own = asked.filter(({ measure }) => group.measures.includes(measure));
  const { colour, charts, hidden } = view;
  const lines = useLines(group, own, { database, overSteps, points: request.points, facts, range, colour, charts });
  const shown = useMemo(() => lines.filter(({ key }) => !hidden.includes(key)), [lines, hidden]);
  const axis = props.cells === 'bars' ? 'values' : axisKey(view, overSteps);
  const { marks, ...kept } = useMarks(database, { group: props.cells === 'bars' ? 'shares' : group.id, axis });
  const y = useMemo(
    () => rangeOf(group.id, view, props.cells, [...shown, ...marks.map(asLine)], shown),
    [group.id, view, props.cells, shown, marks],
  );
  const parts = useMemo(() => partsOf(lines, shown), [lines, shown]);
  const several = charts !== '' && lines.length > 0;
  const fact = facts.columns.find(({ name }) => name === charts)?.title ?? charts;
  const failed = own.find(({ failure, asking }) => failure !== undefined && !asking);
  const badges = own.map(({ data }) => data && <Badge key={data.measure.id} answer={data} per={per[0]} />);
  if (failed?.failure) {
    return (
      <section className={classes.chart} aria-label={group.title}>
        <h2 className={classes.chartTitle}>{group.title}</h2>
        <FailureView failure={failed.failure} again={failed.again} />
      </section>
    );
  }
  const draw = (title: string, drawn: readonly TrendLine[]) =>
    drawnChart({ ...props, title, asked: own, lines: drawn, yRange: y, rows: per[1], marks });
  const chart = ({ part, lines: members, shown: drawn }: Part) => {
    const title = several ? `${fact} ${part}` : group.title;
    return (
      <TrendChart
        key={part}
        {...props}
        own={own}
        chart={draw(title, drawn)}
        title={title}
        yRange={y}
        marks={marks}
        kept={kept}
        lines={members}
        shown={drawn}
        foot={several ? null : badges}
      />
    );
  };
  if (!several) return parts.map(chart);
  const smoothing = draw(group.title, [])?.smoothing ?? null;
  return (
    <section className={classes.multiples} aria-label={group.title}>
      <h2 className={classes.groupTitle}>
        {group.title}
        {smoothing !== null && <span className={classes.formula}> · {smoothing}; faint: as recorded</span>}
        {parts.length > MOST_CHARTS && ` — ${parts.length} values of ${fact}, the first ${MOST_CHARTS} are drawn`}
      </h2>
      <div className={classes.grid}>{parts.slice(0, MOST_CHARTS).map(chart)}</div>
      <div className={classes.foot}>{badges}</div>
    </section>
  );
}

type Points = Parameters<typeof yRange>[0];

/** The part of y that a person chose, which a logarithmic axis may have no place for; else all of it. */
function rangeOf(id: string, view: TrendsView, cells: TrendGroupProps['cells'], all: Points, shown: Points): YRange {
  const box = view.box.find(({ group, low }) => group === id && (view.y === 'linear' || low > 0));
  return box === undefined || cells !== undefined
    ? yRange(all, { scale: view.y, cut: view.cut && cells !== 'bars' })
    : boxedRange(shown, box);
}

/** What a mark adds to the y axis. */
function asLine({ x, y }: ChartMark): { readonly points: readonly (readonly [number, number])[] } {
  return { points: y === null ? [] : [[x ?? 0, y]] };
}

/** What x is, for marks that stand at one. */
function axisKey({ x, against }: TrendsView, overSteps: boolean): string {
  if (against !== '') return `against ${against}`;
  return overSteps ? x : 'order';
}

/** The lines of one chart. */
interface Part {
  readonly part: string;
  readonly lines: readonly TrendLine[];
  readonly shown: readonly TrendLine[];
}

/** One part even where there is no line yet. */
function partsOf(lines: readonly TrendLine[], shown: readonly TrendLine[]): readonly Part[] {
  const parts = lines.length === 0 ? [''] : inOrder(lines.map(({ chart }) => chart));
  return parts.map((part) => ({
    part,
    lines: lines.filter(({ chart }) => chart === part),
    shown: shown.filter(({ chart }) => chart === part),
  }));
}

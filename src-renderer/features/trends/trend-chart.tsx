import { type ReactNode, useMemo, useState } from 'react';
import { axisText } from '#shared/chart/describe.ts';
import { histogramEnds } from '#shared/chart/histogram-ends.ts';
import type { ChartRequest } from '#shared/chart/request.ts';
import { requestOfCells, requestOfDrawn } from '#shared/chart/request-of.ts';
import type { DrawnChart } from '#shared/model/drawn-chart.ts';
import { createStore, type Store, useStore } from '../../client/store.ts';
import { countOf, roundNumber } from '../../format/number.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { ChartExport } from '../export/chart-export.tsx';
import chartClasses from '../series/chart.module.css';
import { SeriesChart } from '../series/chart.tsx';
import { dateText, EPOCH } from '../series/dates.ts';
import { unitText } from '../series/unit.ts';
import type { YRange } from '../series/y-range.ts';
import { useChartFile } from './chart-files.tsx';
import { LinkedOverlay, type Pointed } from './linked-overlay.tsx';
import { type MarkedPlace, MarksForm } from './marks-form.tsx';
import { MarksLayer } from './marks-layer.tsx';
import type { TrendGroupProps } from './trend-group.tsx';
import { TrendLegend } from './trend-legend.tsx';
import type { TrendLine } from './trend-lines.ts';
import classes from './trends.module.css';
import type { ChartMark, Marks } from './use-marks.ts';
import type { Asked } from './use-trends.ts';

export interface TrendChartProps extends TrendGroupProps {
  readonly title: string;
  readonly own: readonly Asked[];
  /** What is drawn, as data; `undefined` until there is an answer. */
  readonly chart: DrawnChart | undefined;
  /** What the y axis shows. */
  readonly yRange: YRange;
  readonly marks: readonly ChartMark[];
  /** Puts lines and notes onto the chart and takes them away. */
  readonly kept: Pick<Marks, 'put' | 'remove'>;
  /** All lines of the chart, and those of them that are not hidden. */
  readonly lines: readonly TrendLine[];
  readonly shown: readonly TrendLine[];
  /** What stands in the corner below. */
  readonly foot: ReactNode;
}

/** One chart: lines of measures of one unit, over the x that all charts of the page share. */
export function TrendChart(props: TrendChartProps): ReactNode {
  const { title, own, lines, chart, yRange, crosshair, view, foot, marks, kept, onToggle } = props;
  const [marked, setMarked] = useState<MarkedPlace>();
  const [pointed] = useState(() => createStore<Pointed | undefined>(undefined));
  const Heading = foot === null ? 'h3' : 'h2';
  const file = chart && fileOf(chart, props);
  const place = useChartFile(foot === null ? `${props.group.title}, ${title}` : title, file && sameX(file, chart));
  return (
    <section className={classes.chart} aria-label={title} ref={place}>
      <div className={classes.chartHead}>
        <Heading className={classes.chartTitle}>{title}</Heading>
        <TrendLegend
          lines={lines}
          hidden={view.hidden}
          crosshair={crosshair}
          smoothing={foot === null ? null : (chart?.smoothing ?? null)}
          onToggle={onToggle}
        />
      </div>
      <div className={classes.body} data-stale={own.some(({ stale }) => stale)}>
        {chart && <Drawn {...props} chart={chart} onPoint={pointed.set} onMark={setMarked} />}
        {own.some(({ asking }) => asking) && (
          <div className={classes.busy}>
            <Waiting />
          </div>
        )}
      </div>
      <div className={classes.foot}>
        <PointedText pointed={pointed} own={own} otherwise={chart && axisText(chart.x)} />
        {chart && <MarksForm marks={marks} {...kept} at={marked} onClose={() => setMarked(undefined)} />}
        {chart && <ChartExport name={title} chart={file} />}
        {yRange.outside > 0 && (
          <span className={classes.outside}>{countOf(yRange.outside, ['point', 'points'])} outside</span>
        )}
        {foot}
      </div>
    </section>
  );
}

/** How a chart is asked for as a file. */
function fileOf(chart: DrawnChart, { cells, view }: Pick<TrendGroupProps, 'cells' | 'view'>): ChartRequest {
  return cells === undefined ? requestOfDrawn(chart) : requestOfCells(chart, view.whole);
}

/** Beside the other charts of the page it keeps the x that all of them share. */
function sameX(file: ChartRequest, { x: { from, to } }: DrawnChart): ChartRequest {
  return file.cells === undefined ? { ...file, x: { from, to } } : file;
}

type DrawnProps = TrendChartProps & {
  readonly chart: DrawnChart;
  onPoint(pointed: Pointed | undefined): void;
  onMark(place: MarkedPlace): void;
};

function Drawn(props: DrawnProps): ReactNode {
  const { group, chart, own, lines, shown, cells, crosshair, overSteps, onPoint, onPick, onMark, onZoom, onWhole } =
    props;
  const { from, to, scale, title: xTitle, scaled } = chart.x;
  const notes = useNotes(props);
  const overlay = useMemo(
    () => (
      <>
        <MarksLayer marks={notes} />
        {cells === undefined && (
          <LinkedOverlay
            lines={shown}
            from={from}
            to={to}
            crosshair={crosshair}
            onPoint={onPoint}
            onPick={({ line, at }) => onPick(line, at)}
            onMark={(x, y) => onMark({ x, y })}
            onZoom={(left, right, y) => onZoom(left, right, y && { group: group.id, low: y[0], high: y[1] })}
            onWhole={onWhole}
          />
        )}
      </>
    ),
    [group.id, cells, notes, shown, from, to, crosshair, onPoint, onPick, onMark, onZoom, onWhole],
  );
  const { from: low, to: high, scale: yScale } = chart.y;
  const y = useMemo(() => ({ low, high, scale: yScale }), [low, high, yScale]);
  const complete = own.every(({ data }) => data !== undefined);
  const empty = complete && lines.every(({ points }) => points.length === 0);
  return (
    <>
      <SeriesChart
        label={`${chart.title} over ${xTitle}`}
        lines={shown}
        y={y}
        from={from}
        to={to}
        scale={scale}
        scaled={scaled}
        overlay={overlay}
        marks={cells === 'points' ? 'points' : 'line'}
        dots={!overSteps && cells === undefined && shown.every(({ points }) => points.length <= FEW_POINTS)}
      />
      {empty && (
        <p className={chartClasses.message}>
          {yScale === 'log' ? 'Nothing above 0' : 'No finite value'} of {chart.y.title} here
        </p>
      )}
      {!empty && lines.length > 0 && shown.length === 0 && (
        <p className={chartClasses.message}>Every line is hidden: press one above to show it</p>
      )}
    </>
  );
}

/** What a person put onto the chart, and what bars beyond the ends of a histogram stand for. */
function useNotes({ marks, own, shown }: TrendChartProps): readonly ChartMark[] {
  const answer = own[0]?.data;
  return useMemo(() => {
    const ids = shown.map(({ series }) => series.id);
    const ends = answer === undefined ? [] : histogramEnds(answer, ids);
    return [...marks, ...ends.map(({ id, value, label }) => ({ id, x: value, y: null, label }))];
  }, [marks, answer, shown]);
}

/** Marks would hide a line of more points. */
const FEW_POINTS = 120;

interface PointedTextProps {
  readonly pointed: Store<Pointed | undefined>;
  readonly own: readonly Asked[];
  readonly otherwise: string | undefined;
}

/** The point under the pointer, without the rest of the chart being asked what it looks like. */
function PointedText({ pointed, own, otherwise }: PointedTextProps): ReactNode {
  const at = useStore(pointed);
  return <span className={classes.pointed}>{at === undefined ? otherwise : textOf(at, own)}</span>;
}

function textOf({ line, at }: Pointed, own: readonly Asked[]): string {
  const answer = own.find(({ data }) => data?.series.includes(line.series))?.data;
  const [x, y] = line.points[at] ?? [Number.NaN, Number.NaN];
  const place = answer?.x.unit === EPOCH ? dateText(x) : roundNumber(x, 7);
  const unit = answer?.measure.unit ?? null;
  const value = `${roundNumber(y)}${unit === null ? '' : ` ${unitText(unit)}`}`;
  return `${line.label} · ${answer?.x.title} ${place} · ${value} — click opens it`;
}

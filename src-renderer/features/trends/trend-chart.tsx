import { type ReactNode, useMemo, useState } from 'react';
import { roundNumber } from '../../format/number.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Badge } from '../series/badge.tsx';
import chartClasses from '../series/chart.module.css';
import { SeriesChart } from '../series/chart.tsx';
import { dateText, EPOCH } from '../series/dates.ts';
import { unitText } from '../series/unit.ts';
import type { Crosshair } from './crosshair.ts';
import type { MeasureGroup } from './groups.ts';
import { LinkedOverlay, type Pointed } from './linked-overlay.tsx';
import { TrendLegend } from './trend-legend.tsx';
import classes from './trends.module.css';
import { type Asked, type LineOptions, type TrendLine, useLines } from './use-trends.ts';

export interface TrendChartProps extends LineOptions {
  readonly group: MeasureGroup;
  readonly asked: readonly Asked[];
  /** What the charts of the page show of x. */
  readonly extent: readonly [from: number, to: number];
  readonly hidden: readonly string[];
  readonly crosshair: Crosshair;
  /** What one x is: a frame, an episode. */
  readonly per: string;
  onToggle(series: string): void;
  onPick(line: TrendLine, at: number): void;
  onZoom(from: number, to: number): void;
}

/** One chart: the measures of one unit, over the x that all charts of the page share. */
export function TrendChart(props: TrendChartProps): ReactNode {
  const { group, asked, hidden, crosshair, per, onToggle } = props;
  const own = asked.filter(({ measure }) => group.measures.includes(measure));
  const lines = useLines(group, own, props);
  const shown = useMemo(() => lines.filter(({ series }) => !hidden.includes(series.id)), [lines, hidden]);
  const [pointed, setPointed] = useState<Pointed>();
  const failed = own.find(({ failure, asking }) => failure !== undefined && !asking);
  return (
    <section className={classes.chart} aria-label={group.title}>
      <div className={classes.chartHead}>
        <h2 className={classes.chartTitle}>{group.title}</h2>
        <TrendLegend lines={lines} hidden={hidden} crosshair={crosshair} onToggle={onToggle} />
      </div>
      <div className={classes.body} data-stale={own.some(({ stale }) => stale)}>
        {failed?.failure ? (
          <FailureView failure={failed.failure} again={failed.again} />
        ) : (
          <Drawn {...props} own={own} lines={shown} onPoint={setPointed} />
        )}
        {own.some(({ asking }) => asking) && (
          <div className={classes.busy}>
            <Waiting />
          </div>
        )}
      </div>
      <div className={classes.foot}>
        <span className={classes.pointed}>
          {pointed ? <PointedText pointed={pointed} own={own} /> : own[0]?.data?.x.title}
        </span>
        {own.map(({ data }) => data && <Badge key={data.measure.id} answer={data} per={per} />)}
      </div>
    </section>
  );
}

type DrawnProps = TrendChartProps & {
  readonly own: readonly Asked[];
  readonly lines: readonly TrendLine[];
  onPoint(pointed: Pointed | undefined): void;
};

function Drawn(props: DrawnProps): ReactNode {
  const { group, own, lines, extent, crosshair, overSteps, onPoint, onPick, onZoom } = props;
  const [from, to] = extent;
  const overlay = useMemo(
    () => (
      <LinkedOverlay
        lines={lines}
        from={from}
        to={to}
        crosshair={crosshair}
        onPoint={onPoint}
        onPick={({ line, at }) => onPick(line, at)}
        onZoom={onZoom}
      />
    ),
    [lines, from, to, crosshair, onPoint, onPick, onZoom],
  );
  const known = own.filter(({ data }) => data !== undefined);
  const { x } = known[0]?.data ?? {};
  const empty = known.length > 0 && known.length === own.length && own.every(({ data }) => hasNoPoints(data?.series));
  return (
    <>
      {x && (
        <SeriesChart
          label={`${group.title} over ${x.title}`}
          lines={lines}
          from={from}
          to={to}
          scale={x.unit === EPOCH ? 'date' : isWhole(lines) ? 'whole' : 'number'}
          overlay={overlay}
          dots={!overSteps && lines.every(({ points }) => points.length <= FEW_POINTS)}
        />
      )}
      {empty && <p className={chartClasses.message}>No finite value of {group.title} here</p>}
      {!empty && x && lines.length === 0 && (
        <p className={chartClasses.message}>Every line is hidden: press one above to show it</p>
      )}
    </>
  );
}

/** Marks would hide a line of more points. */
const FEW_POINTS = 120;

const hasNoPoints = (series: readonly { readonly points: readonly unknown[] }[] = []): boolean =>
  series.every(({ points }) => points.length === 0);

const isWhole = (lines: readonly TrendLine[]): boolean =>
  lines.every(({ points }) => points.every(([x]) => Number.isInteger(x)));

function PointedText({ pointed: { line, at }, own }: { readonly pointed: Pointed; readonly own: readonly Asked[] }) {
  const answer = own.find(({ data }) => data?.series.includes(line.series))?.data;
  const [x, y] = line.points[at] ?? [Number.NaN, Number.NaN];
  const place = answer?.x.unit === EPOCH ? dateText(x) : roundNumber(x, 7);
  const unit = answer?.measure.unit ?? null;
  return (
    <>
      {line.label} · {answer?.x.title} {place} · {roundNumber(y)}
      {unit !== null && ` ${unitText(unit)}`} — click opens it
    </>
  );
}

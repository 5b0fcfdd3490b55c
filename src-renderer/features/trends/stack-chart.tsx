import { useComputedColorScheme } from '@mantine/core';
import { clsx } from 'clsx';
import { type ReactNode, useMemo, useState } from 'react';
import { axisText } from '#shared/chart/describe.ts';
import { addsText, partsSmoothed, stackExtent } from '#shared/chart/describe-stack.ts';
import { stackRequest } from '#shared/chart/read-stack.ts';
import type { ChartRequest } from '#shared/chart/request.ts';
import type { Stack } from '#shared/chart/stack.ts';
import type { Measure, SeriesAnswer } from '#shared/model/experiment.ts';
import { roundNumber } from '../../format/number.ts';
import { capital } from '../../format/words.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { ChartExport } from '../export/chart-export.tsx';
import { stackedChart } from '../export/chart-of.ts';
import { Badge } from '../series/badge.tsx';
import chartClasses from '../series/chart.module.css';
import { SeriesChart } from '../series/chart.tsx';
import { dateText, EPOCH } from '../series/dates.ts';
import { unitText } from '../series/unit.ts';
import { useChartFile } from './chart-files.tsx';
import { writtenOf } from './drawn.ts';
import { LinkedOverlay, type Pointed } from './linked-overlay.tsx';
import { type MarkedPlace, MarksForm } from './marks-form.tsx';
import { MarksLayer } from './marks-layer.tsx';
import { StackAreas } from './stack-areas.tsx';
import { StackLegend } from './stack-legend.tsx';
import { type DrawnStack, drawStack, legendLines, stackGroup } from './stack-lines.ts';
import stackedClasses from './stacked.module.css';
import type { TrendGroupProps } from './trend-group.tsx';
import classes from './trends.module.css';
import type { ChartMark, Marks } from './use-marks.ts';
import { type Asked, requestOf } from './use-trends.ts';

/** All that was asked and answered for a stack, as if it were one answer. */
export function stackAnswer(whole: SeriesAnswer, asked: readonly Asked[]): SeriesAnswer {
  const all = asked.flatMap(({ data }) => data ?? []);
  const sql = [...new Set(all.map((answer) => answer.sql.trim()))].join(';\n\n');
  return { ...whole, series: all.flatMap(({ series }) => series), sql };
}

interface StackChartProps
  extends Pick<
    TrendGroupProps,
    'database' | 'view' | 'overSteps' | 'extent' | 'crosshair' | 'per' | 'onToggle' | 'onPick' | 'onZoom' | 'onWhole'
  > {
  readonly title: string;
  readonly whole: Measure;
  /** All parts, and without those that are hidden. */
  readonly stack: Stack;
  readonly drawn: Stack;
  readonly x: SeriesAnswer['x'];
  /** What all charts of these parts show of y. */
  readonly y: readonly [low: number, high: number];
  readonly asked: readonly Asked[];
  readonly columns: number;
  /** Lines and notes of a person's own, and what puts them there. */
  readonly marks: readonly ChartMark[];
  readonly kept: Pick<Marks, 'put' | 'remove'>;
  /** Whether the legend is its own; that of many charts stands above them. */
  readonly legendHere: boolean;
}

/** The parts of one session or episode as areas, the whole as a line over them. */
export function StackChart(props: StackChartProps): ReactNode {
  const { title, whole, stack, drawn, view, x, asked, crosshair, per, extent, columns, legendHere, onToggle } = props;
  const [marked, setMarked] = useState<MarkedPlace>();
  const scheme = useComputedColorScheme('light');
  const [pointed, setPointed] = useState<Pointed>();
  const legend = useMemo(() => legendLines(stack, scheme), [stack, scheme]);
  const picture = useMemo(
    () => drawStack(drawn, stack, { extent, columns, scheme }),
    [drawn, stack, extent, columns, scheme],
  );
  const file = useMemo(() => fileOf(props, legend), [props, legend]);
  const name = `${whole.title} and its parts, ${stack.label}`;
  const place = useChartFile(name, file);
  const answer = asked[0]?.data;
  const adds = capital(addsText(stack.adds, whole.title));
  return (
    <section className={classes.chart} aria-label={title} ref={place}>
      <div className={clsx(classes.chartHead, stackedClasses.head)}>
        <h3 className={classes.chartTitle}>{title}</h3>
        {legendHere && (
          <StackLegend
            lines={legend}
            parts={stack.parts.length}
            hidden={view.hidden}
            smoothing={stackSmoothing(view, x, per)}
            {...{ crosshair, onToggle }}
          />
        )}
      </div>
      <p className={stackedClasses.adds}>{adds}</p>
      <div className={classes.body} data-stale={asked.some(({ stale }) => stale)}>
        <Drawn {...props} picture={picture} onPoint={setPointed} onMark={setMarked} />
        {asked.some(({ asking }) => asking) && (
          <div className={classes.busy}>
            <Waiting />
          </div>
        )}
      </div>
      <div className={classes.foot}>
        <span className={classes.pointed}>{pointed ? pointedText(pointed, x, whole.unit) : axisText(x)}</span>
        <MarksForm marks={props.marks} {...props.kept} at={marked} onClose={() => setMarked(undefined)} />
        <ChartExport name={name} chart={file} />
        {legendHere && answer && <Badge answer={stackAnswer(answer, asked)} per={per[0]} />}
      </div>
    </section>
  );
}

/** The formula of parts that are smoothed. */
export function stackSmoothing(
  { smooth }: StackChartProps['view'],
  x: SeriesAnswer['x'],
  [, rows]: StackChartProps['per'],
): string | null {
  return smooth === undefined ? null : partsSmoothed(smooth, x, rows);
}

/** As the command line asks for it: of this session or episode alone, with x and y where the window shows other than all. */
function fileOf(
  { database, view, overSteps, whole, stack, drawn, y, marks }: StackChartProps,
  legend: ReturnType<typeof legendLines>,
): ChartRequest {
  const of = stack.whole?.series.part?.of ?? stack.parts[0]?.series.part?.of ?? stack.id;
  const own = overSteps ? { episodes: [of], sessions: [] } : { sessions: of === ALL ? [] : [of] };
  const request = { ...stackRequest({ ...requestOf(view, 1), ...own }), measure: whole.id };
  const [from, to] = stackExtent([drawn]);
  return stackedChart(
    { database, request, line: stack.id },
    legend.filter(({ id }) => !view.hidden.includes(id)),
    {
      ...(view.range && { x: { from: view.range[0], to: view.range[1] } }),
      ...((from !== y[0] || to !== y[1]) && { y: { from: y[0], to: y[1] } }),
      ...writtenOf(marks),
    },
  );
}

/** The line of a database without sessions. */
const ALL = 'all';

type DrawnProps = StackChartProps & {
  readonly picture: DrawnStack;
  onPoint(pointed: Pointed | undefined): void;
  onMark(place: MarkedPlace): void;
};

function Drawn(props: DrawnProps): ReactNode {
  const { title, picture, extent, x, y: shown, marks, crosshair, onPoint, onPick, onMark, onZoom, onWhole } = props;
  const group = stackGroup(props.whole);
  const [from, to] = extent;
  const overlay = useMemo(
    () => (
      <>
        <MarksLayer marks={marks} />
        <LinkedOverlay
          lines={[...picture.whole, ...picture.edges]}
          {...{ from, to, crosshair, onPoint, onWhole }}
          onPick={({ line, at }) => onPick(line, at)}
          onMark={(across, up) => onMark({ x: across, y: up })}
          onZoom={(left, right, up) => onZoom(left, right, up && { group, low: up[0], high: up[1] })}
        />
      </>
    ),
    [picture, group, marks, from, to, crosshair, onPoint, onPick, onMark, onZoom, onWhole],
  );
  const under = useMemo(() => <StackAreas parts={picture.parts} />, [picture]);
  const y = useMemo(() => ({ low: shown[0], high: shown[1], scale: 'linear' as const }), [shown]);
  const isEmpty = picture.whole.length === 0 && picture.parts.every(({ areas }) => areas.length === 0);
  const scale = x.unit === EPOCH ? 'date' : props.overSteps ? 'number' : 'whole';
  return (
    <>
      <SeriesChart
        label={`Parts of ${props.whole.title} of ${title} over ${x.title}`}
        lines={picture.whole}
        {...{ y, from, to, scale, overlay, under }}
      />
      {isEmpty && <p className={chartClasses.message}>No part has a value here other than 0, or all are hidden</p>}
    </>
  );
}

function pointedText({ line, at }: Pointed, x: SeriesAnswer['x'], unit: string | null): string {
  const [place = Number.NaN, value = Number.NaN] = line.series.points[at] ?? [];
  const where = x.unit === EPOCH ? dateText(place) : roundNumber(place, 7);
  const of = unit === null ? '' : ` ${unitText(unit)}`;
  return `${capital(line.label)} · ${x.title} ${where} · ${roundNumber(value)}${of} — click opens it`;
}

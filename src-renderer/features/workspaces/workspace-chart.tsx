import { clsx } from 'clsx';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { EPOCH } from '#shared/chart/dates.ts';
import { axisText } from '#shared/chart/describe.ts';
import { unitText } from '#shared/chart/unit.ts';
import type { Workspace } from '#shared/model/workspace.ts';
import { roundNumber } from '../../format/number.ts';
import { Empty } from '../../ui/empty.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ChartExport } from '../export/chart-export.tsx';
import chartClasses from '../series/chart.module.css';
import { SeriesChart } from '../series/chart.tsx';
import { dateText } from '../series/dates.ts';
import { openPoint } from '../trends/charts.tsx';
import { createCrosshair } from '../trends/crosshair.ts';
import { LinkedOverlay, type Pointed } from '../trends/linked-overlay.tsx';
import { type MarkedPlace, MarksForm } from '../trends/marks-form.tsx';
import { MarksLayer } from '../trends/marks-layer.tsx';
import { TrendLegend } from '../trends/trend-legend.tsx';
import type { TrendLine } from '../trends/trend-lines.ts';
import trendClasses from '../trends/trends.module.css';
import type { DrawnWorkspace } from './draw.ts';
import type { Range } from './questions.ts';
import type { SourceState } from './source-states.ts';
import { unitSentences } from './units.ts';
import type { Changes } from './use-workspace.ts';
import type { AskedQuestion } from './use-workspace-chart.ts';
import classes from './workspaces.module.css';

interface WorkspaceChartProps {
  readonly workspace: Workspace;
  readonly states: readonly SourceState[];
  readonly asked: readonly AskedQuestion[];
  readonly drawn: DrawnWorkspace | undefined;
  readonly change: Changes['change'];
  onRange(range: Range | undefined): void;
}

/** The one chart of a workspace: lines of every database that is open. */
export function WorkspaceChart(props: WorkspaceChartProps): ReactNode {
  const { workspace, states, drawn, asked } = props;
  if (workspace.series.length === 0) {
    return (
      <Empty
        title="Nothing is in this workspace yet"
        text="Choose measures, sessions and episodes on the Trends page of a database, and add them with “Add to workspace…”"
      />
    );
  }
  const coming = asked.some(({ asking }) => asking) || states.some(({ state }) => state === 'opening');
  if (drawn === undefined) {
    if (coming) return <Waiting skeleton />;
    return (
      <Empty
        title="None of these databases can be drawn now"
        text="What each of them lacks stands beside, with what helps"
      />
    );
  }
  return <Drawn {...props} drawn={drawn} coming={coming} />;
}

type DrawnProps = WorkspaceChartProps & { readonly drawn: DrawnWorkspace; readonly coming: boolean };

function Drawn({ workspace, asked, drawn, change, coming, onRange }: DrawnProps): ReactNode {
  const { chart, lines, request } = drawn;
  const [crosshair] = useState(createCrosshair);
  const [pointed, setPointed] = useState<Pointed>();
  const [marked, setMarked] = useState<MarkedPlace>();
  const hidden = useMemo(() => workspace.series.flatMap((each) => (each.hidden ? [each.id] : [])), [workspace]);
  const onToggle = useCallback(
    (key: string) =>
      change((now) => ({
        ...now,
        series: now.series.map((each) => (each.id === key ? { ...each, hidden: !each.hidden } : each)),
      })),
    [change],
  );
  const { references } = workspace.chart;
  const refer = (edit: (now: typeof references) => typeof references) =>
    change((now) => ({ ...now, chart: { ...now.chart, references: edit(now.chart.references) } }));
  const answered = asked.flatMap(({ question, answer }) => (answer === undefined ? [] : [{ question, answer }]));
  const sentences = unitSentences(answered, workspace.chart.axis);
  return (
    <section className={classes.drawn} aria-label={workspace.title}>
      <div className={clsx(trendClasses.chartHead, classes.legend)}>
        <TrendLegend {...{ lines, hidden, crosshair, onToggle }} smoothing={chart.smoothing} />
      </div>
      {sentences.length > 0 && (
        <p className={classes.units} role="note">
          {sentences.join('. ')}
        </p>
      )}
      <div className={trendClasses.body} data-stale={asked.some(({ stale, asking }) => stale && asking)}>
        <Picture {...{ workspace, asked, drawn, hidden, crosshair, onRange }} onPoint={setPointed} onMark={setMarked} />
        {coming && (
          <div className={trendClasses.busy}>
            <Waiting />
          </div>
        )}
      </div>
      <div className={trendClasses.foot}>
        <span className={trendClasses.pointed}>
          {pointed ? <PointedText pointed={pointed} workspace={workspace} chart={chart} /> : axisText(chart.x)}
        </span>
        <MarksForm
          marks={references}
          put={(mark) => refer((now) => [...now.filter(({ id }) => id !== mark.id), mark])}
          remove={(gone) => refer((now) => now.filter(({ id }) => id !== gone))}
          at={marked}
          onClose={() => setMarked(undefined)}
        />
        <ChartExport name={workspace.title} chart={chart.lines.length === 0 ? undefined : request} />
      </div>
    </section>
  );
}

interface PictureProps extends Pick<DrawnProps, 'workspace' | 'asked' | 'drawn' | 'onRange'> {
  readonly hidden: readonly string[];
  readonly crosshair: ReturnType<typeof createCrosshair>;
  onPoint(pointed: Pointed | undefined): void;
  onMark(place: MarkedPlace): void;
}

function Picture({ workspace, asked, drawn, hidden, crosshair, onPoint, onMark, onRange }: PictureProps): ReactNode {
  const { chart, lines } = drawn;
  const { from, to, scale } = chart.x;
  const shown = useMemo(() => lines.filter(({ key }) => !hidden.includes(key)), [lines, hidden]);
  const { references } = workspace.chart;
  const pick = useCallback(
    (line: TrendLine, at: number) => {
      const question = asked.find(({ question: { series } }) => series.some(({ id }) => id === line.key))?.question;
      if (question !== undefined) openPoint(question.database, line, at, false);
    },
    [asked],
  );
  const overlay = useMemo(
    () => (
      <>
        <MarksLayer marks={references} />
        <LinkedOverlay
          {...{ lines: shown, from, to, crosshair, onPoint }}
          onPick={({ line, at }) => pick(line, at)}
          onMark={(x, y) => onMark({ x, y })}
          onZoom={(left, right) => onRange([left, right])}
          onWhole={() => onRange(undefined)}
        />
      </>
    ),
    [references, shown, from, to, crosshair, onPoint, onMark, onRange, pick],
  );
  const { from: low, to: high, scale: yScale } = chart.y;
  const y = useMemo(() => ({ low, high, scale: yScale }), [low, high, yScale]);
  return (
    <>
      <SeriesChart
        label={`${workspace.title}: ${axisText(chart.y)} over ${axisText(chart.x)}`}
        lines={shown}
        {...{ y, from, to, scale, overlay }}
        dots={shown.every(({ points, series }) => series.episodes !== null && points.length <= FEW_POINTS)}
      />
      {shown.length === 0 && <p className={chartClasses.message}>Every line is hidden: press one above to show it</p>}
      {shown.length > 0 && shown.every(({ points }) => points.length === 0) && (
        <p className={chartClasses.message}>{yScale === 'log' ? 'Nothing above 0' : 'No finite value'} here</p>
      )}
    </>
  );
}

/** Marks would hide a line of more points. */
const FEW_POINTS = 120;

interface PointedTextProps {
  readonly pointed: Pointed;
  readonly workspace: Workspace;
  readonly chart: DrawnWorkspace['chart'];
}

function PointedText({ pointed: { line, at }, workspace, chart }: PointedTextProps): ReactNode {
  const unit = workspace.series.find(({ id }) => id === line.key)?.measure.unit ?? null;
  const [x, y] = line.points[at] ?? [Number.NaN, Number.NaN];
  return (
    <>
      {line.label} · {chart.x.title} {chart.x.unit === EPOCH ? dateText(x) : roundNumber(x, 7)} · {roundNumber(y)}
      {unit !== null && ` ${unitText(unit)}`} — click opens it
    </>
  );
}

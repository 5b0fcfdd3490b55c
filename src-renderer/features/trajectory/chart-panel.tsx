import { ActionIcon, SegmentedControl, Tooltip, useComputedColorScheme } from '@mantine/core';
import { IconMinus, IconPlus, IconZoomReset } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Measure } from '#shared/model/experiment.ts';
import type { Range } from '../../client/query-words.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ChartExport } from '../export/chart-export.tsx';
import { chartOf } from '../export/chart-of.ts';
import { Badge } from '../series/badge.tsx';
import chartClasses from '../series/chart.module.css';
import { CHART_LEFT, CHART_RIGHT, SeriesChart } from '../series/chart.tsx';
import type { ChartLine } from '../series/chart-line.ts';
import { Legend } from '../series/legend.tsx';
import { pointsPerLine } from '../series/lines.ts';
import { MeasurePicker, measureLabel } from '../series/measure-picker.tsx';
import { type Moment, TimeOverlay } from '../series/time-overlay.tsx';
import { useSeries } from '../series/use-series.ts';
import { chartLines, linesWanted, type SplitBy } from './chart-lines.ts';
import classes from './chart-panel.module.css';
import { isDate, timeText } from './moment.ts';
import type { Episode } from './use-episode.ts';
import { useDensity } from './use-painting.ts';
import { zoomRange } from './zoom-range.ts';

interface ChartPanelProps {
  readonly episode: Episode;
  readonly measures: readonly Measure[];
  readonly measure: Measure;
  /** Those that nobody asked for and that have no values here, passed over for this one. */
  readonly silent: readonly Measure[];
  readonly split: SplitBy;
  /** Agents that have a line each, when split by agent. */
  readonly alone: readonly number[];
  readonly range: Range | undefined;
  onMeasure(measure: string): void;
  /** A measure has no finite value in the whole episode. */
  onSilent(measure: string): void;
  onSplit(split: SplitBy): void;
  onRange(range: Range | undefined): void;
}

/** A measure of the episode over the same time as the picture. */
export function ChartPanel(props: ChartPanelProps): ReactNode {
  const { episode, measure, split, range } = props;
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const moment = useMoment(episode);
  const curves = useCurves(props, width);
  return (
    <section className={classes.panel} aria-label="Curves" ref={frame}>
      <div className={classes.head}>
        <MeasurePicker measures={props.measures} value={measure.id} onChange={props.onMeasure} />
        {splits(episode).length > 1 && (
          <SegmentedControl
            aria-label="One line for"
            data={splits(episode)}
            value={split}
            onChange={(next) => props.onSplit(next as SplitBy)}
          />
        )}
        <div className={classes.legend}>
          <Legend lines={curves.lines} moment={moment} />
        </div>
        <ChartExport
          name={measure.title}
          chart={
            curves.asked.data &&
            chartOf(episode.database, curves.request, curves.lines, range && [curves.from, curves.to])
          }
        />
        <ZoomTools {...props} from={curves.from} to={curves.to} />
      </div>
      <Curves {...props} curves={curves} moment={moment} />
      <div className={classes.foot}>
        <span>{curves.asked.data ? `${curves.asked.data.x.title}${curves.note}${silentNote(props)}` : ''}</span>
        {curves.asked.data && (
          <Badge answer={curves.asked.data} per={(episode.header.time?.title ?? 'time').toLowerCase()} />
        )}
      </div>
    </section>
  );
}

/** What is not drawn, so that nobody looks for it. */
function silentNote({ silent, measure }: ChartPanelProps): string {
  const others = silent.filter(({ id }) => id !== measure.id).map(({ title }) => title);
  return others.length === 0 ? '' : ` · no finite values of ${others.join(', ')}`;
}

/** The lines for the width there is, and the range of time they cover. */
function useCurves({ episode, measure, split, alone, range }: ChartPanelProps, width: number) {
  const density = useDensity();
  const scheme = useComputedColorScheme('light');
  const [from, to] = range ?? [episode.first, episode.last];
  const { header } = episode;
  const wanted = linesWanted(header.agents, split, alone);
  const points = pointsPerLine(Math.max(width - CHART_LEFT - CHART_RIGHT, 1) * density, wanted.length);
  const request = {
    measure: measure.id,
    episodes: [header.episode],
    split,
    points,
    ...(split === 'agent' && { agents: alone.flatMap((index) => header.agents[index]?.key ?? []) }),
    ...(range && { from, to }),
  };
  const asked = useSeries(episode.database, width === 0 ? undefined : request);
  const lines = useMemo<readonly ChartLine[]>(
    () => (asked.data ? chartLines(asked.data, { episode, split, alone, scheme, span: to - from, points }) : []),
    [asked.data, episode, split, alone, scheme, from, to, points],
  );
  return { asked, request, lines, from, to, note: wanted.note };
}

type CurvesProps = ChartPanelProps & { readonly curves: ReturnType<typeof useCurves>; readonly moment: Moment };

function Curves({ episode, measure, range, onRange, onSilent, curves, moment }: CurvesProps): ReactNode {
  const { asked, lines, from, to } = curves;
  const { cursor } = episode;
  const overlay = useMemo(
    () => (
      <TimeOverlay
        from={from}
        to={to}
        moment={moment}
        onSeek={(x) => cursor.seek(x)}
        onZoom={(a, b) => onRange(zoomRange([a, b], episode))}
      />
    ),
    [from, to, moment, cursor, episode, onRange],
  );
  const empty = asked.data !== undefined && !asked.stale && lines.every((line) => line.points.length === 0);
  const isSilent = empty && range === undefined && asked.data.measure.id === measure.id;
  useEffect(() => {
    if (isSilent) onSilent(measure.id);
  });
  return (
    <div className={classes.body} data-stale={asked.stale}>
      {asked.failure && !asked.asking ? (
        <FailureView failure={asked.failure} again={asked.again} />
      ) : (
        <SeriesChart
          label={`${measureLabel(measure)} from ${timeText(from, episode.header.time)} to ${timeText(to, episode.header.time)}`}
          scale={isDate(episode.header.time) ? 'date' : Number.isInteger(episode.step) ? 'whole' : 'number'}
          lines={lines}
          from={from}
          to={to}
          overlay={overlay}
        />
      )}
      {empty && <div className={chartClasses.message}>No finite values of {measure.title} here</div>}
      {asked.asking && (
        <div className={chartClasses.busy}>
          <Waiting />
        </div>
      )}
    </div>
  );
}

function splits({ header }: Episode): { readonly value: SplitBy; readonly label: string }[] {
  const types = new Set(header.agents.map(({ type }) => type)).size;
  return [
    { value: 'mean' as const, label: 'Mean' },
    ...(types > 1 ? [{ value: 'type' as const, label: 'By type' }] : []),
    ...(header.agents.length > 1 ? [{ value: 'agent' as const, label: 'By agent' }] : []),
  ];
}

function useMoment({ cursor }: Episode): Moment {
  return useMemo(() => ({ subscribe: cursor.subscribe, time: () => cursor.get().time }), [cursor]);
}

function ZoomTools({
  episode,
  range,
  onRange,
  from,
  to,
}: ChartPanelProps & { readonly from: number; readonly to: number }) {
  const zoom = (by: number) => {
    const { time } = episode.cursor.get();
    const around = time >= from && time <= to ? time : (from + to) / 2;
    onRange(zoomRange([around - (around - from) * by, around + (to - around) * by], episode));
  };
  const tools = [
    { label: 'Zoom in around the cursor', icon: <IconPlus size={14} />, act: () => zoom(0.5), off: false },
    { label: 'Zoom out', icon: <IconMinus size={14} />, act: () => zoom(2), off: !range },
    { label: 'Show the whole time', icon: <IconZoomReset size={14} />, act: () => onRange(undefined), off: !range },
  ];
  return (
    <div className={classes.tools}>
      {tools.map(({ label, icon, act, off }) => (
        <Tooltip key={label} label={label}>
          <ActionIcon size={24} aria-label={label} onClick={act} disabled={off}>
            {icon}
          </ActionIcon>
        </Tooltip>
      ))}
    </div>
  );
}

import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { TrainingCurve } from '#shared/model/training.ts';
import { SeriesChart, type YAxisRange } from '../series/chart.tsx';
import type { ChartLine } from '../series/chart-line.ts';
import { dataStyle } from '../series/colours.ts';
import { Legend } from '../series/legend.tsx';
import { badgeText, valueExtent } from '../series/lines.ts';
import { unitText } from '../series/unit.ts';
import type { Crosshair } from '../trends/crosshair.ts';
import { CheckpointSigns } from './checkpoint-list.tsx';
import { CursorLayer } from './cursor-layer.tsx';
import { spanOf } from './entity-panels.tsx';
import { PhaseShades } from './phases.tsx';
import classes from './training.module.css';

interface CurvePanelsProps {
  readonly database: string;
  readonly curve: TrainingCurve;
  readonly width: number;
  readonly crosshair: Crosshair;
  /** What panels are apart by. */
  readonly facet: string | undefined;
  /** Absent where episodes have nothing inside. */
  onOpen?: ((episode: string) => void) | undefined;
  /** Place of the checkpoint that is told of. */
  readonly chosen: number | undefined;
  onChoose(checkpoint: number): void;
}

/** One chart, or one per scenario: all over the same episodes and with the same scale. */
export function CurvePanels({ curve, crosshair, facet, onOpen, chosen, onChoose }: CurvePanelsProps): ReactNode {
  const { panels } = curve;
  const y = useMemo((): YAxisRange => {
    const [low, high] = valueExtent(panels.map(({ line }) => line));
    return { low, high, scale: 'linear' };
  }, [panels]);
  return (
    <>
      <div className={classes.panels} data-single={panels.length === 1}>
        {panels.map((panel) => (
          <Panel key={panel.key ?? '\0'} {...{ curve, panel, y, crosshair, facet, onOpen, chosen, onChoose }} />
        ))}
      </div>
      <p className={classes.told}>
        {badgeText({ series: panels.map(({ line }) => ({ ...line, id: '', label: '' })) }, 'episode')}
        {` · ${curve.x.title.toLowerCase()}, from 0`}
        {onOpen && ' · a click opens the episode'}
      </p>
    </>
  );
}

interface PanelProps extends Omit<CurvePanelsProps, 'database' | 'width'> {
  readonly panel: TrainingCurve['panels'][number];
  readonly y: YAxisRange;
}

function Panel(props: PanelProps): ReactNode {
  const { curve, panel, y, crosshair, facet, onOpen, chosen, onChoose } = props;
  const { key, line } = panel;
  const scheme = useComputedColorScheme('light');
  const { from, to } = spanOf(curve.x.from, curve.x.to);
  const unit = curve.measure.unit === null ? '' : ` (${unitText(curve.measure.unit)})`;
  const measure = `${curve.measure.title}${unit}`;
  const title = facet === undefined ? measure : `${facet} ${key ?? 'not told'}`;
  const lines = useMemo(
    (): readonly ChartLine[] => [
      {
        ...{ id: 'curve', label: measure, points: line.points, style: dataStyle(0, scheme) },
        // Episodes of one scenario lie as far apart as they come.
        longestGap: Number.POSITIVE_INFINITY,
      },
    ],
    [line, measure, scheme],
  );
  const overlay = useMemo(() => {
    const pick = (x: number) => {
      const at = nearest(line.points, x);
      const episode = line.episodes?.[at];
      if (episode !== undefined) onOpen?.(episode);
    };
    return (
      <CursorLayer
        {...{ from, to, crosshair }}
        below={(toX, height) => <PhaseShades {...{ curve, toX, height, scheme }} />}
        above={(toX, height) => <CheckpointSigns {...{ curve, line, toX, height, y, chosen, onChoose }} />}
        {...(onOpen && { onPick: pick })}
      />
    );
  }, [from, to, crosshair, curve, line, scheme, y, onOpen, chosen, onChoose]);
  return (
    <section className={classes.panel} aria-label={title}>
      {facet !== undefined && (
        <h3>
          <span className={classes.quiet}>{facet}</span> {key ?? 'not told'}
        </h3>
      )}
      <div className={classes.chart}>
        <SeriesChart
          label={`${title}, over episodes`}
          {...{ lines, from, to, y, overlay }}
          scale="whole"
          dots={line.points.length < 60}
        />
      </div>
      <Legend lines={lines} moment={crosshair} />
    </section>
  );
}

function nearest(points: readonly (readonly [number, number])[], x: number): number {
  let best = 0;
  points.forEach(([at], index) => {
    if (Math.abs(at - x) < Math.abs((points[best]?.[0] ?? Number.POSITIVE_INFINITY) - x)) best = index;
  });
  return best;
}

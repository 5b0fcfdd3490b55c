import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { EntityLine, EntityLines, TrainingOverview } from '#shared/model/training.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { SeriesChart, type YAxisRange } from '../series/chart.tsx';
import type { ChartLine } from '../series/chart-line.ts';
import { dataStyle, type Scheme } from '../series/colours.ts';
import { EPOCH } from '../series/dates.ts';
import { Legend } from '../series/legend.tsx';
import { badgeText, longestGap, valueExtent } from '../series/lines.ts';
import { unitText } from '../series/unit.ts';
import type { Crosshair } from '../trends/crosshair.ts';
import { CursorLayer } from './cursor-layer.tsx';
import classes from './training.module.css';
import { useEntityLines } from './use-training.ts';

export interface EntityProps {
  readonly database: string;
  readonly episode: string;
  readonly entities: NonNullable<TrainingOverview['entities']>;
  readonly measure: NonNullable<TrainingOverview['entities']>['measures'][number];
  readonly width: number;
  readonly crosshair: Crosshair;
}

/** A chart per intersection, all over the same time and with the same scale; a line per approach. */
export function EntityPanels({ database, episode, entities, measure, width, crosshair }: EntityProps): ReactNode {
  const asked = useEntityLines(database, { episode, measure: measure.id }, width);
  const scheme = useComputedColorScheme('light');
  const drawn = useMemo(() => asked.data && panelsOf(asked.data, width, scheme), [asked.data, width, scheme]);
  if (asked.failure) return <FailureView failure={asked.failure} again={asked.again} />;
  if (drawn === undefined || asked.data === undefined) return <Waiting skeleton />;
  const { x, lines } = asked.data;
  const what = measure.title.toLowerCase();
  if (lines.length === 0) return <Empty title={`This episode tells no ${what} of any ${entities.word[0]}`} />;
  return (
    <div data-stale={asked.asking} className={classes.stale}>
      <div className={classes.panels}>
        {drawn.panels.map(({ entity, lines: own }) => (
          <Panel key={entity} {...{ entity, measure, x, y: drawn.y, lines: own, crosshair }} />
        ))}
      </div>
      <p className={classes.told}>{badgeText({ series: lines.map(asSeries) }, x.title.toLowerCase())}</p>
    </div>
  );
}

interface PanelProps {
  readonly entity: string;
  readonly measure: EntityProps['measure'];
  readonly x: EntityLines['x'];
  readonly y: YAxisRange;
  readonly lines: readonly ChartLine[];
  readonly crosshair: Crosshair;
}

function Panel({ entity, measure, x, y, lines, crosshair }: PanelProps): ReactNode {
  const { from, to, unit } = x;
  const overlay = useMemo(() => <CursorLayer {...{ from, to, crosshair }} />, [from, to, crosshair]);
  const said = measure.unit === null ? '' : ` (${unitText(measure.unit)})`;
  return (
    <section className={classes.panel} aria-label={entity}>
      <h3>
        {entity} <span className={classes.quiet}>{`${measure.title}${said}`}</span>
      </h3>
      <div className={classes.chart}>
        <SeriesChart
          label={`${measure.title} at ${entity}`}
          {...{ lines, y, overlay }}
          {...spanOf(from, to)}
          scale={unit === EPOCH ? 'date' : 'number'}
        />
      </div>
      <Legend lines={lines} moment={crosshair} />
    </section>
  );
}

/** A single moment still needs an axis. */
export function spanOf(from: number, to: number): { readonly from: number; readonly to: number } {
  return to > from ? { from, to } : { from: from - 1, to: to + 1 };
}

/** Of an entity told of as a whole. */
const WHOLE = 'as a whole';

const asSeries = ({ points, rows, notFinite, method }: EntityLine) => ({
  ...{ points, rows, notFinite, method },
  ...{ id: '', label: '', episodes: null },
});

function panelsOf({ lines, x }: EntityLines, width: number, scheme: Scheme) {
  const parts = [...new Set(lines.map(({ part }) => part ?? WHOLE))];
  const chartLine = (line: EntityLine): ChartLine => ({
    id: line.part ?? WHOLE,
    label: line.part ?? WHOLE,
    points: line.points,
    style: dataStyle(parts.indexOf(line.part ?? WHOLE), scheme),
    longestGap: longestGap(line, x.to - x.from, Math.max(width, 1), 0),
  });
  const [low, high] = valueExtent(lines);
  const panels = [...Map.groupBy(lines, ({ entity }) => entity)].map(([entity, own]) => ({
    entity,
    lines: own.map(chartLine),
  }));
  return { panels, y: { low, high, scale: 'linear' } as const };
}

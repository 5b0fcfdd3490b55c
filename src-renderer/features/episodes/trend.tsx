import { ActionIcon, Tooltip, useComputedColorScheme } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { Measure, SeriesAnswer } from '#shared/model/experiment.ts';
import { toPlace } from '../../client/place.ts';
import { useSetting } from '../../client/settings.ts';
import { roundNumber } from '../../format/number.ts';
import { plural } from '../../format/words.ts';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ChartExport } from '../export/chart-export.tsx';
import { chartOf } from '../export/chart-of.ts';
import { Badge } from '../series/badge.tsx';
import chartClasses from '../series/chart.module.css';
import { SeriesChart } from '../series/chart.tsx';
import type { ChartLine } from '../series/chart-line.ts';
import { colourBook, dataStyle, type Scheme } from '../series/colours.ts';
import { Swatch } from '../series/legend.tsx';
import { chooseMeasure, MeasurePicker, measureLabel } from '../series/measure-picker.tsx';
import { unitText } from '../series/unit.ts';
import { useMeasures, useSeries } from '../series/use-series.ts';
import { type PointedPoint, PointOverlay } from './point-overlay.tsx';
import classes from './trend.module.css';

interface TrendProps {
  readonly database: string;
  /** One session's line; a line for each without it. */
  readonly session: string | undefined;
  readonly word: string;
}

/** How a measure went over the episodes; a point leads to its episode. */
export function Trend({ database, session, word }: TrendProps): ReactNode {
  const [shown, setShown] = useSetting('episodes.trend', true);
  const [wanted, setWanted] = useSetting<string | undefined>('episodes.measure', undefined);
  const measures = useMeasures(database, session === undefined ? {} : { session });
  const measure = chooseMeasure(measures.data ?? [], wanted, 'step');
  return (
    <section className={classes.trend} aria-label={`Trend over the ${plural(word)}`}>
      <div className={classes.head}>
        <Tooltip label={shown ? 'Hide the trend' : 'Show the trend'}>
          <ActionIcon
            size={22}
            aria-expanded={shown}
            aria-label={shown ? 'Hide the trend' : 'Show the trend'}
            onClick={() => setShown(!shown)}
          >
            {shown ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />}
          </ActionIcon>
        </Tooltip>
        <MeasurePicker measures={measures.data} value={measure?.id} onChange={setWanted} />
        <span className={classes.what}>over the {plural(word)}</span>
      </div>
      {shown && measures.failure && <FailureView failure={measures.failure} again={measures.again} />}
      {shown && measures.data?.length === 0 && (
        <div className={classes.body}>
          <p className={classes.empty}>Nothing here has a number that could be drawn over the {plural(word)}</p>
        </div>
      )}
      {shown && !measures.failure && measures.data?.length !== 0 && (
        <Lines database={database} session={session} measure={measure} word={word} />
      )}
    </section>
  );
}

type LinesProps = TrendProps & { readonly measure: Measure | undefined };

function Lines({ database, session, measure, word }: LinesProps): ReactNode {
  const request = measure && { measure: measure.id, sessions: session === undefined ? [] : [session], points: 2000 };
  const asked = useSeries(database, request);
  const scheme = useComputedColorScheme('light');
  const lines = useMemo(() => trendLines(asked.data, database, scheme), [asked.data, database, scheme]);
  const [from, to] = useMemo(() => xExtent(lines), [lines]);
  const [pointed, setPointed] = useState<PointedPoint>();
  const overlay = useMemo(
    () => (
      <PointOverlay lines={lines} onPoint={setPointed} onPick={(point) => openEpisode(asked.data, database, point)} />
    ),
    [lines, asked.data, database],
  );
  if (asked.failure && !asked.asking) {
    return (
      <div className={classes.body}>
        <FailureView failure={asked.failure} again={asked.again} />
      </div>
    );
  }
  const empty = asked.data !== undefined && lines.every(({ points }) => points.length === 0);
  return (
    <>
      <div className={classes.body} data-stale={asked.stale}>
        {measure && asked.data && (
          <SeriesChart
            label={`${measureLabel(measure)} over the ${plural(word)}`}
            lines={lines}
            from={from}
            to={to}
            scale={isWhole(lines) ? 'whole' : 'number'}
            overlay={overlay}
            dots
          />
        )}
        {empty && (
          <p className={classes.empty}>
            No {word} has a finite value of {measure?.title}
          </p>
        )}
        {(asked.asking || !measure) && (
          <div className={chartClasses.busy}>
            <Waiting />
          </div>
        )}
      </div>
      <div className={classes.foot}>
        {pointed ? <PointedText pointed={pointed} answer={asked.data} /> : <TrendLegend lines={lines} />}
        {request && asked.data && (
          <ChartExport name={asked.data.measure.title} chart={chartOf(database, request, lines)} />
        )}
        {asked.data && <Badge answer={asked.data} per={word} />}
      </div>
    </>
  );
}

function PointedText({
  pointed,
  answer,
}: {
  readonly pointed: PointedPoint;
  readonly answer: SeriesAnswer | undefined;
}) {
  const { line, at } = pointed;
  const [x, y] = line.points[at] ?? [Number.NaN, Number.NaN];
  return (
    <span className={classes.pointed}>
      <Swatch style={line.style} /> {line.label} · {answer?.x.title} {roundNumber(x)} · {roundNumber(y)}
      {answer?.measure.unit != null && ` ${unitText(answer.measure.unit)}`} — click opens it
    </span>
  );
}

const MOST_NAMES = 8;

function TrendLegend({ lines }: { readonly lines: readonly ChartLine[] }): ReactNode {
  return (
    <ul className={classes.legend} aria-label="Lines">
      {lines.slice(0, MOST_NAMES).map((line) => (
        <li key={line.id}>
          <Swatch style={line.style} /> {line.label}
        </li>
      ))}
      {lines.length > MOST_NAMES && <li>and {lines.length - MOST_NAMES} more</li>}
    </ul>
  );
}

/** A session keeps its colour wherever it is drawn. */
function trendLines(answer: SeriesAnswer | undefined, database: string, scheme: Scheme): readonly ChartLine[] {
  return (answer?.series ?? []).map((series) => ({
    id: series.id,
    label: series.label,
    points: series.points,
    style: dataStyle(colourBook.number(`${database}:sessions`, series.id), scheme),
    longestGap: Number.POSITIVE_INFINITY,
  }));
}

/** Lowest and highest x of all lines, a little wider so that no mark is cut; a single point stands in the middle. */
function xExtent(lines: readonly ChartLine[]): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { points } of lines) {
    low = Math.min(low, points[0]?.[0] ?? low);
    high = Math.max(high, points.at(-1)?.[0] ?? high);
  }
  if (low > high) return [0, 1];
  const margin = low === high ? 1 : (high - low) * 0.012;
  return [low - margin, high + margin];
}

const isWhole = (lines: readonly ChartLine[]): boolean =>
  lines.every(({ points }) => points.every(([x]) => Number.isInteger(x)));

function openEpisode(answer: SeriesAnswer | undefined, database: string, { line, at }: PointedPoint): void {
  const episode = answer?.series.find(({ id }) => id === line.id)?.episodes?.[at];
  if (episode !== undefined) toPlace({ at: 'episode', database, episode });
}

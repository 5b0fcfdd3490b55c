import { Button, useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { smoothedText } from '#shared/chart/describe-groups.ts';
import { aligned, MOST_GROUPS } from '#shared/compare/aligned.ts';
import type { Measured } from '#shared/compare/compare.ts';
import type { Curves } from '#shared/compare/curves.ts';
import { byText, type Group } from '#shared/compare/groups.ts';
import type { Smoothing } from '#shared/model/smoothing.ts';
import { bandText, centreText } from '#shared/statistics/band-words.ts';
import { formatCount } from '../../format/number.ts';
import { capital, plural } from '../../format/words.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ChartExport } from '../export/chart-export.tsx';
import { groupsChart } from '../export/chart-of.ts';
import { SeriesChart } from '../series/chart.tsx';
import { measureLabel } from '../series/measure-picker.tsx';
import { BandLegend } from './band-legend.tsx';
import { BandOverlay } from './band-overlay.tsx';
import classes from './compare.module.css';
import type { CompareProps } from './compare-page.tsx';
import { bandExtent, groupLines } from './group-line.ts';
import { groupsOf } from './groups-of.ts';
import type { ResampleRequest } from './resample.ts';
import { useCurves } from './use-curves.ts';
import { type Asked, useResampled } from './use-resampled.ts';

/** The runs of each group as one line with a band, at the same x. */
export function SeedCharts(props: CompareProps): ReactNode {
  const { groups } = props.compared;
  const some = useMemo(() => groups.slice(0, MOST_GROUPS), [groups]);
  const drawn = useCurves(props, some, props.view.smooth);
  if (drawn.length === 0) return <NoLines {...props} />;
  return (
    <div className={classes.stack}>
      {drawn.map(({ measured, curves, failure }) =>
        failure ? (
          <FailureView key={measured.measure.id} failure={failure} />
        ) : curves === undefined ? (
          <Waiting key={measured.measure.id} />
        ) : (
          <SeedChart key={measured.measure.id} {...props} measured={measured} curves={curves} some={some} />
        ),
      )}
    </div>
  );
}

/** A measure with one value per episode is no line over its steps. */
export function NoLines({ words, view, onView }: CompareProps): ReactNode {
  const [sessions, episodes] = [plural(words.session ?? 'session'), plural(words.episode ?? 'episode')];
  if (words.session === null || view.level === 'session') {
    return (
      <Empty title="These measures are no lines" text={`Choose one that has a value per ${words.step ?? 'step'}`} />
    );
  }
  return (
    <Empty
      title={`Lines over the ${episodes} are of ${sessions}`}
      text={`Compare ${sessions} to see how they got there`}
    >
      <Button onClick={() => onView({ level: 'session', by: undefined, baseline: undefined, pair: undefined })}>
        Compare {sessions}
      </Button>
    </Empty>
  );
}

interface AskedBands extends Asked {
  readonly request: Extract<ResampleRequest, { kind: 'bands' }>;
  /** Those of the request. */
  readonly groups: readonly Group[];
  /** How their runs were smoothed. */
  readonly smooth: Smoothing | undefined;
}

/** Where a grid begins and ends; one of a single place has some width. */
function endsOf(grid: readonly number[]): readonly [from: number, to: number] {
  const [from = 0, last = from] = [grid[0], grid.at(-1)];
  return [from, last > from ? last : from + 1];
}

interface SeedChartProps extends CompareProps {
  readonly measured: Measured;
  readonly curves: Curves;
  readonly some: readonly Group[];
}

function SeedChart({ measured, curves: book, some, ...props }: SeedChartProps): ReactNode {
  const { database, compared, view, words } = props;
  const { centre, band, confidence } = view;
  const [pointed, setPointed] = useState<number>();
  const scheme = useComputedColorScheme('light');
  const { smooth } = book;
  const { grid, groups, curves } = useMemo(() => aligned(some, book), [some, book]);
  const asked = useMemo((): AskedBands | undefined => {
    if (grid.length === 0) return undefined;
    const options = { centre, band, confidence };
    return { groups, smooth, request: { kind: 'bands', grid, groups: curves, options } };
  }, [grid, groups, curves, smooth, centre, band, confidence]);
  const { of = asked, answer, failure, working } = useResampled(asked);
  const lines = useMemo(
    () => groupLines(database, of?.groups ?? [], answer?.bands ?? [], scheme),
    [database, of, answer, scheme],
  );
  const y = useMemo(() => bandExtent(lines), [lines]);
  const [from, to] = of === undefined ? [0, 1] : endsOf(of.request.grid);
  const overlay = useMemo(
    () => <BandOverlay lines={lines} from={from} to={to} onPoint={setPointed} />,
    [lines, from, to],
  );
  const many = book.x?.toLowerCase() ?? plural(words.episode ?? 'episode');
  const { title } = measured.measure;
  if (of === undefined || asked === undefined)
    return <Empty title={`${title} is no line over the ${many}`} text="Choose a measure of them" />;
  if (failure) return <FailureView failure={failure} />;
  const { options } = of.request;
  const by = byText(compared.items, compared.by);
  const how = `${capital(centreText[options.centre])} of ${plural(words[view.level] ?? view.level)}${by} over ${many}, ${bandText(options.band, options.confidence)}`;
  const drawn = answer && options.band === 'bootstrap' ? `, ${formatCount(answer.repetitions)} repetitions` : '';
  return (
    <section className={classes.chart} aria-label={title}>
      <div className={classes.chartHead}>
        <h2 className={classes.chartTitle}>{measureLabel(measured.measure)}</h2>
        <BandLegend lines={lines} pointed={pointed} />
      </div>
      <div className={classes.chartBody}>
        {answer === undefined ? (
          <Waiting />
        ) : (
          <SeriesChart label={`${title} of groups over ${many}`} {...{ lines, from, to, overlay, y }} scale="whole" />
        )}
      </div>
      <p className={classes.foot}>
        <span>{`${how}${drawn}${smoothedText(of.smooth)}${working ? '…' : ''}`}</span>
        <span>
          {book.reduced > 0 && `${book.reduced} lines reduced to their extremes first. `}
          {compared.groups.length > MOST_GROUPS && `The first ${MOST_GROUPS} of ${compared.groups.length} groups`}
        </span>
        <ChartExport
          name={`${title} of groups`}
          chart={of === asked ? answer && groupsChart(groupsOf(props, measured.measure.id, 'bands'), lines) : undefined}
        />
      </p>
    </section>
  );
}

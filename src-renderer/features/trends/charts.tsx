import { Button } from '@mantine/core';
import { IconZoomReset } from '@tabler/icons-react';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { partsOf, stackRequest, wholesOf } from '#shared/chart/read-stack.ts';
import type { Measure } from '#shared/model/experiment.ts';
import { toPlace } from '../../client/place.ts';
import { capital, plural } from '../../format/words.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { Empty } from '../../ui/empty.tsx';
import { AlertsForm } from '../alerts/alerts-form.tsx';
import { useAlerts } from '../alerts/use-alerts.ts';
import { CHART_LEFT, CHART_RIGHT } from '../series/chart.tsx';
import { pointsPerLine } from '../series/lines.ts';
import { AddToWorkspace } from '../workspaces/add-to-workspace.tsx';
import { CellsCharts } from './cells-charts.tsx';
import { type ChartFiles, ChartFilesContext, ExportAll } from './chart-files.tsx';
import { createCrosshair } from './crosshair.ts';
import { FollowButton } from './follow-button.tsx';
import { chosenMeasures, groupByUnit } from './groups.ts';
import { ParallelChart } from './parallel-chart.tsx';
import { StackedCharts } from './stacked-charts.tsx';
import { TrendControls } from './trend-controls.tsx';
import { TrendGroup } from './trend-group.tsx';
import type { TrendLine } from './trend-lines.ts';
import classes from './trends.module.css';
import type { ViewProps } from './trends-page.tsx';
import { useCharts } from './use-charts.ts';
import { type Asked, requestOf, useTrends } from './use-trends.ts';
import { useZoom } from './use-zoom.ts';
import { drawableOf, type TrendsView, toggled } from './view.ts';

/** The charts of what was chosen, under one another over the same x. */
export function Charts({ database, measures, words, view: asSaid, onView }: ViewProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const [crosshair] = useState(createCrosshair);
  const [files] = useState<ChartFiles>(() => new Map());
  const overSteps = asSaid.episodes.length > 0;
  const drawable = useMemo(() => drawableOf(measures, asSaid), [measures, asSaid]);
  const chosen = useMemo(() => chosenMeasures(drawable, asSaid.measures), [drawable, asSaid.measures]);
  const view = useMemo(() => withAgainst(asSaid, chosen, drawable), [asSaid, chosen, drawable]);
  const groups = useMemo(() => groupByUnit(chosen), [chosen]);
  const lines = Math.max(view.episodes.length, view.sessions.length, 1);
  const points = pointsPerLine(Math.max(width - CHART_LEFT - CHART_RIGHT, 1) * window.devicePixelRatio, lines);
  const { request, asked, range, extent, facts, following } = useCharts(
    database,
    chosen,
    view,
    points,
    width > 0 && view.kind === 'lines',
  );
  const stacked = useStacked(database, drawable, chosen, view);
  const drawn = view.kind === 'stacked' ? stacked : asked;
  const x = drawn[0]?.data?.x;
  const alerts = useAlerts(database);
  const onToggle = useCallback((key: string) => onView({ hidden: toggled(view.hidden, key) }), [onView, view.hidden]);
  const { zoomed, onZoom, onWhole } = useZoom(view, onView);
  const measured = view.against !== '';
  const onPick = useCallback(
    (line: TrendLine, at: number) => openPoint(database, line, at, measured),
    [database, measured],
  );
  const one = overSteps ? (words.step ?? 'step') : (words.episode ?? 'episode');
  const episodes = plural(words.episode ?? 'episode');
  const sessions = plural(words.session ?? 'session');
  const per = [one, plural(one)] as const;
  const shared = { database, view, overSteps, facts, crosshair, per, onToggle, onZoom, onWhole, onPick };
  return (
    <div className={classes.charts}>
      <TrendControls view={view} x={x} steps={plural(one)} facts={facts} measures={drawable} onView={onView}>
        <span className={classes.what}>
          {overSteps ? `${capital(episodes)} over their ${plural(one)}` : `Over the ${episodes}`}
        </span>
        <AddToWorkspace database={database} asked={drawn} view={view} />
        <FollowButton following={following} on={view.follow} onChange={(follow) => onView({ follow })} />
        <AlertsForm {...alerts} measures={drawable} shown={watchedOf(view)} />
        {view.kind !== 'parallel' && chosen.length > 0 && <ExportAll files={files} name="Trends" />}
        {zoomed && <ShowAll onWhole={onWhole} />}
      </TrendControls>
      <ChartFilesContext value={files}>
        <div className={classes.stack} ref={frame}>
          {chosen.length === 0 && (
            <Empty
              title={`No measure has a value per ${words.step ?? 'step'}`}
              text={`Choose none of the ${episodes} to draw measures over them`}
            />
          )}
          {view.kind === 'lines' &&
            groups.map((group) => (
              <TrendGroup key={group.id} {...shared} {...{ group, asked, request, range, extent }} />
            ))}
          {view.kind === 'parallel' && (
            <ParallelChart
              {...{ database, view, facts }}
              measures={chosen}
              many={overSteps ? episodes : sessions}
              onKeep={(level, ids) => onView({ [`${level}s`]: ids, hidden: [] })}
            />
          )}
          {view.kind === 'stacked' && width > 0 && (
            <StackedCharts {...shared} measures={drawable} chosen={chosen} columns={Math.round(points)} />
          )}
          {(view.kind === 'histogram' || view.kind === 'scatter') && width > 0 && (
            <CellsCharts {...shared} chosen={chosen} />
          )}
        </div>
      </ChartFilesContext>
    </div>
  );
}

function ShowAll({ onWhole }: { readonly onWhole: () => void }): ReactNode {
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconZoomReset size={14} />}
      title="Escape, or a double click into a chart"
      onClick={onWhole}
    >
      Show all
    </Button>
  );
}

const NO_MEASURES: readonly Measure[] = [];

/** Sums and their parts, as stacks of them are drawn from. */
function useStacked(
  database: string,
  drawable: readonly Measure[],
  chosen: readonly Measure[],
  view: TrendsView,
): readonly Asked[] {
  const isStacked = view.kind === 'stacked';
  const members = isStacked
    ? wholesOf(drawable, chosen).flatMap((whole) => [whole, ...partsOf(drawable, whole.id)])
    : NO_MEASURES;
  return useTrends(database, members, isStacked ? stackRequest(requestOf(view, 1)) : undefined);
}

/** Whose lines a new rule is of: episodes come before sessions, as they are drawn. */
function watchedOf({ sessions, episodes }: TrendsView): { readonly sessions: string[]; readonly episodes: string[] } {
  return { sessions: episodes.length > 0 ? [] : [...sessions], episodes: [...episodes] };
}

/** A scatter is against something: the first measure that is not drawn itself. */
function withAgainst(view: TrendsView, chosen: readonly Measure[], drawable: readonly Measure[]): TrendsView {
  if (view.kind !== 'scatter' || view.against !== '') return view;
  const other =
    drawable.find((measure) => !chosen.includes(measure)) ?? drawable.find(({ id }) => id !== chosen[0]?.id);
  return { ...view, against: other?.id ?? '' };
}

/** Goes to the episode behind a point, and to its step where x says which. */
export function openPoint(database: string, { series }: TrendLine, at: number, measured: boolean): void {
  const episode = series.episodes === null ? (series.part?.of ?? series.id) : series.episodes[at];
  const [x] = series.points[at] ?? [];
  if (episode === undefined || x === undefined) return;
  const { first, per } = series.origin ?? { first: 0, per: 1 };
  const frame = Number((first + x * per).toPrecision(15));
  const hasFrame = series.episodes === null && !measured;
  toPlace({ at: 'episode', database, episode }, hasFrame ? { frame: String(frame) } : {});
}

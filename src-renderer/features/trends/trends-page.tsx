import { Button } from '@mantine/core';
import { IconZoomReset } from '@tabler/icons-react';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import type { LensChoice, Measure } from '#shared/model/experiment.ts';
import { useCrumbs } from '../../client/crumbs.ts';
import { setPlaceQuery, toPlace, usePlaceQuery } from '../../client/place.ts';
import { useLens } from '../../client/queries.ts';
import { capital, plural } from '../../format/words.ts';
import { useElementSize } from '../../ui/data-grid/use-element-size.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { Split } from '../../ui/split.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { CHART_LEFT, CHART_RIGHT } from '../series/chart.tsx';
import { pointsPerLine } from '../series/lines.ts';
import { useMeasures } from '../series/use-series.ts';
import { NoLevels } from '../sessions/sessions-page.tsx';
import { Chooser } from './chooser.tsx';
import { createCrosshair } from './crosshair.ts';
import { chosenMeasures, groupByUnit } from './groups.ts';
import { TrendChart } from './trend-chart.tsx';
import classes from './trends.module.css';
import { extentOf, requestOf, type TrendLine, useTrends } from './use-trends.ts';
import { readView, type TrendsView, toggled, writeView } from './view.ts';

interface TrendsPageProps {
  readonly database: string;
}

/** Curves of any measures of any sessions and episodes, under one another over the same x. */
export function TrendsPage({ database }: TrendsPageProps): ReactNode {
  useCrumbs([{ label: 'Trends', place: { at: 'trends', database } }]);
  const lens = useLens(database);
  const measures = useMeasures(database, {});
  if (lens.failure) return <FailureView failure={lens.failure} again={lens.again} />;
  if (measures.failure) return <FailureView failure={measures.failure} again={measures.again} />;
  if (!lens.data || !measures.data) return <Waiting skeleton />;
  if (lens.data.words.episode === null) return <NoLevels database={database} />;
  if (measures.data.length === 0) {
    return (
      <Empty title="Nothing in this database has a number that could be drawn" text="Its rows are all in Tables" />
    );
  }
  return <Trends database={database} measures={measures.data} words={lens.data.words} />;
}

interface TrendsProps extends TrendsPageProps {
  readonly measures: readonly Measure[];
  readonly words: LensChoice['words'];
}

function Trends({ database, measures, words }: TrendsProps): ReactNode {
  const query = usePlaceQuery();
  const view = useMemo(() => readView(query), [query]);
  const change = useCallback((part: Partial<TrendsView>) => setPlaceQuery(writeView(part), { push: true }), []);
  return (
    <Split name="trends" axis="x" initial={270} least={[420, 200]} label="Width of the choice">
      <Charts database={database} measures={measures} words={words} view={view} onView={change} />
      <Chooser database={database} measures={measures} words={words} view={view} onView={change} />
    </Split>
  );
}

export interface ViewProps extends TrendsProps {
  readonly view: TrendsView;
  onView(part: Partial<TrendsView>): void;
}

function Charts({ database, measures, words, view, onView }: ViewProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(frame);
  const [crosshair] = useState(createCrosshair);
  const overSteps = view.episodes.length > 0;
  const drawable = useMemo(() => measures.filter(({ level }) => !overSteps || level === 'step'), [measures, overSteps]);
  const chosen = useMemo(() => chosenMeasures(drawable, view.measures), [drawable, view.measures]);
  const groups = useMemo(() => groupByUnit(chosen), [chosen]);
  const lines = Math.max(view.episodes.length, view.sessions.length, 1);
  const points = pointsPerLine(Math.max(width - CHART_LEFT - CHART_RIGHT, 1) * window.devicePixelRatio, lines);
  const request = useMemo(() => requestOf(view, points), [view, points]);
  const asked = useTrends(database, chosen, width === 0 ? undefined : request);
  const extent = view.range ?? margins(extentOf(asked.map(({ data }) => data)), overSteps);
  const onToggle = useCallback((id: string) => onView({ hidden: toggled(view.hidden, id) }), [onView, view.hidden]);
  const onZoom = useCallback((from: number, to: number) => onView({ range: [from, to] }), [onView]);
  const onPick = useCallback(
    ({ series }: TrendLine, at: number) => {
      const episode = series.episodes === null ? series.id : series.episodes[at];
      const [x] = series.points[at] ?? [];
      if (episode === undefined) return;
      toPlace({ at: 'episode', database, episode }, series.episodes === null ? { frame: String(x) } : {});
    },
    [database],
  );
  const episode = words.episode ?? 'episode';
  return (
    <div className={classes.charts}>
      <div className={classes.bar}>
        <span className={classes.what}>
          {overSteps
            ? `${capital(plural(episode))} over their ${plural(words.step ?? 'step')}`
            : `Over the ${plural(episode)}`}
        </span>
        {view.range && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconZoomReset size={14} />}
            onClick={() => onView({ range: undefined })}
          >
            Show all
          </Button>
        )}
      </div>
      <div className={classes.stack} ref={frame}>
        {chosen.length === 0 && (
          <Empty
            title={`No measure has a value per ${words.step ?? 'step'}`}
            text={`Choose none of the ${plural(episode)} to draw measures over them`}
          />
        )}
        {groups.map((group) => (
          <TrendChart
            key={group.id}
            {...{ group, asked, database, overSteps, points, extent, crosshair, onToggle, onZoom, onPick }}
            range={view.range}
            hidden={view.hidden}
            per={overSteps ? (words.step ?? 'step') : episode}
          />
        ))}
      </div>
    </div>
  );
}

/** A little wider where every point is marked, so that no mark is cut. */
function margins([from, to]: readonly [number, number], overSteps: boolean): readonly [number, number] {
  const margin = overSteps ? 0 : (to - from) * 0.012;
  return [from - margin, to + margin];
}

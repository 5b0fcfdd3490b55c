import { Button, useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import type { Measured } from '#shared/compare/compare.ts';
import type { Group } from '#shared/compare/groups.ts';
import { commonGrid, interpolate } from '#shared/statistics/grid.ts';
import { formatCount } from '../../format/number.ts';
import { capital, plural } from '../../format/words.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { SeriesChart } from '../series/chart.tsx';
import { measureLabel } from '../series/measure-picker.tsx';
import { BandLegend } from './band-legend.tsx';
import { BandOverlay } from './band-overlay.tsx';
import { bandText, centreText } from './band-words.ts';
import classes from './compare.module.css';
import type { CompareProps } from './compare-page.tsx';
import { curvesOf } from './curves.ts';
import { bandExtent, groupLines } from './group-line.ts';
import type { ResampleRequest } from './resample.ts';
import { useResampled } from './use-resampled.ts';

/** More places of x than a chart has pixels say nothing. */
const MOST_PLACES = 400;

/** More lines than this cannot be told apart. */
const MOST_GROUPS = 24;

/** The runs of each group as one line with a band, at the same x. */
export function SeedCharts(props: CompareProps): ReactNode {
  if (props.view.level !== 'session') return <OfSessions {...props} />;
  return (
    <div className={classes.stack}>
      {props.compared.measured.map((measured) => (
        <SeedChart key={measured.measure.id} {...props} measured={measured} />
      ))}
    </div>
  );
}

/** What is asked of runs says nothing of single episodes. */
export function OfSessions({ words, onView }: CompareProps): ReactNode {
  const [sessions, episodes] = [plural(words.session ?? 'session'), plural(words.episode ?? 'episode')];
  if (words.session === null) {
    return (
      <Empty title={`This database has ${episodes} and nothing that holds several of them`} text="See the table" />
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

function SeedChart({ measured, ...props }: CompareProps & { readonly measured: Measured }): ReactNode {
  const { database, compared, view, words } = props;
  const { centre, band, confidence } = view;
  const [pointed, setPointed] = useState<number>();
  const scheme = useComputedColorScheme('light');
  const { grid, groups, curves } = useMemo(() => aligned(compared.groups, measured), [compared.groups, measured]);
  const request = useMemo(
    (): ResampleRequest => ({ kind: 'bands', grid, groups: curves, options: { centre, band, confidence } }),
    [grid, curves, centre, band, confidence],
  );
  const { answer, failure, working } = useResampled(grid.length === 0 ? undefined : request);
  const bands = answer?.bands;
  const lines = useMemo(() => groupLines(database, groups, bands ?? [], scheme), [database, groups, bands, scheme]);
  const y = useMemo(() => bandExtent(lines), [lines]);
  const [from = 0, last = from] = [grid[0], grid.at(-1)];
  const to = last > from ? last : from + 1;
  const overlay = useMemo(
    () => <BandOverlay lines={lines} from={from} to={to} onPoint={setPointed} />,
    [lines, from, to],
  );
  const many = plural(words.episode ?? 'episode');
  const { title } = measured.measure;
  if (grid.length === 0)
    return <Empty title={`${title} is no line over the ${many}`} text="Choose a measure of them" />;
  if (failure) return <FailureView failure={failure} />;
  const how = `${capital(centreText[centre])} of ${plural(words.session ?? 'session')} over their ${many}, ${bandText(band, confidence)}`;
  const drawn = answer && band === 'bootstrap' ? `, ${formatCount(answer.repetitions)} repetitions` : '';
  return (
    <section className={classes.chart} aria-label={title}>
      <div className={classes.chartHead}>
        <h2 className={classes.chartTitle}>{measureLabel(measured.measure)}</h2>
        <BandLegend lines={lines} pointed={pointed} />
      </div>
      <div className={classes.chartBody}>
        <SeriesChart
          label={`${title} of groups over their ${many}`}
          {...{ lines, from, to, overlay, y }}
          scale="whole"
        />
      </div>
      <p className={classes.foot}>
        <span>{`${how}${drawn}${working ? '…' : ''}`}</span>
        <span>
          {compared.groups.length > MOST_GROUPS && `The first ${MOST_GROUPS} of ${compared.groups.length} groups`}
        </span>
      </p>
    </section>
  );
}

/** The runs of the first groups at the places of one grid; groups without a line left out. */
function aligned(all: readonly Group[], measured: Measured) {
  const lines = all.slice(0, MOST_GROUPS).map((group) => ({ group, curves: curvesOf(group, measured) }));
  const kept = lines.filter(({ curves }) => curves.length > 0);
  const grid = commonGrid(
    kept.flatMap(({ curves }) => curves),
    MOST_PLACES,
  );
  const curves = kept.map((each) => each.curves.map((curve) => interpolate(curve, grid)));
  return { grid, groups: kept.map(({ group }) => group), curves };
}

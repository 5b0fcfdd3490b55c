import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import type { Measured } from '#shared/compare/compare.ts';
import { baselineOf } from '#shared/compare/rows.ts';
import type { BandPoint } from '#shared/statistics/bands.ts';
import { formatCount } from '../../format/number.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { SeriesChart } from '../series/chart.tsx';
import { measureLabel } from '../series/measure-picker.tsx';
import { AggregateTable } from './aggregate-table.tsx';
import { BandLegend } from './band-legend.tsx';
import { BandOverlay } from './band-overlay.tsx';
import classes from './compare.module.css';
import type { CompareProps } from './compare-page.tsx';
import { groupLines } from './group-line.ts';
import type { ResampleRequest } from './resample.ts';
import { scoresByTask } from './task-scores.ts';
import { useResampled } from './use-resampled.ts';

/** More groups than this cannot be told apart, nor their intervals waited for. */
const MOST_GROUPS = 24;

/** Scores at which a profile is drawn. */
const PLACES = 120;

/** Aggregates of each group with their intervals, the probability of improvement, and how scores are distributed. */
export function Profiles(props: CompareProps): ReactNode {
  return (
    <div className={classes.stack}>
      {props.compared.measured.map((measured) => (
        <Profile key={measured.measure.id} {...props} measured={measured} />
      ))}
    </div>
  );
}

function Profile({ measured, database, compared, view }: CompareProps & { readonly measured: Measured }): ReactNode {
  const { confidence, task, target = 1 } = view;
  const [pointed, setPointed] = useState<number>();
  const scheme = useComputedColorScheme('light');
  const { groups, tasks, left, request } = useMemo(() => {
    const found = scoresByTask(compared, measured, task, MOST_GROUPS);
    const baseline = found.groups.indexOf(baselineOf(compared, view.baseline)!);
    const at = placesOf(found.scores.flat(2));
    const wanted: ResampleRequest = { kind: 'aggregates', groups: found.scores, baseline, target, at, confidence };
    return { ...found, request: at.length === 0 ? undefined : wanted };
  }, [compared, measured, task, target, confidence, view.baseline]);
  const { answer, failure, working } = useResampled(request);
  const aggregates = answer?.aggregates;
  const lines = useMemo(() => {
    const bands = (aggregates ?? []).map(({ profile }, at) =>
      asSteps(
        profile.map(({ score, share, interval }) => ({
          x: score,
          n: runs(request, at),
          centre: share,
          band: interval,
        })),
      ),
    );
    return groupLines(database, groups, bands, scheme);
  }, [database, groups, aggregates, request, scheme]);
  const [from, to] = request?.kind === 'aggregates' ? [request.at[0]!, request.at.at(-1)!] : [0, 1];
  const overlay = useMemo(
    () => <BandOverlay lines={lines} from={from} to={to} onPoint={setPointed} />,
    [lines, from, to],
  );
  const { title } = measured.measure;
  if (request === undefined) {
    return (
      <Empty
        title={`No ${task === undefined ? 'group' : 'task of all groups'} has a value of ${title}`}
        text="Choose another measure or other tasks"
      />
    );
  }
  if (failure) return <FailureView failure={failure} />;
  return (
    <section className={classes.profile} aria-label={title}>
      <div className={classes.chartHead}>
        <h2 className={classes.chartTitle}>{measureLabel(measured.measure)}</h2>
        <BandLegend lines={lines} pointed={pointed} />
      </div>
      <AggregateTable groups={groups} aggregates={aggregates} target={target} />
      <div className={classes.chartBody}>
        <SeriesChart label={`Share of values above each ${title}`} {...{ lines, from, to, overlay, y: SHARES }} />
      </div>
      <p className={classes.foot}>
        <span>
          Share of values above, {Number((confidence * 100).toPrecision(4))} % stratified bootstrap
          {answer && `, ${formatCount(answer.repetitions)} repetitions${working ? '…' : ''}`}
        </span>
        <span>
          {tasks.length > 1 && `${tasks.length} tasks`}
          {left > 0 && `, ${left} that not all groups have left out`}
          {compared.groups.length > MOST_GROUPS && ` The first ${MOST_GROUPS} of ${compared.groups.length} groups`}
        </span>
      </p>
    </section>
  );
}

const SHARES = { low: 0, high: 1.02, scale: 'linear' } as const;

function runs(request: ResampleRequest | undefined, group: number): number {
  if (request?.kind !== 'aggregates') return 0;
  return (request.groups[group] ?? []).reduce((sum, { length }) => sum + length, 0);
}

/** A share stays as it is up to the next score. */
function asSteps(points: readonly BandPoint[]): readonly BandPoint[] {
  return points.flatMap((point, at) => {
    const next = points[at + 1];
    return next === undefined ? [point] : [point, { ...point, x: next.x }];
  });
}

/** Where shares can change: at every score, or evenly spaced where there are more than a chart shows. Begins before the first. */
function placesOf(scores: readonly number[]): readonly number[] {
  if (scores.length === 0) return [];
  const sorted = [...new Set(scores)].sort((one, other) => one - other);
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const before = low - (high > low ? (high - low) * 0.02 : Math.abs(high) || 1);
  if (sorted.length < PLACES) return [before, ...sorted];
  return Array.from({ length: PLACES }, (_, at) => before + ((high - before) * at) / (PLACES - 1));
}

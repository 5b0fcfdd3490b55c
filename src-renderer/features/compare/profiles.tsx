import { useComputedColorScheme } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { MOST_GROUPS } from '#shared/compare/aligned.ts';
import type { Measured } from '#shared/compare/compare.ts';
import { byText } from '#shared/compare/groups.ts';
import { placesOf, profileSteps } from '#shared/compare/profile.ts';
import { baselineOf } from '#shared/compare/rows.ts';
import { scoresByTask } from '#shared/compare/task-scores.ts';
import { confidenceText } from '#shared/statistics/band-words.ts';
import { formatCount } from '../../format/number.ts';
import { Empty } from '../../ui/empty.tsx';
import { FailureView } from '../../ui/failure-view.tsx';
import { ChartExport } from '../export/chart-export.tsx';
import { groupsChart } from '../export/chart-of.ts';
import { SeriesChart } from '../series/chart.tsx';
import { measureLabel } from '../series/measure-picker.tsx';
import { AggregateTable } from './aggregate-table.tsx';
import { BandLegend } from './band-legend.tsx';
import { BandOverlay } from './band-overlay.tsx';

import classes from './compare.module.css';
import type { CompareProps } from './compare-page.tsx';
import { groupLines } from './group-line.ts';
import { groupsOf } from './groups-of.ts';
import type { ResampleRequest } from './resample.ts';
import { type Asked, useResampled } from './use-resampled.ts';

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

function Profile({ measured, ...props }: CompareProps & { readonly measured: Measured }): ReactNode {
  const { database, compared, view } = props;
  const { confidence, task, target = 1 } = view;
  const [pointed, setPointed] = useState<number>();
  const scheme = useComputedColorScheme('light');
  const wanted = useMemo((): AskedAggregates | undefined => {
    const found = scoresByTask(compared, measured, task, MOST_GROUPS);
    const baseline = found.groups.indexOf(baselineOf(compared, view.baseline)!);
    const at = placesOf(found.scores.flat(2));
    if (at.length === 0) return undefined;
    return { ...found, request: { kind: 'aggregates', groups: found.scores, baseline, target, at, confidence } };
  }, [compared, measured, task, target, confidence, view.baseline]);
  const { of: asked = wanted, answer, failure, working } = useResampled(wanted);
  const aggregates = answer?.aggregates;
  const lines = useMemo(() => {
    if (asked === undefined) return [];
    const bands = (aggregates ?? []).map(({ profile }, at) => profileSteps(profile, runs(asked, at)));
    return groupLines(database, asked.groups, bands, scheme);
  }, [database, aggregates, asked, scheme]);
  const [from, to] = asked === undefined ? [0, 1] : [asked.request.at[0]!, asked.request.at.at(-1)!];
  const overlay = useMemo(
    () => <BandOverlay lines={lines} from={from} to={to} onPoint={setPointed} />,
    [lines, from, to],
  );
  const { title } = measured.measure;
  if (wanted === undefined || asked === undefined) {
    return (
      <Empty
        title={`No ${task === undefined ? 'group' : 'task of all groups'} has a value of ${title}`}
        text="Choose another measure or other tasks"
      />
    );
  }
  if (failure) return <FailureView failure={failure} />;
  const { groups, tasks, left, request } = asked;
  return (
    <section className={classes.profile} aria-label={title}>
      <div className={classes.chartHead}>
        <h2 className={classes.chartTitle}>{measureLabel(measured.measure)}</h2>
        <BandLegend lines={lines} pointed={pointed} />
      </div>
      <AggregateTable groups={groups} aggregates={aggregates} target={request.target} />
      <div className={classes.chartBody}>
        <SeriesChart label={`Share of values above each ${title}`} {...{ lines, from, to, overlay, y: SHARES }} />
      </div>
      <p className={classes.foot}>
        <span>
          Share of values above{byText(compared.items, compared.by)}, {confidenceText(request.confidence)} stratified
          bootstrap
          {answer && `, ${formatCount(answer.repetitions)} repetitions${working ? '…' : ''}`}
        </span>
        <span>
          {tasks.length > 1 && `${tasks.length} tasks`}
          {left > 0 && `, ${left} that not all groups have left out`}
          {compared.groups.length > MOST_GROUPS && ` The first ${MOST_GROUPS} of ${compared.groups.length} groups`}
        </span>
        <ChartExport
          name={`${title} above each score`}
          chart={
            asked === wanted ? answer && groupsChart(groupsOf(props, measured.measure.id, 'profile'), lines) : undefined
          }
        />
      </p>
    </section>
  );
}

const SHARES = { low: 0, high: 1.02, scale: 'linear' } as const;

interface AskedAggregates extends Asked, ReturnType<typeof scoresByTask> {
  readonly request: Extract<ResampleRequest, { kind: 'aggregates' }>;
}

function runs({ request }: AskedAggregates, group: number): number {
  return (request.groups[group] ?? []).reduce((sum, { length }) => sum + length, 0);
}

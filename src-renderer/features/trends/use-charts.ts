import { useEffect, useMemo, useState } from 'react';
import type { SeriesRequest } from '#shared/contract/browse.ts';
import type { Measure } from '#shared/model/experiment.ts';
import type { Facts } from './facts.ts';
import { type Following, useFollow } from './follow.ts';
import { held } from './held.ts';
import { useFacts } from './use-options.ts';
import { type Asked, extentOf, requestOf, useTrends } from './use-trends.ts';
import type { TrendsView } from './view.ts';

/** What the charts of a page are made of. */
export interface ChartsData {
  readonly request: Omit<SeriesRequest, 'measure'>;
  readonly asked: readonly Asked[];
  /** What was asked of x; all there is without. */
  readonly range: TrendsView['range'];
  /** What the charts show of x. */
  readonly extent: readonly [from: number, to: number];
  readonly facts: Facts;
  readonly following: Following;
}

/** `points`: width of a chart in device pixels, at most; `laidOut`: whether that is known. */
export function useCharts(
  database: string,
  chosen: readonly Measure[],
  view: TrendsView,
  points: number,
  laidOut: boolean,
): ChartsData {
  const overSteps = view.episodes.length > 0;
  const following = useFollow(database, view.follow);
  const [ahead, setAhead] = useState<Ahead>();
  const axis = JSON.stringify([view.x, view.against, view.sessions, view.episodes]);
  const range = view.range ?? (view.follow && ahead?.axis === axis ? ahead.range : undefined);
  const request = useMemo(() => requestOf({ ...view, range }, points), [view, range, points]);
  // Of a part of plain lines only that part is read, which is little.
  const isReadOn = view.follow && (view.range === undefined || view.smooth !== undefined);
  const asked = useTrends(database, chosen, laidOut ? request : undefined, isReadOn);
  const facts = useFacts(database, overSteps ? 'episode' : 'session', overSteps ? view.episodes : view.sessions);
  const [first, last] = extentOf(asked.map(({ data }) => data));
  const complete = asked.length > 0 && asked.every(({ data, stale }) => data !== undefined && !stale);
  useEffect(() => {
    if (!view.follow) setAhead(undefined);
    else if (complete) setAhead((now) => aheadOf(now, axis, [first, last]));
  }, [view.follow, complete, axis, first, last]);
  const [from, to] = range ?? margins([first, last], overSteps);
  const extent = useMemo(() => [from, to] as const, [from, to]);
  return { request, asked, range, extent, facts, following };
}

/** The x axis of charts that follow, and of what it is. */
interface Ahead {
  readonly axis: string;
  readonly range: readonly [from: number, to: number];
}

function aheadOf(now: Ahead | undefined, axis: string, extent: Ahead['range']): Ahead {
  const before = now?.axis === axis ? now.range : undefined;
  const range = held(before, extent);
  return now !== undefined && range === before ? now : { axis, range };
}

/** A little wider where every point is marked, so that no mark is cut. */
function margins([from, to]: readonly [number, number], overSteps: boolean): readonly [number, number] {
  const margin = overSteps ? 0 : (to - from) * 0.012;
  return [from - margin, to + margin];
}

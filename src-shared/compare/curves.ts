import type { SeriesRequest } from '../contract/browse.ts';
import type { SeriesAnswer } from '../model/experiment.ts';
import { Failure } from '../model/failure.ts';
import { smootherOf } from '../model/smoothers.ts';
import type { Smoothing } from '../model/smoothing.ts';
import type { Curve } from '../statistics/grid.ts';
import type { Asker, Where } from './items.ts';
import type { Line } from './values.ts';

/** The lines of runs, by the id of the session or the episode. */
export interface Curves {
  readonly byItem: ReadonlyMap<string, Curve>;
  /** What x is, where it is not the episodes in order. */
  readonly x: string | null;
  /** How many lines had more points than could be read, and were reduced to their extremes first. */
  readonly reduced: number;
  /** How each was smoothed. */
  readonly smooth?: Smoothing | undefined;
}

/** The lines of sessions over their episodes; `smooth`: each smoothed by itself. */
export function curvesOfLines(lines: readonly Line[], smooth?: Smoothing): Curves {
  const known = lines.flatMap((line) => (line.session === null || line.values.length === 0 ? [] : [line]));
  const byItem = known.map((line) => [line.session!, smooth === undefined ? line : smoothed(line, smooth)] as const);
  return { byItem: new Map(byItem), x: null, reduced: 0, smooth };
}

/** Places without a finite value get none, and lend none. */
function smoothed({ at, values }: Curve, smooth: Smoothing): Curve {
  const points: (readonly [x: number, y: number])[] = [];
  const smoother = smootherOf(smooth, { add: (x, y) => points.push([x, y]) });
  for (const [index, x] of at.entries()) smoother.add(x, values[index]!);
  smoother.finish();
  return { at: points.map(([x]) => x), values: points.map(([, y]) => y) };
}

/** Of one request; four times as many points of a line come back whole. */
const PIXELS = 2500;
const MOST_AT_ONCE = 50;
const MOST = 1000;

/**
 * The lines of episodes over their steps: x as recorded, or since the first step where that is a date. `smooth`: each
 * smoothed before anything else.
 */
export async function readCurves(
  asker: Asker,
  { database, options }: Where,
  { measure, smooth }: Pick<SeriesRequest, 'measure' | 'smooth'>,
  episodes: readonly string[],
): Promise<Curves> {
  if (episodes.length > MOST)
    throw new Failure(
      'BAD_INPUT',
      `These are ${episodes.length} lines: choose groups of no more than ${MOST} together`,
    );
  const byItem = new Map<string, Curve>();
  let x: SeriesRequest['x'];
  let title: string | null = null;
  let reduced = 0;
  for (let at = 0; at < episodes.length; at += MOST_AT_ONCE) {
    const some = [...episodes.slice(at, at + MOST_AT_ONCE)];
    const ask = () =>
      asker.series.get(
        { database, request: { measure, sessions: [], episodes: some, split: 'mean', points: PIXELS, x, smooth } },
        options,
      );
    let answer: SeriesAnswer = await ask();
    if (x === undefined && answer.x.unit === EPOCH && answer.x.kinds?.includes('relative')) {
      x = 'relative';
      answer = await ask();
    }
    title = answer.x.title;
    for (const { id, part, points, method } of answer.series) {
      const of = part?.of ?? id;
      if (points.length > 0) byItem.set(of, goneOn(byItem.get(of), points));
      if (method === 'm4' || method === 'mean+m4') reduced += 1;
    }
  }
  return { byItem, x: title, reduced, smooth };
}

/** A curve with the next part of a run that was restarted: what the restart went back over is replaced by what came of it. */
function goneOn(before: Curve | undefined, points: SeriesAnswer['series'][number]['points']): Curve {
  const [first = [Number.NEGATIVE_INFINITY]] = points;
  const kept = (before?.at ?? []).filter((x) => x < first[0]).length;
  return {
    at: [...(before?.at.slice(0, kept) ?? []), ...points.map(([x]) => x)],
    values: [...(before?.values.slice(0, kept) ?? []), ...points.map(([, y]) => y)],
  };
}

/** What the lenses call an x that is a date. */
const EPOCH = 'epoch seconds';

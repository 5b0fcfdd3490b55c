import type { QueryOptions } from '../../drivers/driver.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { type EpisodeExtent, readAgents } from './episode-extent.ts';
import type { EpisodeRows } from './episode-rows.ts';
import { timeWithin } from './frames.ts';
import { readStep } from './read-step.ts';

/** With more rows than so many, an episode is shown before all of them have been looked at. */
const LONG = 1_000_000;

/** About so many rows are looked at in each of three places. */
const STRETCH = 10_000;

/**
 * What the beginning, the middle and the end of a long episode tell: who is there by then, and between what they move. First
 * and last times are those of all rows, their number is estimated. `undefined` for an episode that is soon read whole.
 */
export async function sketchExtent(
  lens: BoundLens,
  steps: BoundSteps,
  rowsOf: EpisodeRows,
  options: QueryOptions,
): Promise<EpisodeExtent | undefined> {
  const { id } = rowsOf;
  if ((await rowsOf.count(LONG)) <= LONG) return undefined;
  const [first, last] = [await rowsOf.end('min'), await rowsOf.end('max')];
  const stretches = [
    await rowsOf.from(first, STRETCH),
    await rowsOf.from((first + last) / 2, STRETCH),
    await rowsOf.until(last, STRETCH),
  ];
  const width = stretches.reduce((sum, [from, to]) => sum + to - from, 0);
  if (!Number.isFinite(last - first + width)) return undefined;
  const parts = stretches.map(([from, to]) => timeWithin(steps, from, to));
  const { agents, rows, bounds, ends } = await readAgents(lens, steps, id, parts, options);
  const about = width > 0 ? (rows * (last - first)) / width : LONG;
  const pace = Number.POSITIVE_INFINITY;
  const time = await readStep(lens, steps, id, { first, last, rows: about, pace, ends }, options);
  const frames = (span: number, count: number) => span / time.step + count;
  return {
    agents,
    rows: Math.round((rows * frames(last - first, 1)) / frames(width, stretches.length)),
    time: { first, last, ...time },
    bounds,
  };
}

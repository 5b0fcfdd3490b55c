import type { QueryOptions } from '../../drivers/driver.ts';
import { all, join, sql } from '../../sql/sql.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { doubleOf } from '../binding/compile.ts';
import { idIs } from '../binding/ids.ts';
import { type FrameStep, frameStep } from './frame-step.ts';
import { timeWithin } from './frames.ts';

export interface EpisodeTimes {
  readonly first: number;
  readonly last: number;
  readonly rows: number;
  /** The least mean distance between two rows of an agent; infinite where each has one. */
  readonly pace: number;
  /** When agents were first and last there, as far as that is known exactly. */
  readonly ends: readonly number[];
}

/** Rows among which the distance between frames is looked for: all of a short episode, else about so many from two places of it. */
const LOOKED_AT = 30_000;

/** Frames that each of the two should have, at the pace of who is seen most often. */
const FRAMES = 8;

/** The distance between two frames of an episode. */
export async function readStep(
  { connection, dialect }: BoundLens,
  steps: BoundSteps,
  episode: string,
  { first, last, rows, pace, ends }: EpisodeTimes,
  options: QueryOptions,
): Promise<FrameStep> {
  if (!Number.isFinite(last - first)) return { step: 1, even: false };
  const enough = Math.max(((last - first) * LOOKED_AT) / 2 / rows, Number.isFinite(pace) ? FRAMES * pace : 0);
  const parts =
    rows <= LOOKED_AT ? [[]] : [first, (first + last) / 2].map((from) => timeWithin(steps, from, from + enough));
  // Each by itself: with both conditions in one, no index would be used.
  const looks = parts.map(
    (part) => sql`select distinct ${doubleOf(steps.time, dialect)} as t from ${steps.from}
      where ${all([idIs(steps.episode, episode, dialect), ...part])}`,
  );
  const [near] = await connection.numbers(sql`${join(looks, ' union ')} order by 1`, options);
  return frameStep({
    near: near!.filter(Number.isFinite),
    far: [first, last, ...ends],
    counted: steps.steps.frameRate !== undefined || COUNTED.test(steps.steps.time.unit ?? ''),
  });
}

/** Units of a time that is counted rather than measured. */
const COUNTED = /^(frame|step|iteration)s?$/;

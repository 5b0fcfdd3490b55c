import { unpackColumns } from '#shared/model/bulk.ts';
import type { Agent } from '#shared/model/experiment.ts';
import type { PackedFrames } from '#shared/model/packed-frames.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { BoundLens, BoundSteps } from '../binding/bind.ts';
import { agentKey, sortAgents } from './agents.ts';
import type { EpisodeExtent } from './episode-extent.ts';
import type { EpisodeRows } from './episode-rows.ts';
import { type MetTypes, readFrames } from './frames.ts';
import { readStep } from './read-step.ts';

/** Of episodes with rows between these, some frames are read: a shorter one is soon read whole, a longer one is only looked into. */
const LEAST = 500_000;
const MOST = 5_000_000;

/** About so many rows are read. */
const WANTED = 200_000;

export interface Outlined extends EpisodeExtent {
  readonly outline: PackedFrames;
}

/**
 * What every so many-th frame of a long episode tells, with these frames themselves: everybody who is there for longer. Rows
 * and times are those of all frames. `undefined` where frames cannot be picked by number.
 */
export async function readOutline(
  lens: BoundLens,
  steps: BoundSteps,
  met: MetTypes,
  rowsOf: EpisodeRows,
  options: QueryOptions,
): Promise<Outlined | undefined> {
  if (steps.time.kind !== 'integer' || steps.position === null) return undefined;
  const { id } = rowsOf;
  const rows = await rowsOf.count(MOST);
  if (rows < LEAST || rows > MOST) return undefined;
  const [first, last] = [await rowsOf.end('min'), await rowsOf.end('max')];
  const pace = Number.POSITIVE_INFINITY;
  const time = await readStep(lens, steps, id, { first, last, rows, pace, ends: [] }, options);
  const by = time.step * Math.ceil(rows / WANTED);
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(by)) return undefined;
  // The types of the first frame are most often all there are: looking for them everywhere takes as long as the frames.
  await readFrames(lens, steps, met, { episode: id, from: first, to: first }, options);
  const outline = await readFrames(
    lens,
    steps,
    met,
    { episode: id, from: first, to: last, every: { first, by } },
    options,
  );
  return { rows, time: { first, last, ...time }, outline, ...(await seenIn(outline, steps)) };
}

/** Who is in some frames, and between what they move. */
async function seenIn(
  { types, names, numbers }: PackedFrames,
  { steps: { apart } }: BoundSteps,
): Promise<Pick<EpisodeExtent, 'agents' | 'bounds'>> {
  const { id: ids, kind, x, y, z } = unpackColumns(await numbers.arrayBuffer());
  const texts = names === null ? undefined : (JSON.parse(names) as readonly string[]);
  const counts = types.map(() => new Map<number, number>());
  for (let row = 0; row < ids!.length; row++) {
    const ofType = counts[kind?.[row] ?? 0]!;
    ofType.set(ids![row]!, (ofType.get(ids![row]!) ?? 0) + 1);
  }
  const agents = counts.flatMap((ofType, at) => {
    const type = types[at]!;
    return Array.from(ofType, ([number, rows]): Agent => {
      const id = texts?.[number] ?? String(number);
      return { type, id, key: agentKey({ type, id }), rows, apart: type !== null && apart.includes(type) };
    });
  });
  return { agents: sortAgents(agents), bounds: [x!, y!, z!].flatMap((axis) => spanOf(axis)) };
}

/** The least and the greatest finite number; none where there is none. */
function spanOf(values: ArrayLike<number>): readonly (readonly [number, number])[] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [[low, high]] : [];
}

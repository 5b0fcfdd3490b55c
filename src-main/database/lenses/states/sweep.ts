import type { QueryOptions } from '../../drivers/driver.ts';
import type { BoundStates } from './bind-states.ts';
import { rowsBefore, rowsBetween, stateAt } from './changes.ts';
import type { Part } from './parts.ts';
import { type Held, Track } from './track.ts';

export interface SweepInput {
  readonly parts: readonly Part[];
  readonly from: number;
  readonly to: number;
  /** Also of each part by itself. */
  readonly each: boolean;
}

/** Takes what held, of a session as a whole (`part` null) or of a part; of each in the order of time. */
export type TakeHeld = (held: Held, session: string, part: string | null) => void;

/**
 * Walks once over the rows of some parts in a range, in the order of time, in pieces of bounded size, and tells what held
 * when. Answers how many rows that took.
 */
export async function sweep(
  bound: BoundStates,
  { parts, from, to, each }: SweepInput,
  take: TakeHeld,
  options: QueryOptions,
): Promise<number> {
  const hold = bound.states.hold ?? Number.POSITIVE_INFINITY;
  const end = Math.min(to, bound.times.extent![1]);
  const sessions = new Map<string, { track: Track; parts: number }>();
  for (const { session } of parts) {
    const number = (sessions.get(session)?.parts ?? 0) + 1;
    sessions.set(session, { parts: number, track: new Track(number, hold, (held) => take(held, session, null)) });
  }
  const next = new Map<string, number>();
  const places = parts.map(({ session, key }) => {
    const number = next.get(session) ?? 0;
    next.set(session, number + 1);
    const own = each ? new Track(1, hold, (held) => take(held, session, key)) : null;
    return { own, number, whole: sessions.get(session)!.track };
  });
  let rows = 0;
  for (const changes of await rowsBefore(bound, parts, from, options)) {
    for (const [index, part] of changes.part.entries()) {
      const { own, number, whole } = places[part]!;
      own?.carry(0, changes.at[index]!, stateAt(changes, index), from);
      whole.carry(number, changes.at[index]!, stateAt(changes, index), from);
    }
  }
  for await (const changes of rowsBetween(bound, parts, from, to, options)) {
    rows += changes.part.length;
    for (const [index, part] of changes.part.entries()) {
      const { own, number, whole } = places[part]!;
      const [at, state] = [changes.at[index]!, stateAt(changes, index)];
      if (at >= to) continue;
      if (at < from) {
        own?.carry(0, at, state, from);
        whole.carry(number, at, state, from);
      } else {
        own?.change(0, at, state);
        whole.change(number, at, state);
      }
    }
  }
  for (const { own } of places) own?.end(end);
  for (const { track } of sessions.values()) track.end(end);
  return rows;
}

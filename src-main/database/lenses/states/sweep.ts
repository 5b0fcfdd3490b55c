import type { StateNumber } from '#shared/model/states.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import { isCut } from '../binding/spans.ts';
import type { BoundStates } from './bind-states.ts';
import { rowsBefore, stateAt, statesBetween } from './changes.ts';
import type { Part } from './parts.ts';
import { type Held, Track } from './track.ts';

export interface SweepInput {
  readonly parts: readonly Part[];
  readonly from: number;
  readonly to: number;
  /** Also of each part by itself. */
  readonly each: boolean;
}

/** What takes what held, of a session as a whole (`part` null) or of a part; of each in the order of time. */
export type TakerOf = (session: string, part: string | null) => (held: Held) => void;

/**
 * Walks once over the rows of some parts in a range, in the order of time, in pieces of bounded size, and tells what held
 * when. Answers how many rows that took.
 */
export async function sweep(
  bound: BoundStates,
  { parts, from, to, each }: SweepInput,
  takerOf: TakerOf,
  options: QueryOptions,
): Promise<number> {
  const hold = bound.states.hold ?? Number.POSITIVE_INFINITY;
  const end = Math.min(to, bound.times.extent![1]);
  const sessions = new Map<string, { track: Track; parts: number }>();
  for (const { session } of parts) {
    const number = (sessions.get(session)?.parts ?? 0) + 1;
    sessions.set(session, { parts: number, track: new Track(number, hold, takerOf(session, null)) });
  }
  const next = new Map<string, number>();
  const cuts = cutsOf(bound, parts, from);
  const lines = parts.map(({ session, key }): Line => {
    const number = next.get(session) ?? 0;
    next.set(session, number + 1);
    const own = each ? new Track(1, hold, takerOf(session, key)) : null;
    return { session, own, number, whole: sessions.get(session)!.track, cuts: cuts.get(session) };
  });
  for (const line of lines) line.cuts?.of(line);
  const carry = ({ session, own, number, whole }: Line, at: number, state: StateNumber | null) => {
    if (isCut(bound.context.leftOut?.get(session), at, from)) return;
    own?.carry(0, at, state, from);
    whole.carry(number, at, state, from);
  };
  let rows = 0;
  for (const changes of await rowsBefore(bound, parts, from, options)) {
    for (const [index, part] of changes.part.entries())
      carry(lines[part]!, changes.at[index]!, stateAt(changes, index));
  }
  for await (const changes of statesBetween(bound, parts, from, to, options)) {
    for (let index = 0; index < changes.part.length; index++) {
      const line = lines[changes.part[index]!];
      if (line === undefined) continue;
      rows += 1;
      const at = changes.at[index]!;
      const state = stateAt(changes, index);
      if (at >= to) continue;
      if (at < from) carry(line, at, state);
      else {
        line.cuts?.pass(at);
        line.own?.change(0, at, state);
        line.whole.change(line.number, at, state);
      }
    }
  }
  for (const each of cuts.values()) each.pass(end);
  for (const { own } of lines) own?.end(end);
  for (const { track } of sessions.values()) track.end(end);
  return rows;
}

/** A part on its way. */
interface Line {
  readonly session: string;
  readonly own: Track | null;
  readonly number: number;
  readonly whole: Track;
  readonly cuts: Cuts | undefined;
}

/** Of sessions of which times are left out: where these begin, nothing is known of any part any more. */
function cutsOf({ context }: BoundStates, parts: readonly Part[], from: number): ReadonlyMap<string, Cuts> {
  const sessions = new Set(parts.map(({ session }) => session));
  return new Map(
    [...(context.leftOut ?? [])].flatMap(([session, spans]) =>
      sessions.has(session)
        ? [[session, new Cuts(spans.flatMap(([start]) => (start > from ? [start] : [])))] as const]
        : [],
    ),
  );
}

class Cuts {
  readonly #starts: readonly number[];
  readonly #lines: Line[] = [];
  #next = 0;

  constructor(starts: readonly number[]) {
    this.#starts = starts;
  }

  of(line: Line): void {
    this.#lines.push(line);
  }

  /** Makes those that begin until then, before what a row says that is written there. */
  pass(until: number): void {
    for (;;) {
      const start = this.#starts[this.#next];
      if (start === undefined || start > until) return;
      this.#next += 1;
      for (const { own, number, whole } of this.#lines) {
        own?.change(0, start, null);
        whole.change(number, start, null);
      }
    }
  }
}

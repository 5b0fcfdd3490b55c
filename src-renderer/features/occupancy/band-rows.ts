import type { Band, BandsAnswer, Crowd, Expected, StateNumber, StatesOverview } from '#shared/model/states.ts';

/** A line of the picture: a session as a whole, or one of its parts. */
export interface BandRow {
  readonly id: string;
  readonly session: string;
  readonly part: string | null;
  readonly label: string;
  readonly top: number;
  readonly height: number;
}

const WHOLE = 22;
const PART = 14;
const GAP = 6;

/** Each session, with the parts of the one that is looked at closely (of all where there are few). */
export function rowsOf({ sessions, words }: StatesOverview, chosen: string | undefined): readonly BandRow[] {
  const all = sessions.reduce((sum, { parts }) => sum + parts.length, 0) <= 12;
  const rows: BandRow[] = [];
  let top = GAP;
  for (const { id, label, parts } of sessions) {
    rows.push({ id: JSON.stringify([id, null]), session: id, part: null, label, top, height: WHOLE });
    top += WHOLE + 2;
    if (words.part !== null && (all || id === chosen)) {
      for (const part of parts) {
        const own = { id: JSON.stringify([id, part.key]), session: id, part: part.key, label: part.label ?? '(none)' };
        rows.push({ ...own, top, height: PART });
        top += PART + 2;
      }
    }
    top += GAP;
  }
  return rows;
}

export function heightOf(rows: readonly BandRow[]): number {
  const last = rows.at(-1);
  return last === undefined ? 0 : last.top + last.height + GAP;
}

/** What a row shows at a moment: one state, several within a pixel, or nothing known. */
export type AtMoment =
  | { readonly kind: 'state'; readonly state: StateNumber; readonly since: number; readonly until: number }
  | ({ readonly kind: 'several' } & Crowd)
  | { readonly kind: 'nothing' };

export function atMoment(band: Band | undefined, at: number): AtMoment {
  const stretch = band && findAt(band.stretches, at, ([since]) => since);
  if (stretch !== undefined && at < stretch[1]) {
    const [since, until, state] = stretch;
    return { kind: 'state', state, since, until };
  }
  const crowd = band && findAt(band.crowds, at, ({ since }) => since);
  return crowd !== undefined && at < crowd.until ? { kind: 'several', ...crowd } : { kind: 'nothing' };
}

/** The last of some, in order, that begins at or before a moment. */
function findAt<T>(list: readonly T[], at: number, since: (one: T) => number): T | undefined {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (since(list[middle]!) <= at) low = middle + 1;
    else high = middle;
  }
  return list[low - 1];
}

export function bandOf({ bands }: BandsAnswer, { session, part }: BandRow): Band | undefined {
  return bands.find((band) => band.session === session && band.part === part);
}

export function expectedOf({ expected }: BandsAnswer, { session, part }: BandRow): readonly Expected[] {
  return part === null ? expected.filter((each) => each.session === session) : [];
}

/** The next moment, after or before another, at which something in the rows changes. */
export function nextChange(bands: readonly Band[], at: number, forward: boolean): number | undefined {
  let best: number | undefined;
  const look = (edge: number) => {
    const isBeyond = forward ? edge > at + 1e-3 : edge < at - 1e-3;
    if (isBeyond && (best === undefined || edge < best === forward)) best = edge;
  };
  for (const { stretches, crowds } of bands) {
    for (const [since, until] of stretches) {
      look(since);
      look(until);
    }
    for (const { since } of crowds) look(since);
  }
  return best;
}

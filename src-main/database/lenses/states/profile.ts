import type { Bin, StatesProfile } from '#shared/model/states.ts';
import { daysBetween, offsetsBetween } from '../calendar/days.ts';
import type { Held } from './track.ts';

/** A stretch during which clocks show one hour of one day, in epoch seconds. */
interface Slice {
  readonly since: number;
  readonly until: number;
  /** `day × 24 + hour` */
  readonly cell: number;
}

const HOUR = 3600;

/** The hours that clocks of a zone show in a range, in order: none for an hour they skip, two for one they repeat. */
export function hoursOf(from: number, to: number, timeZone: string): { days: readonly string[]; slices: Slice[] } {
  const days = daysBetween(from * 1000, to * 1000 - 1, timeZone);
  const places = new Map(days.map(({ date }, index) => [date, index]));
  const offsets = offsetsBetween(from * 1000, to * 1000, timeZone);
  const slices = offsets.flatMap(({ from: begins, ahead }, index) => {
    const ends = (offsets[index + 1]?.from ?? to * 1000) / 1000;
    const found: Slice[] = [];
    let since = begins / 1000;
    while (since < ends) {
      const shown = since + ahead / 1000;
      const until = Math.min((Math.floor(shown / HOUR) + 1) * HOUR - ahead / 1000, ends);
      const clock = new Date(shown * 1000).toISOString();
      const day = places.get(clock.slice(0, 10));
      if (day !== undefined) found.push({ since, until, cell: day * 24 + Number(clock.slice(11, 13)) });
      since = until;
    }
    return found;
  });
  return { days: days.map(({ date }) => date), slices };
}

/** Bounds of the bins of durations, in seconds: about three to each tenfold. */
const BOUNDS = [
  ...[0, 1, 2, 5, 10, 20, 30],
  ...[1, 2, 5, 10, 20, 30].map((each) => each * 60),
  ...[1, 2, 4, 8, 12, 24].map((each) => each * HOUR),
  ...[2, 4, 7].map((each) => each * 24 * HOUR),
] as const;

/** What held, put together by the hours of the clock and by how long it lasted. */
export class Profile {
  readonly #days: readonly string[];
  readonly #slices: readonly Slice[];
  readonly #sums: readonly [off: number[], on: number[], unknown: number[]];
  readonly #length: number[];
  readonly #bins = { on: emptyBins(), off: emptyBins() };
  readonly #cut = { on: 0, off: 0 };
  #at = 0;

  constructor(from: number, to: number, timeZone: string) {
    const { days, slices } = hoursOf(from, to, timeZone);
    const zeros = () => Array.from({ length: days.length * 24 }, () => 0);
    this.#days = days;
    this.#slices = slices;
    this.#sums = [zeros(), zeros(), zeros()];
    this.#length = zeros();
    for (const { since, until, cell } of slices) this.#length[cell]! += until - since;
  }

  /** Of one session, in the order of time. */
  take(held: Held): void {
    this.#spread(held);
    if (held.state === 2) return;
    const kind = held.state === 1 ? 'on' : 'off';
    if (held.whole) count(this.#bins[kind], held.until - held.since);
    else this.#cut[kind] += 1;
  }

  profile(session: string): StatesProfile {
    const [off, on, unknown] = this.#sums;
    return { session, days: this.#days, length: this.#length, on, off, unknown, durations: this.#bins, cut: this.#cut };
  }

  #spread({ since, until, state }: Held): void {
    while ((this.#slices[this.#at]?.until ?? Number.POSITIVE_INFINITY) <= since) this.#at += 1;
    for (let index = this.#at; index < this.#slices.length; index += 1) {
      const slice = this.#slices[index]!;
      if (slice.since >= until) return;
      this.#sums[state][slice.cell]! += Math.min(until, slice.until) - Math.max(since, slice.since);
    }
  }
}

type Counting = { -readonly [Key in keyof Bin]: Bin[Key] };

function emptyBins(): Counting[] {
  return BOUNDS.map((from, index) => ({ from, to: BOUNDS[index + 1] ?? null, count: 0, seconds: 0 }));
}

function count(bins: Counting[], seconds: number): void {
  const bin = bins.findLast(({ from }) => from <= seconds);
  if (bin === undefined) return;
  bin.count += 1;
  bin.seconds += seconds;
}

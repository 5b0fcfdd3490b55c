import { Failure } from '#shared/model/failure.ts';

/** A calendar day of a time zone: from its first moment to the next day's, in epoch milliseconds. */
export interface Day {
  /** `2024-03-31` */
  readonly date: string;
  readonly starts: number;
  readonly ends: number;
}

const DAY = 86_400_000;

/**
 * The days of a time zone that touch `[first, last]` (epoch milliseconds), in order. They follow each other without a
 * hole; 23 and 25 hours where clocks change, and a date that a zone skipped is not there. Throws BAD_INPUT for a zone
 * that does not exist.
 */
export function daysBetween(first: number, last: number, timeZone: string): readonly Day[] {
  const clock = clockOf(timeZone);
  const days: Day[] = [];
  let midnight = Math.floor((first + clock(first)) / DAY) * DAY;
  let starts = startOf(midnight, clock);
  while (starts <= last) {
    const ends = startOf(midnight + DAY, clock);
    if (ends > starts) days.push({ date: new Date(midnight).toISOString().slice(0, 10), starts, ends });
    midnight += DAY;
    starts = ends;
  }
  return days;
}

/** From when on a zone's clocks are how far ahead of UTC; all in milliseconds. The first holds from the beginning. */
export interface Offset {
  readonly from: number;
  readonly ahead: number;
}

/** How far the clocks of a zone are ahead of UTC in `[first, last]`, one entry for each change. */
export function offsetsBetween(first: number, last: number, timeZone: string): readonly Offset[] {
  const clock = clockOf(timeZone);
  const offsets: Offset[] = [{ from: first, ahead: clock(first) }];
  for (let at = first; at < last; at += DAY) {
    const next = Math.min(at + DAY, last);
    const ahead = clock(next);
    if (ahead !== offsets.at(-1)!.ahead) offsets.push({ from: earliest(at, next, (ms) => clock(ms) === ahead), ahead });
  }
  return offsets;
}

/** How far a zone's clocks are ahead of UTC at a moment; both in milliseconds. */
type Clock = (moment: number) => number;

/** The first moment of the day whose midnight the clocks would show at this many milliseconds since 1970. */
function startOf(midnight: number, clock: Clock): number {
  const [before, after] = [midnight - 1.5 * DAY, midnight + 1.5 * DAY];
  const ahead = clock(before);
  if (ahead === clock(after)) return midnight - ahead;
  return earliest(before, after, (moment) => moment + clock(moment) >= midnight);
}

/** The first whole millisecond in `(low, high]` of which something holds that holds from then on. */
function earliest(low: number, high: number, holds: (moment: number) => boolean): number {
  let [not, does] = [Math.floor(low), Math.ceil(high)];
  while (does - not > 1) {
    const middle = Math.floor((not + does) / 2);
    if (holds(middle)) does = middle;
    else not = middle;
  }
  return does;
}

function clockOf(timeZone: string): Clock {
  const format = formatOf(timeZone);
  const known = new Map<number, number>();
  return (moment) => {
    const second = Math.floor(moment / 1000) * 1000;
    const cached = known.get(second);
    if (cached !== undefined) return cached;
    const part = Object.fromEntries(format.formatToParts(second).map(({ type, value }) => [type, Number(value)]));
    const shown = Date.UTC(
      part['year']!,
      part['month']! - 1,
      part['day'],
      part['hour'],
      part['minute'],
      part['second'],
    );
    known.set(second, shown - second);
    return shown - second;
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', {
      ...{ timeZone, hourCycle: 'h23', calendar: 'iso8601', numberingSystem: 'latn' },
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  } catch {
    throw new Failure('BAD_INPUT', `There is no time zone “${timeZone}”; give a name like Europe/Berlin or UTC`);
  }
}

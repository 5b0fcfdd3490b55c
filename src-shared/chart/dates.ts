import { ticksApart } from './ticks.ts';

/** Unit that the lens gives to times the database keeps as dates: they travel as seconds since 1970, UTC. */
export const EPOCH = 'epoch seconds';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const steps = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((each) => each * MINUTE),
  ...[1, 2, 3, 6, 12].map((each) => each * HOUR),
  ...[1, 2, 7, 14, 30, 91, 182, 365, 730, 1825, 3650].map((each) => each * DAY),
];

/** Round times of the clock or the calendar (UTC), at most about `most` of them. */
export function dateTicks(low: number, high: number, most: number): readonly number[] {
  if (!(high > low)) return [low];
  const step = steps.find((each) => (high - low) / each <= Math.max(most, 1)) ?? steps.at(-1) ?? DAY;
  return ticksApart(low, high, step);
}

/** A tick as short as its neighbours allow: the time of day between midnights, the date at them. */
export function dateTickText(seconds: number, ticks: readonly number[]): string {
  const step = ticks.length > 1 ? (ticks[1] ?? 0) - (ticks[0] ?? 0) : DAY;
  const [date = '', time = ''] = iso(seconds).split(' ');
  if (step >= DAY || seconds % DAY === 0) return date;
  return time.slice(0, step >= MINUTE ? 5 : 8);
}

/** `2024-01-15 06:04:31`, with milliseconds where there are any; the number itself where there is no such date. */
export function dateText(seconds: number): string {
  const text = iso(seconds);
  return text.endsWith('.000') ? text.slice(0, -4) : text;
}

function iso(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toISOString().replace('T', ' ').replace('Z', '');
}

const steps: readonly (readonly [limit: number, unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  [60, 'second', 1],
  [3600, 'minute', 60],
  [86_400, 'hour', 3600],
  [604_800, 'day', 86_400],
  [2_629_800, 'week', 604_800],
  [31_557_600, 'month', 2_629_800],
  [Number.POSITIVE_INFINITY, 'year', 31_557_600],
];

/** How long ago, in words: `just now`, `5 minutes ago`, `yesterday`. */
export function relativeTime(then: Date, now = new Date()): string {
  const seconds = (then.getTime() - now.getTime()) / 1000;
  if (Math.abs(seconds) < 30) return 'just now';
  const [, unit, size] = steps.find(([limit]) => Math.abs(seconds) < limit) ?? steps.at(-1)!;
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** The exact time, for the hover beside a relative one. */
export function exactTime(time: Date): string {
  return time.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

/** How long something took or lasts: `3 ms`, `1.24 s`, `2 min 5 s`, `1 h 12 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds < 9.995 ? seconds.toFixed(2) : seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

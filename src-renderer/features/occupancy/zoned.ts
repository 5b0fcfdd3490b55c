const formats = new Map<string, Intl.DateTimeFormat>();

/** How many seconds the clocks of a zone are ahead of UTC at some epoch seconds. */
export function aheadOf(seconds: number, timeZone: string): number {
  return Date.parse(`${shown(seconds, timeZone).replace(' ', 'T')}Z`) / 1000 - Math.floor(seconds);
}

/** `2024-03-31 03:15:00` as clocks of the zone show it. */
function shown(seconds: number, timeZone: string): string {
  const known = formats.get(timeZone);
  const format = known ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, format);
  return format.format(Math.floor(seconds) * 1000);
}

/** A moment by the clocks of the zone, as fine as `step` seconds needs. */
export function momentText(seconds: number, timeZone: string, step = 1): string {
  if (!Number.isFinite(seconds)) return '';
  const text = shown(seconds, timeZone);
  if (step >= 1) return step >= 60 ? text.slice(0, 16) : text;
  return `${text}.${String(Math.floor((seconds - Math.floor(seconds)) * 1000)).padStart(3, '0')}`;
}

/** When the clocks of the zone show a time, which is given as if it were UTC; also on a day on which they change. */
export function momentOf(local: number, timeZone: string): number {
  const about = local - aheadOf(local - aheadOf(local, timeZone), timeZone);
  return local - aheadOf(about, timeZone);
}

const steps = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((each) => each * 60),
  ...[1, 2, 3, 6, 12].map((each) => each * 3600),
  ...[1, 2, 7, 14, 28, 91, 182, 364, 728].map((each) => each * 86_400),
];

/** Round times by the clocks of the zone, about `most` of them, also across a day on which clocks change. */
export function zonedTicks(from: number, to: number, most: number, timeZone: string): readonly number[] {
  const step = steps.find((each) => (to - from) / each <= Math.max(most, 1)) ?? steps.at(-1) ?? 1;
  const ticks: number[] = [];
  const first = Math.floor((from + aheadOf(from, timeZone)) / step) * step;
  const last = to + aheadOf(to, timeZone);
  for (let local = first; local <= last; local += step) {
    const at = momentOf(local, timeZone);
    if (at >= from && at <= to && at > (ticks.at(-1) ?? Number.NEGATIVE_INFINITY)) ticks.push(at);
  }
  return ticks;
}

/** The time of day between midnights, the date at them. */
export function tickLabel(seconds: number, ticks: readonly number[], timeZone: string): string {
  const step = ticks.length > 1 ? (ticks[1] ?? 0) - (ticks[0] ?? 0) : 86_400;
  const [date = '', time = ''] = shown(seconds, timeZone).split(' ');
  if (step >= 82_000 || time === '00:00:00') return date;
  return time.slice(0, step >= 60 ? 5 : 8);
}

/**
 * The engine's text of dates and timestamps. The binding's own shows infinite dates as the year 5881580 and zoned
 * timestamps in the zone of the machine; ours are the same everywhere.
 */
const infiniteDays = 2 ** 31 - 1;
const infiniteCount = 2n ** 63n - 1n;

/** A date as days since 1970-01-01: `2026-11-05`, `0044-03-15 (BC)`, `infinity`. */
export function dateText(days: number): string {
  if (Math.abs(days) === infiniteDays) return days > 0 ? 'infinity' : '-infinity';
  const { date, era } = calendarDay(days);
  return date + era;
}

/** A timestamp as a count of `10^-digits` seconds since the epoch: `2026-11-05 12:00:00.25+00`. */
export function timestampText(count: bigint, digits: 0 | 3 | 6 | 9, zone = ''): string {
  if (count === infiniteCount) return 'infinity';
  if (count === -infiniteCount) return '-infinity';
  const perSecond = 10n ** BigInt(digits);
  const perDay = 86_400n * perSecond;
  const inDay = ((count % perDay) + perDay) % perDay;
  const { date, era } = calendarDay(Number((count - inDay) / perDay));
  const seconds = Number(inDay / perSecond);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  const fraction =
    digits === 0
      ? ''
      : String(inDay % perSecond)
          .padStart(digits, '0')
          .replace(/0+$/, '');
  return `${date}${era} ${clock}${fraction === '' ? '' : `.${fraction}`}${zone}`;
}

const two = (part: number): string => String(part).padStart(2, '0');

/** The Gregorian calendar repeats every 400 years, which keeps any day within what `Date` can hold. */
function calendarDay(days: number): { readonly date: string; readonly era: string } {
  const cycle = 146_097;
  const cycles = Math.floor(days / cycle);
  const day = new Date((days - cycles * cycle) * 86_400_000);
  const year = day.getUTCFullYear() + cycles * 400;
  const shown = String(year > 0 ? year : 1 - year).padStart(4, '0');
  return { date: `${shown}-${two(day.getUTCMonth() + 1)}-${two(day.getUTCDate())}`, era: year > 0 ? '' : ' (BC)' };
}

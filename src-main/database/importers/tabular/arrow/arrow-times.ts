/** A value that no database would keep as it is: its row is rejected, for this reason. */
export class NotKept extends Error {
  override readonly name = 'NotKept';
}

/** Days since 1970 as `2026-11-05`. */
export function dateText(days: number): string {
  return dateOf(BigInt(days) * 86_400n);
}

/** A count of 10^-`digits` seconds since 1970 as `2026-11-05 12:00:00.123`. */
export function momentText(count: bigint, digits: number): string {
  const { seconds, fraction } = parts(count, digits);
  const day = seconds - modulo(seconds, 86_400n);
  return `${dateOf(day)} ${clockOf(seconds - day)}${fraction}`;
}

/** A count of 10^-`digits` seconds since midnight as `12:00:00.123`. */
export function timeText(count: bigint, digits: number): string {
  const { seconds, fraction } = parts(count, digits);
  if (seconds < 0n || seconds > 86_400n) throw new NotKept(`${count} is no time of a day`);
  return clockOf(seconds) + fraction;
}

function parts(count: bigint, digits: number): { readonly seconds: bigint; readonly fraction: string } {
  const unit = 10n ** BigInt(digits);
  const rest = modulo(count, unit);
  return { seconds: (count - rest) / unit, fraction: digits === 0 ? '' : `.${String(rest).padStart(digits, '0')}` };
}

function modulo(value: bigint, by: bigint): bigint {
  return ((value % by) + by) % by;
}

function clockOf(seconds: bigint): string {
  const all = Number(seconds);
  return [all / 3600, (all / 60) % 60, all % 60].map((each) => String(Math.trunc(each)).padStart(2, '0')).join(':');
}

/** Years of four digits are what all engines write and read alike. */
function dateOf(seconds: bigint): string {
  const date = new Date(Number(seconds) * 1000);
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 1 || year > 9999) throw new NotKept('Its time is outside the years 1 to 9999');
  return date.toISOString().slice(0, 10);
}

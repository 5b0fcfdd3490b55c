const thinSpace = '\u202f';

/** Digits grouped by threes with thin spaces; nothing is rounded. `1234567.5` → `1 234 567.5`. */
export function groupDigits(text: string): string {
  const match = /^([+-]?)(\d+)(\..*|[eE].*)?$/.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', rest = ''] = match;
  return whole.length <= 4 ? text : `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, thinSpace)}${rest}`;
}

/** A whole number of things, grouped. */
export function formatCount(count: number): string {
  return groupDigits(String(Math.round(count)));
}

/** A count in a few characters: `812`, `3.0 k`, `2.7 M`. */
export function shortCount(count: number): string {
  if (count < 1000) return String(Math.round(count));
  const [divisor, sign] = count < 999_500 ? [1e3, 'k'] : count < 999_500_000 ? [1e6, 'M'] : [1e9, 'G'];
  const value = count / divisor;
  return `${value < 99.5 ? value.toFixed(1) : Math.round(value)} ${sign}`;
}

/** `1 episode`, `30 episodes`. */
export function countOf(count: number, [one, many]: readonly [string, string]): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A measured number to so many significant digits, grouped, for summaries (never for a cell). */
export function roundNumber(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (value !== 0 && (Math.abs(value) >= 1e9 || Math.abs(value) < 1e-4)) return value.toExponential(digits - 1);
  return groupDigits(String(Number(value.toPrecision(digits))));
}

/** `0 B`, `1.5 kB`, `12 MB`: decimal, as file managers say it. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 99.5 ? Math.round(value) : Number(value.toFixed(1))} ${units[unit]}`;
}

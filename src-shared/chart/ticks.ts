/** Round numbers from `low` to `high`, at most about `most` of them, 1, 2 or 5 × 10ⁿ and never less than `least` apart. */
export function roundTicks(low: number, high: number, most: number, least = 0): readonly number[] {
  if (!(high > low)) return [low];
  return ticksApart(low, high, Math.max(roundStep((high - low) / Math.max(most, 1)), least));
}

/** Powers of ten from `low` to `high`, both above 0, with 2 and 5 between them where there is room; round numbers within one decade. */
export function logTicks(low: number, high: number, most: number): readonly number[] {
  const [first, last] = [Math.floor(Math.log10(low) + 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const decades = Math.log10(high / low);
  if (decades < 1) return roundTicks(low, high, most).filter((tick) => tick > 0);
  const every = Math.max(1, Math.ceil((decades + 1) / Math.max(most, 1)));
  const steps = every > 1 || decades * 3 > most ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = first; power <= last; power++) {
    if (power % every !== 0) continue;
    ticks.push(...steps.map((step) => Number(`${step}e${power}`)).filter((tick) => tick >= low && tick <= high));
  }
  return ticks;
}

/** A tick of a logarithmic axis: each by itself, unless they are round numbers within one decade. */
export function logTickText(value: number, ticks: readonly number[]): string {
  const decades = Math.log10((ticks.at(-1) ?? value) / (ticks[0] ?? value));
  return tickText(value, decades < 1 ? ticks : [value]);
}

/** The multiples of `step` from `low` to `high`. */
export function ticksApart(low: number, high: number, step: number): readonly number[] {
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

/** The smallest 1, 2 or 5 × 10ⁿ that is not below `least`. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((each) => each * power >= least * (1 - 1e-9)) ?? 10) * power;
}

/** A tick's text with as many decimals as its neighbours need; large and tiny ones with a power of ten where that is shorter. */
export function tickText(value: number, ticks: readonly number[]): string {
  const largest = Math.max(...ticks.map(Math.abs), Math.abs(value));
  const step = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) : largest;
  const digits = step > 0 && largest > 0 ? Math.max(0, Math.ceil(Math.log10(largest / step) - 1e-9)) : 0;
  if ((largest >= 1e6 && digits <= 3) || (largest > 0 && largest < 1e-3))
    return value === 0 ? '0' : power(value, digits);
  const decimals = step > 0 ? Math.min(Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)), 6) : 0;
  return groupedDigits(value.toFixed(decimals));
}

function power(value: number, digits: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(Math.max(digits, 2)).split('e');
  return `${Number(mantissa)}e${Number(exponent)}`.replaceAll('-', '−');
}

/** Digits before the point in threes, where they are many. */
export function groupedDigits(text: string): string {
  const [whole = '', part] = text.replace('-', '−').split('.');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, '\u202f') : whole;
  return part === undefined ? grouped : `${grouped}.${part}`;
}

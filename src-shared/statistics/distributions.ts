import { incompleteBeta, normalAbove } from './special-functions.ts';

/** The part of Student's t distribution with `df` degrees of freedom above t; accurate far out in the tail too. */
export function tAbove(t: number, df: number): number {
  const half = tTwoSided(t, df) / 2;
  return t < 0 ? 1 - half : half;
}

/** P(|T| ≥ |t|). */
export function tTwoSided(t: number, df: number): number {
  const square = t * t;
  if (square < 1) return 1 - incompleteBeta(square / (df + square), 0.5, df / 2);
  return incompleteBeta(square === Number.POSITIVE_INFINITY ? 0 : df / (df + square), df / 2, 0.5);
}

/** P(|Z| ≥ |z|). */
export function normalTwoSided(z: number): number {
  return 2 * normalAbove(Math.abs(z));
}

/** The t that a share of 1 − `above` of Student's distribution lies below. */
export function tQuantileAbove(above: number, df: number): number {
  if (above > 0.5) return -tQuantileAbove(1 - above, df);
  return above === 0.5 ? 0 : outward((t) => tAbove(t, df) - above);
}

/** The z that a share of 1 − `above` of the standard normal distribution lies below. */
export function normalQuantileAbove(above: number): number {
  if (above > 0.5) return -normalQuantileAbove(1 - above);
  return above === 0.5 ? 0 : outward((z) => normalAbove(z) - above);
}

/**
 * P(T ≤ t) of the noncentral t distribution with noncentrality `shift`: the mean of Φ(t·s − shift) over s, the root of a χ²
 * over its `df` degrees of freedom, whose density is normalised by the same sum (Simpson’s rule over ±12 of its deviations).
 */
export function noncentralTBelow(t: number, df: number, shift: number): number {
  const mode = Math.sqrt((df - 1) / df) || 0;
  const width = 12 / Math.sqrt(2 * df);
  const [low, high] = [Math.max(0, mode - width), mode + width];
  const logDensity = (s: number) => (df - 1) * (Math.log(s) - Math.log(mode || 1)) - (df * (s * s - mode * mode)) / 2;
  let below = 0;
  let all = 0;
  for (let at = 0; at <= PIECES; at += 1) {
    const s = low + ((high - low) * at) / PIECES;
    const density = s > 0 ? Math.exp(logDensity(s)) : df === 1 ? 1 : 0;
    const weight = density * (at % PIECES === 0 ? 1 : at % 2 === 0 ? 2 : 4);
    below += weight * normalAbove(shift - t * s);
    all += weight;
  }
  return below / all;
}

const PIECES = 2000;

/** Root of a falling function of positive numbers, by bisection to the last digit. */
function outward(difference: (at: number) => number): number {
  let high = 1;
  while (difference(high) > 0 && high < 1e300) high *= 2;
  return bisect(difference, 0, high);
}

/** Where a falling function passes zero between two places. */
export function bisect(falling: (at: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 200; step += 1) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (falling(middle) > 0) low = middle;
    else high = middle;
  }
  return low + (high - low) / 2;
}

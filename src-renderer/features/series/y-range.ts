import { type Point, valueExtent } from './lines.ts';

interface Drawn {
  readonly points: readonly Point[];
  readonly behind?: readonly Point[] | undefined;
}

export interface YRange {
  readonly low: number;
  readonly high: number;
  /** How many of the drawn points lie beyond. */
  readonly outside: number;
}

interface YRangeOptions {
  readonly scale: 'linear' | 'log';
  /** Leaves outside what lies far from all others; nothing is dropped, lines run out of the picture. */
  readonly cut: boolean;
}

/** What the y axis shows of lines: all of them with a little room, or without their outliers. */
export function yRange(lines: readonly Drawn[], { scale, cut }: YRangeOptions): YRange {
  const log = scale === 'log';
  const values = valuesOf(lines)
    .filter((y) => !log || y > 0)
    .map(log ? Math.log10 : (y) => y);
  const kept = cut ? withoutOutliers(values) : undefined;
  const [low, high] = valueExtent([{ points: (kept ?? values).map((y) => [0, y]) }]);
  const outside = kept === undefined ? 0 : values.filter((y) => y < low || y > high).length;
  if (!log) return { low, high, outside };
  return values.length === 0 ? { low: 0.1, high: 1, outside } : { ...powers(kept ?? values), outside };
}

/** What a person chose to see of y: what lies beyond is counted, and stays in every number that is said of the lines. */
export function boxedRange(lines: readonly Drawn[], { low, high }: Omit<YRange, 'outside'>): YRange {
  return { low, high, outside: valuesOf(lines).filter((y) => y < low || y > high).length };
}

function valuesOf(lines: readonly Drawn[]): number[] {
  return lines.flatMap(({ points, behind = [] }) => [...points, ...behind].map(([, y]) => y));
}

/** In powers of ten there is no floor at 0. */
function powers(exponents: readonly number[]): { readonly low: number; readonly high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const each of exponents) {
    low = Math.min(low, each);
    high = Math.max(high, each);
  }
  const margin = low === high ? 0.3 : (high - low) * 0.04;
  return { low: 10 ** (low - margin), high: 10 ** (high + margin) };
}

/**
 * The values within three times the distance of the quartiles beyond them (Tukey's outer fences); `undefined` where none
 * lies farther out, or half of them are alike, so that nothing says what is far.
 */
function withoutOutliers(values: readonly number[]): readonly number[] | undefined {
  const sorted = Float64Array.from(values).sort();
  const quartile = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
  const [first, third] = [quartile(0.25), quartile(0.75)];
  const reach = 3 * (third - first);
  if (!(reach > 0)) return undefined;
  const kept = values.filter((y) => y >= first - reach && y <= third + reach);
  return kept.length === values.length ? undefined : kept;
}

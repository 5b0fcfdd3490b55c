import type { SqliteValue } from './handle.ts';

/** Aggregates over numbers that SQLite lacks; whatever is no number is left out, as NULL is elsewhere. */

interface Quantile {
  readonly values: number[];
  share: number;
}

/** Quantile of a share, interpolated between neighbours as `percentile_cont` does. Holds all values of a group. */
export const quantileFunction = {
  start: (): Quantile => ({ values: [], share: 0.5 }),
  step: (state: Quantile, value?: SqliteValue, share?: SqliteValue): Quantile => {
    const number = numberIn(value);
    state.share = numberIn(share) ?? state.share;
    if (number !== null) state.values.push(number);
    return state;
  },
  result: ({ values, share }: Quantile): SqliteValue => {
    const sorted = Float64Array.from(values).sort();
    const at = share * (sorted.length - 1);
    const low = sorted[Math.floor(at)];
    const high = sorted[Math.ceil(at)];
    return low === undefined || high === undefined ? null : low + (at - Math.floor(at)) * (high - low);
  },
};

interface Together {
  count: number;
  meanX: number;
  meanY: number;
  squaresX: number;
  squaresY: number;
  products: number;
  /** Whether each has had more than one value. */
  variesX: boolean;
  variesY: boolean;
  first: readonly [number, number] | null;
}

/** Pearson's correlation with running moments, which stay exact where means are large. */
export const correlationFunction = {
  start: (): Together => ({
    ...{ count: 0, meanX: 0, meanY: 0, squaresX: 0, squaresY: 0, products: 0 },
    ...{ variesX: false, variesY: false, first: null },
  }),
  step: (state: Together, one?: SqliteValue, other?: SqliteValue): Together => {
    const [x, y] = [numberIn(one), numberIn(other)];
    if (x === null || y === null) return state;
    state.count += 1;
    state.first ??= [x, y];
    state.variesX ||= x !== state.first[0];
    state.variesY ||= y !== state.first[1];
    const [fromX, fromY] = [x - state.meanX, y - state.meanY];
    state.meanX += fromX / state.count;
    state.meanY += fromY / state.count;
    state.squaresX += fromX * (x - state.meanX);
    state.squaresY += fromY * (y - state.meanY);
    state.products += fromX * (y - state.meanY);
    return state;
  },
  result: ({ squaresX, squaresY, products, variesX, variesY }: Together): SqliteValue => {
    const both = Math.sqrt(squaresX) * Math.sqrt(squaresY);
    return variesX && variesY && both > 0 ? Math.min(Math.max(products / both, -1), 1) : null;
  },
};

function numberIn(value: SqliteValue | undefined): number | null {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null;
}

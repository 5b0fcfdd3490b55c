import { expect } from 'vitest';
import { type Cell, cellNumber } from '#shared/model/cell.ts';
import type { FlockObservation } from './tracking-flock.ts';

/** Statistics in plain JavaScript, to check what engines answer. */

export function bin(value: number | null, size: number): number | null {
  return value === null ? null : Math.floor(value / size) * size + 0;
}

export function groupBy<T, K>(items: readonly T[], key: (item: T) => K): ReadonlyMap<K, readonly T[]> {
  return Map.groupBy(items, key);
}

export function mean(values: readonly (number | null)[]): number | null {
  const finite = values.filter((value) => value !== null && Number.isFinite(value)) as number[];
  return finite.length === 0 ? null : finite.reduce((sum, value) => sum + value, 0) / finite.length;
}

export function deviation(values: readonly number[]): number | null {
  const middle = mean(values)!;
  if (values.length < 2) return null;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1));
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  return low + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - low);
}

export function correlation(pairs: readonly (readonly [number, number])[]): number {
  const finite = pairs.filter((pair) => pair.every(Number.isFinite));
  const [meanX, meanY] = [mean(finite.map(([x]) => x))!, mean(finite.map(([, y]) => y))!];
  const sum = (of: (pair: readonly [number, number]) => number) => finite.reduce((total, pair) => total + of(pair), 0);
  const products = sum(([x, y]) => (x - meanX) * (y - meanY));
  return products / Math.sqrt(sum(([x]) => (x - meanX) ** 2) * sum(([, y]) => (y - meanY) ** 2));
}

export function pairsOfAgents(): readonly (readonly [number, number])[] {
  return [1, 2, 3, 4, 5].flatMap((one) =>
    [1, 2, 3, 4, 5].filter((other) => other > one).map((other) => [one, other] as const),
  );
}

export function together<T extends FlockObservation>(
  rows: readonly T[],
  one: number,
  other: number,
): readonly (readonly [T, T])[] {
  const ofOther = new Map(rows.filter(({ agent }) => agent === other).map((row) => [row.frame, row]));
  return rows.flatMap((row) => {
    const found = row.agent === one ? ofOther.get(row.frame) : undefined;
    return found === undefined ? [] : [[row, found] as const];
  });
}

export function expectClose(cell: Cell, expected: number | null): void {
  const value = cellNumber(cell);
  if (expected === null || value === undefined) expect(cell).toBe(expected);
  else if (Number.isNaN(expected)) expect(value).toBeNaN();
  else expect(Math.abs(value - expected)).toBeLessThan(1e-9 * Math.max(1, Math.abs(expected)));
}

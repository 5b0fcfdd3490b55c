/** One line of the table. Times are milliseconds. */
export interface Row {
  readonly engine: string;
  readonly what: string;
  /** Median as a caller of the application sees it. */
  readonly product: number;
  /** Median of the plain driver with the same question, in the same run; `null` where there is nothing to compare. */
  readonly floor: number | null;
  readonly unit: 'ms' | 'MB';
  /** What the product may measure at most. */
  readonly limit: number | null;
}

export const RUNS = 5;

/** Both sides in turn, so that whatever else the machine does hits both alike. The first turn only warms up. */
export async function compare(
  product: () => Promise<unknown>,
  floor: () => Promise<unknown>,
): Promise<{ readonly product: number; readonly floor: number }> {
  const times = { product: [] as number[], floor: [] as number[] };
  for (let run = 0; run <= RUNS; run++) {
    const productFirst = run % 2 === 0;
    for (const side of productFirst ? (['product', 'floor'] as const) : (['floor', 'product'] as const)) {
      const time = await timed(side === 'product' ? product : floor);
      if (run > 0) times[side].push(time);
    }
  }
  return { product: median(times.product), floor: median(times.floor) };
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** From request to answer, pages and series may take half as long again as the engine alone, and 5 ms. */
export function pageLimit(floor: number): number {
  return 1.5 * floor + 5;
}

/** One line of the table. Times are milliseconds. */
export interface Row {
  readonly engine: string;
  readonly what: string;
  /** Median as a caller of the application sees it. */
  readonly product: number;
  /** Median of the plain driver with the same question, in the same run; `null` where there is nothing to compare. */
  readonly floor: number | null;
  readonly unit: 'ms' | 'MB' | '% of a core';
  /** Runs the medians are of; absent where they are of {@link RUNS}. */
  readonly runs?: number;
  /** What the product may measure at most. */
  readonly limit: number | null;
}

export const RUNS = 5;

/** What takes less than so many milliseconds is measured more often, once the code it needs has been compiled. */
export const SHORT = 50;
export const SHORT_RUNS = { warming: 10, measured: 15 };

export interface Times {
  readonly product: number;
  readonly floor: number;
  /** How many runs the medians are of. */
  readonly runs: number;
}

/** What takes longer than this altogether is measured less often, in milliseconds. */
const PATIENCE = 60_000;

/**
 * Both sides in turn, so that whatever else the machine does hits both alike; `before` each of them something that counts to
 * neither. The first turns only warm up.
 */
export async function compare(
  product: () => Promise<unknown>,
  floor: () => Promise<unknown>,
  before: () => void = () => undefined,
): Promise<Times> {
  const times = { product: [] as number[], floor: [] as number[] };
  const start = performance.now();
  let runs = { warming: 1, measured: RUNS };
  for (let run = 0; run < runs.warming + runs.measured; run++) {
    if (run > 1 && performance.now() - start > PATIENCE) break;
    const sides = [() => timed(product), () => timed(floor)] as const;
    const [first, second] = run % 2 === 0 ? sides : sides.toReversed();
    before();
    const measured = [await first!()];
    before();
    measured.push(await second!());
    const [ofProduct, ofFloor] = run % 2 === 0 ? measured : measured.toReversed();
    if (run === 1 && Math.max(...measured) < SHORT) runs = SHORT_RUNS;
    if (run < runs.warming) continue;
    times.product.push(ofProduct!);
    times.floor.push(ofFloor!);
  }
  return { product: median(times.product), floor: median(times.floor), runs: times.product.length };
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

/** From request to answer, pages may take half as long again as the engine alone, and 5 ms. */
export function pageLimit(floor: number): number {
  return 1.5 * floor + 5;
}

/** Series may take three tenths longer than the plain statement that reduces them, and 5 ms. */
export function seriesLimit(floor: number): number {
  return 1.3 * floor + 5;
}

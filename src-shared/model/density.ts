/** What must be known before positions are counted in cells. */
export interface DensityExtent {
  /** `[min, max]` of the finite x, y and, where any is known, z; empty where there are no positions. */
  readonly bounds: readonly (readonly [number, number])[];
  /** Rows that have a finite x and y. */
  readonly rows: number;
  readonly unit: string | null;
  /** Whether y grows downwards, where all episodes agree on it. */
  readonly yDown: boolean;
  readonly hasVelocity: boolean;
  readonly hasSeconds: boolean;
}

/** An answer never has more cells than this. */
export const MOST_CELLS = 250_000;

/** How the driver's own functions reduce lines (SQLite). */
export interface LinesHow {
  /** Width of the chart. */
  readonly pixels: number;
  /** Whether y is drawn on a logarithmic axis. */
  readonly log: boolean;
  /** Whether the mean at each x is drawn. */
  readonly mean: boolean;
}

/** All of it as one number: a function is given each of its arguments anew for every row. */
export function linesHow({ pixels, log, mean }: LinesHow): number {
  return pixels * 4 + Number(log) * 2 + Number(mean);
}

export function howOf(number: number): LinesHow {
  return { pixels: Math.floor(number / 4), log: (number & 2) !== 0, mean: (number & 1) !== 0 };
}

import type { Measure } from './experiment.ts';

/** How often values lie where: the bars of a histogram, or the cells of a scatter of two measures. */
export interface CellsAnswer {
  readonly measure: Measure;
  /** The measure across, of a scatter; `null` for a histogram, whose bars lie along the measure itself. */
  readonly against: Measure | null;
  /** Width of a bar or cell, and of a cell its height; they begin at multiples of these. */
  readonly size: readonly [width: number, height: number];
  /** Where the bars begin and end, where values lie beyond that are far from all others. */
  readonly ends?: readonly [from: number, to: number];
  readonly lines: readonly CellsLine[];
  /** The statement that was run, for "show SQL". */
  readonly sql: string;
}

export interface CellsLine {
  readonly id: string;
  readonly label: string;
  /** Lower edges of the cells that hold something (y is 0 in a histogram), by x, then y. */
  readonly cells: readonly (readonly [x: number, y: number, count: number])[];
  /** Values beyond the bars of a histogram, of which there is one more on either side. */
  readonly beyond?: readonly Beyond[];
  /** Values, or pairs of them, and those that are not finite and lie nowhere. */
  readonly rows: number;
  readonly notFinite: number;
}

/** How many values lie below or above all bars, and how far. */
export interface Beyond {
  readonly side: 'below' | 'above';
  readonly least: number;
  readonly greatest: number;
  readonly count: number;
}

/** The round width, 1, 2 or 5 × 10ⁿ, of at most so many cells from `low` to `high`; any will do where they are the same. */
export function cellSize(low: number, high: number, most: number): number {
  const span = high - low;
  if (!(span > 0)) return 1;
  const least = Number.isFinite(span) ? span / most : high / most - low / most;
  const power = 10 ** Math.floor(Math.log10(least));
  const size = ([1, 2, 5].find((each) => each * power >= least * (1 - 1e-9)) ?? 10) * power;
  return size > 0 ? size : least;
}

import type { DrawnChart, DrawnLine } from '../model/drawn-chart.ts';
import type { Bar } from './cells-answer.ts';
import type { Matrix } from './flow-matrix.ts';
import type { ParallelAxis } from './parallel.ts';
import type { Area } from './stack-areas.ts';

/** A chart to draw: that of a window, and what other kinds of charts have besides. */
export interface Picture extends Omit<DrawnChart, 'marks'> {
  readonly lines: readonly PictureLine[];
  /** How values are drawn: lines without it. */
  readonly marks?: 'line' | 'points' | 'bars' | undefined;
  /** Names of the places 0, 1, 2… of x. */
  readonly names?: readonly string[] | undefined;
  /** The places 0, 1, 2… of x are axes of their own, on which y is a share of the way up. */
  readonly axes?: readonly ParallelAxis[] | undefined;
  /** Moves between places, drawn as bands instead of anything over axes; a line stands for a pair of places. */
  readonly flow?: Matrix | undefined;
  /** What else a reader has to know, below the legend. */
  readonly remark?: string | undefined;
}

export interface PictureLine extends DrawnLine {
  /** How strong each point is, from 0 to 1; all alike without it. */
  readonly strengths?: readonly number[] | undefined;
  /** Drawn behind the line, from low to high; NaN where there is none. */
  readonly band?: readonly PictureBand[] | undefined;
  /** What is filled instead of a line being drawn. */
  readonly areas?: readonly Area[] | undefined;
  /** From where to where the area of each point reaches. */
  readonly edges?: readonly (readonly [from: number, to: number])[] | undefined;
  /** What the line is the outline of. */
  readonly bars?: readonly Bar[] | undefined;
  /** What stands on each axis of parallel coordinates; `null` where nothing is known. */
  readonly values?: readonly (string | number | null)[] | undefined;
}

export interface PictureBand {
  readonly x: number;
  /** The line itself there; NaN where it has no value. */
  readonly centre: number;
  readonly low: number;
  readonly high: number;
  /** Of how many lines. */
  readonly n: number;
}

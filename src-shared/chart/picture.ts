import type { DrawnChart, DrawnLine } from '../model/drawn-chart.ts';

/** A chart to draw: that of a window, and what answers of questions have besides. */
export interface Picture extends Omit<DrawnChart, 'marks'> {
  readonly lines: readonly PictureLine[];
  /** How values are drawn: lines without it. */
  readonly marks?: 'line' | 'points' | 'bars' | undefined;
  /** Names of the places 0, 1, 2… of x. */
  readonly names?: readonly string[] | undefined;
}

export interface PictureLine extends DrawnLine {
  /** How strong each point is, from 0 to 1; all alike without it. */
  readonly strengths?: readonly number[] | undefined;
}

import type { DataStyle } from './colours.ts';
import type { Point } from './lines.ts';

/** A line as a chart draws it. */
export interface ChartLine {
  readonly id: string;
  readonly label: string;
  readonly points: readonly Point[];
  /** What the line was smoothed from: drawn faint behind all lines. */
  readonly behind?: readonly Point[] | undefined;
  readonly style: DataStyle;
  /** A longer distance between two points breaks the line. */
  readonly longestGap: number;
  /** How strong each point of a cloud is, from 0 to 1; all alike without it. */
  readonly strengths?: readonly number[] | undefined;
  /** Drawn fainter than the others. */
  readonly dimmed?: boolean;
}

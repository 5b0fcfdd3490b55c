import type { SeriesRequest } from '../contract/browse.ts';
import type { Series, SeriesAnswer } from './experiment.ts';
import type { Along } from './workspace.ts';

/** A line as it is drawn. */
export interface DrawnLine {
  readonly id: string;
  readonly label: string;
  /** `[x, y]` by ascending x, every y finite (and above 0 on a logarithmic axis); at most four per device pixel. */
  readonly points: Series['points'];
  /** What a smoothed line was made of, drawn faint behind it. */
  readonly behind?: Series['points'] | undefined;
  /** A CSS colour, and SVG dash lengths (none for a whole line). */
  readonly style: { readonly colour: string; readonly dash: readonly number[] };
  /** A longer distance in x between two points breaks the line. */
  readonly longestGap: number;
  readonly rows: number;
  readonly notFinite: number;
  readonly method: Series['method'];
}

/** An axis: what it measures, and what of that the chart shows. */
export interface DrawnAxis {
  readonly title: string;
  readonly unit: string | null;
  readonly from: number;
  readonly to: number;
  /** The part of it that is to scale; all of it without. */
  readonly scaled?: readonly [from: number, to: number] | undefined;
}

/** A line across a chart that a person drew. */
export interface ReferenceLine {
  readonly id: string;
  /** Which axis the value is one of: `y` for a line across, `x` for one from top to bottom. */
  readonly axis: 'x' | 'y';
  readonly value: number;
  readonly label: string;
}

/** What a person wrote at a place of a chart. */
export interface ChartNote {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

/** A chart of lines as data: all that a picture or a file of it needs, whoever makes it. */
export interface DrawnChart {
  readonly title: string;
  readonly x: DrawnAxis & { readonly scale: 'number' | 'whole' | 'date' };
  readonly y: DrawnAxis & { readonly scale: 'linear' | 'log' };
  /** Points are clouds without order: nothing joins them. */
  readonly marks?: 'points' | undefined;
  /** Those that are shown, in the order of the legend. */
  readonly lines: readonly DrawnLine[];
  /** The formula lines were smoothed by; `null` where they are not. */
  readonly smoothing: string | null;
  readonly references: readonly ReferenceLine[];
  readonly notes?: readonly ChartNote[] | undefined;
  /** What was asked for it, one question per measure, and the answers. */
  readonly sources: readonly {
    readonly database: string;
    readonly request: SeriesRequest;
    /** Where its x lies on the common axis; as recorded without. */
    readonly along?: Along | undefined;
    readonly answer: SeriesAnswer;
  }[];
}

import type { Series } from '#shared/model/experiment.ts';
import type { PixelGrid } from '#shared/model/m4.ts';
import type { ColumnStates, LinesGoOn } from '#shared/model/smooth-line.ts';
import type { Smoothing } from '#shared/model/smoothing.ts';
import type { QueryOptions } from '../../drivers/driver.ts';
import type { Sql } from '../../sql/sql.ts';
import type { Pyramids } from '../pyramid/pyramids.ts';
import type { Marked, Means } from './rows.ts';

/** What tells lines apart. */
export interface M4Group {
  readonly parts: readonly Sql[];
  /** The key of a line, made of the parts or of columns with their values. */
  text(parts: readonly Sql[]): Sql;
}

/** Rows to draw as lines. */
export interface M4Input {
  /** What follows `from`, joins included. */
  readonly from: Sql;
  readonly where: readonly Sql[];
  /**
   * The same rows before they are joined with others, where `from` joins them: none reach further in x, so their extent is
   * looked at first. What is joined comes in no order.
   */
  readonly unjoined?: Pick<M4Input, 'from' | 'where'> | undefined;
  /** Whether `from` computes the rows, so that to count them takes as long as to read them. */
  readonly computed?: boolean | undefined;
  /** A number; rows where it is NULL or not finite are left out. Integers stay exact up to 2⁵³. */
  readonly x: Sql;
  /** A number. */
  readonly y: Sql;
  /** One line per value of the key; `null` for a single line. */
  readonly group: M4Group | null;
  /** What holds for the rows of each line, where it is known which there are. */
  readonly each?: readonly Sql[] | undefined;
  /** What the chart shows of x; without it, all there is. */
  readonly range?: readonly [from: number, to: number] | undefined;
  /** Nothing lies beyond the range: nobody need look there. */
  readonly closed?: boolean | undefined;
  /** Only rows from this x of the range on are wanted, and none from before the range. */
  readonly since?: number | undefined;
  /** Width of the chart in device pixels. */
  readonly pixels: number;
  /** Whether y is drawn on a logarithmic axis: lines are reduced as they look there, without what is 0 or less. */
  readonly log?: boolean | undefined;
  /** `mean`: one point per x, the mean of its finite values (over agents of a frame, say), before anything is reduced. */
  readonly aggregate?: 'mean' | undefined;
  /** Each line is smoothed before it is reduced, over the whole of it: the range limits what is drawn, never what is smoothed. */
  readonly smooth?: Smoothing | undefined;
  /** Where smoothed lines go on, and whether their states are asked for. */
  readonly goingOn?: RowsGoOn | undefined;
}

export interface RowsGoOn extends LinesGoOn {
  /** Rows from this x on are read; all without. */
  readonly from: number | null;
}

export interface M4Options extends QueryOptions {
  /** How many steps are reduced in this process rather than grouped in the engine; only measurements change it. */
  readonly fewSteps?: number | undefined;
  /** Long series that are prepared; a smoothed line is always read whole. */
  readonly pyramids?: Pyramids | null | undefined;
}

/** One line. */
export interface M4Line extends Pick<Series, 'points' | 'raw' | 'rows' | 'notFinite' | 'below' | 'method'> {
  /** Value of `group`; `null` where it is NULL or there is none. */
  readonly key: string | null;
  readonly states?: ColumnStates | undefined;
}

export interface M4Answer {
  /** Ordered by key. A line whose values are all not finite has no points. */
  readonly lines: readonly M4Line[];
  /** What was run, for "show SQL". */
  readonly sql: string;
}

/** An input with its pixel columns, and how far beyond the range the first look for neighbours goes. */
export interface M4Question extends M4Input {
  readonly grid: PixelGrid;
  /** 0 without a range: nothing lies beyond it then. */
  readonly margin: number;
  /** How many rows there are, where that is known. */
  readonly rows: number | null;
  /** How many steps are reduced here rather than in the engine. */
  readonly fewSteps: number;
  /** The lines there are, where the look for the extent has told them. */
  readonly marked?: Marked | undefined;
  /** What is to be reduced, where it was read already. */
  readonly means?: Means | undefined;
}

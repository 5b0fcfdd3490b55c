import { LineReducer, type PixelGrid, type Point, pixelOf, type ReducedLine, tidy } from './m4.ts';
import { addEach, type CountedLine, LineSet, StepLine } from './m4-lines.ts';
import { reachOf, type Smoother, smootherOf } from './smoothers.ts';
import type { Smoothing } from './smoothing.ts';
import type { SmootherState } from './windows.ts';

/** A smoothed line, and what it was made of, reduced to the same pixel columns. */
export interface SmoothedLine extends CountedLine {
  readonly raw: readonly Point[];
  /** Where that was asked for. */
  readonly states?: ColumnStates | undefined;
}

/** What a smoother knew at the beginning of the last pixel columns that rows fell into. */
export interface ColumnStates {
  /** Of this one, and of those before it, it is no longer told; −1 where it is of all. */
  readonly forgotten: number;
  readonly columns: readonly (readonly [column: number, state: SmootherState])[];
  /** Behind the last of them. */
  readonly end: SmootherState;
}

/** What was known at the beginning of a column; `undefined` where that is forgotten. */
export function stateAt({ forgotten, columns, end }: ColumnStates, at: number): SmootherState | undefined {
  if (at <= forgotten) return undefined;
  return columns.find(([column]) => column >= at)?.[1] ?? end;
}

/** Where a smoothed line goes on: the rows before lend their values to its windows alone. */
export interface GoingOn {
  /** `null` where all of it is wanted, and its states. */
  readonly since: number | null;
  /** What the smoother knew there. */
  readonly state?: SmootherState | undefined;
}

/**
 * One line of rows by ascending x, smoothed and then reduced: nothing is kept but the window. Rows at the same x count by
 * ascending value, not-finite ones last, in whichever order they come; or as one row, their mean.
 */
export class SmoothLine {
  readonly #mean: boolean;
  readonly #raw: StepLine;
  readonly #smooth: LineReducer;
  readonly #smoother: Smoother;
  readonly #grid: PixelGrid;
  readonly #on: GoingOn | undefined;
  readonly #since: number;
  /** How many rows back columns are remembered: enough for any window. */
  readonly #reach: number;
  #isOn = false;
  #rows = 0;
  #column = -1;
  #forgotten = -1;
  #columns: { readonly column: number; readonly row: number; readonly state: SmootherState }[] = [];
  /** Before whatever lies beyond the range. */
  #end: SmootherState | undefined;
  #x = Number.NEGATIVE_INFINITY;
  /** The values at the last x. */
  #ys: number[] = [];

  constructor(grid: PixelGrid, smoothing: Smoothing, mean: boolean, on?: GoingOn) {
    this.#mean = mean;
    this.#raw = new StepLine(grid);
    this.#smooth = new LineReducer(grid);
    this.#grid = grid;
    this.#on = on;
    this.#reach = 4 * reachOf(smoothing).after;
    this.#since = on?.since ?? Number.NEGATIVE_INFINITY;
    const drawn = (x: number, y: number) => x >= this.#since && y - y === 0 && (grid.log !== true || y > 0);
    this.#smoother = smootherOf(smoothing, { add: (x, y) => drawn(x, y) && this.#smooth.add(x, y) });
  }

  /** Takes a row at a finite x. False, and of no more use, where x is less than before. */
  add(x: number, y: number): boolean {
    if (x !== this.#x) {
      if (x < this.#x) return false;
      this.#take();
      this.#x = x;
    }
    this.#ys.push(y);
    return true;
  }

  /** Takes the rows from `start` to `end`, without those whose x is not finite; false as `add`. */
  addRows(x: Float64Array, y: Float64Array, start: number, end: number): boolean {
    return addEach(this, x, y, start, end);
  }

  /** Takes what rows came to at an x; of one line either all are taken so or none. */
  addStep(x: number, y: number, rows: number, finite: number): void {
    if (this.#on !== undefined) this.#enter(x, this.#on);
    if (x >= this.#since) this.#raw.add(x, y, rows, finite);
    this.#smoother.add(x, y);
  }

  /** Knows what was known at the beginning of the column of x. */
  #enter(x: number, { since, state }: GoingOn): void {
    if (since !== null && x < since) return;
    const column = pixelOf(x, this.#grid);
    if (since !== null && state !== undefined && !this.#isOn) this.#smoother.carry(state);
    this.#isOn = true;
    this.#rows += 1;
    if (column === this.#column) return;
    this.#column = column;
    if (column < this.#grid.pixels) this.#remember(column);
    else this.#end = this.#smoother.state;
  }

  #remember(column: number): void {
    const columns = this.#columns;
    columns.push({ column, row: this.#rows, state: this.#smoother.state });
    const behind = this.#rows - this.#reach;
    while (columns.length > 1 && columns[1]!.row < behind) this.#forgotten = columns.shift()!.column;
  }

  finish(): SmoothedLine {
    this.#take();
    const states = this.#states();
    this.#smoother.finish();
    const raw = this.#raw.finish();
    const { rows, finite, below } = raw;
    return { ...this.#smooth.finish(), rows, finite, below, raw: withEnds(raw), states };
  }

  /** Where no row came after all, what was known before is still so. */
  #states(): ColumnStates | undefined {
    if (this.#on === undefined) return undefined;
    const known = this.#isOn ? this.#smoother.state : (this.#on.state ?? this.#smoother.state);
    const columns = this.#columns.map(({ column, state }) => [column, state] as const);
    return { forgotten: this.#forgotten, columns, end: this.#end ?? known };
  }

  #take(): void {
    const ys = this.#ys;
    if (ys.length === 0) return;
    if (this.#mean && ys.length > 1) this.#takeMean(ys);
    else {
      if (ys.length > 1) ys.sort(finiteFirst);
      for (const y of ys) this.addStep(this.#x, y, 1, y - y === 0 ? 1 : 0);
    }
    ys.length = 0;
  }

  #takeMean(ys: readonly number[]): void {
    let sum = 0;
    let finite = 0;
    for (const y of ys) {
      if (y - y !== 0) continue;
      sum += y;
      finite += 1;
    }
    const mean = sum / finite;
    this.addStep(this.#x, mean, ys.length, mean - mean === 0 ? finite : 0);
  }
}

/** Where several lines go on. */
export interface LinesGoOn extends Pick<GoingOn, 'since'> {
  /** By key of the line; one that is not there has begun since. */
  readonly states: readonly (readonly [key: string | null, state: SmootherState])[];
}

interface Smoothed {
  readonly grid: PixelGrid;
  readonly smoothing: Smoothing;
  readonly mean: boolean;
}

/** Lines by key that are all smoothed alike. */
export function smoothLines({ grid, smoothing, mean }: Smoothed, on?: LinesGoOn): LineSet<SmoothLine> {
  const states = new Map(on?.states);
  return new LineSet((key) => new SmoothLine(grid, smoothing, mean, on && { since: on.since, state: states.get(key) }));
}

function finiteFirst(a: number, b: number): number {
  const [isA, isB] = [Number.isFinite(a), Number.isFinite(b)];
  return isA && isB ? a - b : Number(isB) - Number(isA);
}

/** All points of a line, those beyond its edges included. */
export function withEnds({ before, points, after }: ReducedLine): readonly Point[] {
  return tidy([...(before ? [before] : []), ...points, ...(after ? [after] : [])]);
}

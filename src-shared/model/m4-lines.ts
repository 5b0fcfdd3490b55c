import { LineReducer, type PixelGrid, type ReducedLine } from './m4.ts';

/** A line and how many rows it stands for. */
export interface CountedLine extends ReducedLine {
  /** Rows of the range, and those of them whose value is finite. */
  readonly rows: number;
  readonly finite: number;
  /** Steps of the range that are 0 or less, where y is logarithmic: none of them is drawn. */
  readonly below: number;
}

/** One line made of steps in any order, each of which stands for some rows. */
export class StepLine {
  readonly #grid: PixelGrid;
  readonly #reducer: LineReducer;
  #rows = 0;
  #finite = 0;
  #below = 0;

  constructor(grid: PixelGrid) {
    this.#grid = grid;
    this.#reducer = new LineReducer(grid);
  }

  /** Takes a step at a finite x; NaN and ±∞ are no value. */
  add(x: number, y: number, rows: number, finiteRows: number): void {
    const below = this.#grid.log === true && y <= 0 && finite(y);
    const inside = finite(y) && !below ? this.#reducer.add(x, y) : x >= this.#grid.from && x <= this.#grid.to;
    if (!inside) return;
    if (below) this.#below += 1;
    this.#rows += rows;
    this.#finite += finiteRows;
  }

  /** Takes rows at once, as `LineReducer.addNext` does. */
  addNext(x: Float64Array, y: Float64Array, start: number, end: number): number {
    const taken = this.#reducer.addNext(x, y, start, end);
    this.#rows += taken;
    this.#finite += taken;
    return taken;
  }

  finish(): CountedLine {
    return { ...this.#reducer.finish(), rows: this.#rows, finite: this.#finite, below: this.#below };
  }
}

/** One line made of rows in any order. */
export class RowLine {
  readonly #steps: StepLine;

  constructor(grid: PixelGrid) {
    this.#steps = new StepLine(grid);
  }

  /** Takes a row at a finite x; NaN and ±∞ are no value. Never refuses. */
  add(x: number, y: number): boolean {
    this.#steps.add(x, y, 1, finite(y) ? 1 : 0);
    return true;
  }

  /** Takes the rows from `start` to `end`, without those whose x is not finite. */
  addRows(x: Float64Array, y: Float64Array, start: number, end: number): boolean {
    for (let row = start; row < end; row++) {
      row += this.#steps.addNext(x, y, row, end);
      if (row < end && finite(x[row]!)) this.add(x[row]!, y[row]!);
    }
    return true;
  }

  finish(): CountedLine {
    return this.#steps.finish();
  }
}

/** Adds the rows from `start` to `end` one by one, without those whose x is not finite; false once one is refused. */
export function addEach(
  line: { add(x: number, y: number): boolean },
  x: Float64Array,
  y: Float64Array,
  start: number,
  end: number,
): boolean {
  for (let row = start; row < end; row++) {
    if (finite(x[row]!) && !line.add(x[row]!, y[row]!)) return false;
  }
  return true;
}

/** Takes steps, each of which stands for some rows. */
interface StepTaker {
  add(x: number, y: number, rows: number, finiteRows: number): void;
}

/** The mean of the finite values at each x as a step, of rows by ascending x: nothing is kept but the last x. */
export class MeanSteps {
  readonly #steps: StepTaker;
  #x = Number.NEGATIVE_INFINITY;
  #sum = 0;
  #rows = 0;
  #finite = 0;

  constructor(steps: StepTaker) {
    this.#steps = steps;
  }

  /** Takes a row at a finite x; NaN and ±∞ are no value. False, and of no more use, where x is less than before. */
  add(x: number, y: number): boolean {
    if (x !== this.#x) {
      if (x < this.#x) return false;
      this.end();
      this.#x = x;
    }
    this.#rows += 1;
    if (finite(y)) {
      this.#sum += y;
      this.#finite += 1;
    }
    return true;
  }

  /** Hands on the last step. A sum beyond all doubles has no mean. */
  end(): void {
    const mean = this.#sum / this.#finite;
    if (this.#rows > 0) this.#steps.add(this.#x, mean, this.#rows, finite(mean) ? this.#finite : 0);
    this.#sum = 0;
    this.#rows = 0;
    this.#finite = 0;
  }
}

/** One line made of the mean of the finite values at each x, of rows by ascending x. */
export class MeanLine {
  readonly #steps: StepLine;
  readonly #means: MeanSteps;

  constructor(grid: PixelGrid) {
    this.#steps = new StepLine(grid);
    this.#means = new MeanSteps(this.#steps);
  }

  /** As `MeanSteps.add`. */
  add(x: number, y: number): boolean {
    return this.#means.add(x, y);
  }

  /** Takes the rows from `start` to `end`, without those whose x is not finite; false as `add`. */
  addRows(x: Float64Array, y: Float64Array, start: number, end: number): boolean {
    return addEach(this.#means, x, y, start, end);
  }

  finish(): CountedLine {
    this.#means.end();
    return this.#steps.finish();
  }
}

/** The same of rows in any order, which are few enough to be kept until the last is there. */
export class KeptMeanLine {
  readonly #grid: PixelGrid;
  readonly #x: number[] = [];
  readonly #y: number[] = [];
  #isAscending = true;

  constructor(grid: PixelGrid) {
    this.#grid = grid;
  }

  /** Takes the rows from `start` to `end`, without those whose x is not finite. Never refuses. */
  addRows(x: Float64Array, y: Float64Array, start: number, end: number): boolean {
    let last = this.#x.at(-1) ?? Number.NEGATIVE_INFINITY;
    for (let row = start; row < end; row++) {
      const at = x[row]!;
      if (!finite(at)) continue;
      this.#isAscending &&= at >= last;
      last = at;
      this.#x.push(at);
      this.#y.push(y[row]!);
    }
    return true;
  }

  finish(): CountedLine {
    const [x, y] = [this.#x, this.#y];
    const line = new MeanLine(this.#grid);
    if (this.#isAscending) for (let row = 0; row < x.length; row++) line.add(x[row]!, y[row]!);
    // Rows come in long ascending stretches, of which this sort makes use.
    else for (const row of Array.from(x.keys()).sort((a, b) => x[a]! - x[b]!)) line.add(x[row]!, y[row]!);
    return line.finish();
  }
}

/** Lines by key, made when they are first asked for. */
export class LineSet<Line extends { finish(): unknown }> {
  readonly #make: (key: string | null) => Line;
  readonly #lines = new Map<string | null, Line>();
  #key: string | null | undefined;
  #line: Line | undefined;

  constructor(make: (key: string | null) => Line) {
    this.#make = make;
  }

  /** Most rows are of the line of the row before, and a text is compared more quickly than it is looked up. */
  of(key: string | null): Line {
    if (key === this.#key && this.#line !== undefined) return this.#line;
    const line = this.#lines.get(key) ?? this.#make(key);
    this.#lines.set(key, line);
    this.#key = key;
    this.#line = line;
    return line;
  }

  finish(): Map<string | null, ReturnType<Line['finish']>> {
    return new Map([...this.#lines].map(([key, line]) => [key, line.finish() as ReturnType<Line['finish']>]));
  }
}

/** `Number.isFinite` of a number, in a fifth of the time. */
function finite(value: number): boolean {
  return value - value === 0;
}

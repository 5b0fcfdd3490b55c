/**
 * M4 (Jugel et al., PVLDB 7(10), 2014): of all points whose x falls into one pixel column, the first, the last, the
 * lowest and the highest are enough to draw the same line, pixel for pixel.
 *
 * Points are ordered by x, then y. So the first is the lowest of those at the smallest x, the last the highest of those
 * at the largest x; of several lowest (or highest) it is the one at the smallest x. Engines that reduce in SQL keep to
 * the same rule, so that a line does not depend on where it is stored.
 */
export type Point = readonly [x: number, y: number];

/** Pixel columns over `[from, to]`; what lies outside falls into one more column on either side. */
export interface PixelGrid {
  readonly from: number;
  readonly to: number;
  readonly pixels: number;
}

/** Column of an x: 0 to pixels − 1 inside, −1 and `pixels` outside. The last column includes `to`. */
export function pixelOf(x: number, { from, to, pixels }: PixelGrid): number {
  if (x < from) return -1;
  if (x > to) return pixels;
  return to > from ? Math.min(Math.floor(((x - from) / (to - from)) * pixels), pixels - 1) : 0;
}

/** A line keeps all its points while they are no more than this. */
export function fewPoints(grid: PixelGrid): number {
  return 4 * grid.pixels;
}

export interface ReducedLine {
  /** Ordered by x, then y; none twice; at most four per pixel column. Inside the range only. */
  readonly points: readonly Point[];
  /** The nearest points outside the range. */
  readonly before: Point | null;
  readonly after: Point | null;
  /** Whether `points` are all there are inside. */
  readonly whole: boolean;
}

/** Reduces the points of one line, in any order. */
export class LineReducer {
  readonly #grid: PixelGrid;
  #few: Point[] | null = [];
  readonly #columns: (Column | undefined)[] = [];
  #before: Point | null = null;
  #after: Point | null = null;

  constructor(grid: PixelGrid) {
    this.#grid = grid;
  }

  /** Takes a point with finite coordinates; says whether it lies inside the range. */
  add(x: number, y: number): boolean {
    const at = pixelOf(x, this.#grid);
    if (at < 0) {
      if (this.#before === null || byPosition([x, y], this.#before) > 0) this.#before = [x, y];
    } else if (at >= this.#grid.pixels) {
      if (this.#after === null || byPosition([x, y], this.#after) < 0) this.#after = [x, y];
    } else if (this.#few === null) {
      this.#extend(at, x, y);
    } else {
      this.#few.push([x, y]);
      if (this.#few.length > fewPoints(this.#grid)) this.#reduce(this.#few);
    }
    return at >= 0 && at < this.#grid.pixels;
  }

  finish(): ReducedLine {
    const outside = { before: this.#before, after: this.#after };
    if (this.#few !== null) return { points: tidy(this.#few), ...outside, whole: true };
    const points = this.#columns.flatMap((column) => (column ? tidy(pointsOf(column)) : []));
    return { points, ...outside, whole: false };
  }

  #reduce(points: readonly Point[]): void {
    this.#few = null;
    for (const [x, y] of points) this.#extend(pixelOf(x, this.#grid), x, y);
  }

  #extend(at: number, x: number, y: number): void {
    const column = this.#columns[at];
    if (column === undefined) this.#columns[at] = [x, y, x, y, x, y, x, y];
    else extend(column, x, y);
  }
}

/** First, last, lowest and highest point of a pixel column: x and y of each. */
type Column = [number, number, number, number, number, number, number, number];

function extend(column: Column, x: number, y: number): void {
  if (x < column[0] || (x === column[0] && y < column[1])) {
    column[0] = x;
    column[1] = y;
  }
  if (x > column[2] || (x === column[2] && y > column[3])) {
    column[2] = x;
    column[3] = y;
  }
  if (y < column[5] || (y === column[5] && x < column[4])) {
    column[4] = x;
    column[5] = y;
  }
  if (y > column[7] || (y === column[7] && x < column[6])) {
    column[6] = x;
    column[7] = y;
  }
}

function pointsOf([firstX, firstY, lastX, lastY, lowX, lowY, highX, highY]: Column): readonly Point[] {
  return [
    [firstX, firstY],
    [lowX, lowY],
    [highX, highY],
    [lastX, lastY],
  ];
}

/** Ordered by x, then y, each point once. */
export function tidy(points: readonly Point[]): readonly Point[] {
  const ordered = points.toSorted(byPosition);
  return ordered.filter(([x, y], at) => at === 0 || x !== ordered[at - 1]![0] || y !== ordered[at - 1]![1]);
}

function byPosition(a: Point, b: Point): number {
  return a[0] - b[0] || a[1] - b[1];
}

/** A line and how many rows it stands for. */
export interface CountedLine extends ReducedLine {
  /** Rows of the range, and those of them whose value is finite. */
  readonly rows: number;
  readonly finite: number;
}

/** Reduces the steps of several lines, in any order. */
export class LineSet {
  readonly #grid: PixelGrid;
  readonly #lines = new Map<string | null, { reducer: LineReducer; rows: number; finite: number }>();

  constructor(grid: PixelGrid) {
    this.#grid = grid;
  }

  add(key: string | null, x: number, y: number | null, rows: number, finite: number): void {
    let line = this.#lines.get(key);
    if (line === undefined) {
      line = { reducer: new LineReducer(this.#grid), rows: 0, finite: 0 };
      this.#lines.set(key, line);
    }
    const inside = y === null ? x >= this.#grid.from && x <= this.#grid.to : line.reducer.add(x, y);
    if (!inside) return;
    line.rows += rows;
    line.finite += finite;
  }

  finish(): Map<string | null, CountedLine> {
    return new Map(
      [...this.#lines].map(([key, { reducer, rows, finite }]) => [key, { ...reducer.finish(), rows, finite }]),
    );
  }
}

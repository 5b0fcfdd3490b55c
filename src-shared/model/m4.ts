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
  /** Whether y is drawn on a logarithmic axis: what is 0 or less has no place there. */
  readonly log?: boolean | undefined;
}

/** Column of an x: 0 to pixels − 1 inside, −1 and `pixels` outside. The last column includes `to`. */
export function pixelOf(x: number, { from, to, pixels }: PixelGrid): number {
  if (x < from) return -1;
  if (x > to) return pixels;
  return to > from ? Math.min(Math.floor(((x - from) / (to - from)) * pixels), pixels - 1) : 0;
}

/** The least x of a column other than the first. `inside` is an x of it, or of one behind it. */
export function columnStart(at: number, inside: number, grid: PixelGrid): number {
  let [before, start] = [grid.from, inside];
  for (;;) {
    const middle = before + (start - before) / 2;
    if (middle <= before || middle >= start) return start;
    if (pixelOf(middle, grid) >= at) start = middle;
    else before = middle;
  }
}

/** A line keeps all its points while they are no more than this. */
export function fewPoints({ pixels }: Pick<PixelGrid, 'pixels'>): number {
  return 4 * pixels;
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
  /** x and y in turn. */
  #few: number[] | null = [];
  #columns = new Float64Array();
  /** Where the column begins that the last point fell into, and between which x all fall there too. */
  #at = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;
  #before: Point | null = null;
  #after: Point | null = null;

  /** `many`: points stand for others, which are too many to be kept all. */
  constructor(grid: PixelGrid, many = false) {
    this.#grid = grid;
    if (many) this.#reduce([]);
  }

  /** Takes a point with finite coordinates; says whether it lies inside the range. */
  add(x: number, y: number): boolean {
    if (x < this.#least || x > this.#most) return this.#place(x, y);
    extend(this.#columns, this.#at, x, y);
    return true;
  }

  #place(x: number, y: number): boolean {
    if (x < this.#grid.from) {
      if (this.#before === null || isAfter(x, y, this.#before)) this.#before = [x, y];
      return false;
    }
    if (x > this.#grid.to) {
      if (this.#after === null || isBefore(x, y, this.#after)) this.#after = [x, y];
      return false;
    }
    const at = pixelOf(x, this.#grid);
    if (this.#few === null) {
      this.#remember(at, x);
      extend(this.#columns, this.#at, x, y);
    } else {
      this.#few.push(x, y);
      if (this.#few.length > 2 * fewPoints(this.#grid)) this.#reduce(this.#few);
    }
    return true;
  }

  /**
   * Takes the points from `start` on that fall into the column of the one before, and says how many: most rows of a long
   * line do, from left to right. They end at one that does not, or whose y is not finite or (on a logarithmic axis) not drawn.
   */
  addNext(x: Float64Array, y: Float64Array, start: number, end: number): number {
    const columns = this.#columns;
    const at = this.#at;
    const most = this.#most;
    if (!(x[start]! <= most)) return 0;
    const floor = this.#grid.log === true ? 0 : Number.NEGATIVE_INFINITY;
    let lastX = columns[at + 2]!;
    let lastY = columns[at + 3]!;
    let lowX = columns[at + 4]!;
    let lowY = columns[at + 5]!;
    let highX = columns[at + 6]!;
    let highY = columns[at + 7]!;
    let row = start;
    for (; row < end; row++) {
      const px = x[row]!;
      const py = y[row]!;
      if (!(px > lastX && px <= most && py > floor && py < Number.POSITIVE_INFINITY)) break;
      lastX = px;
      lastY = py;
      if (py < lowY) {
        lowX = px;
        lowY = py;
      }
      if (py > highY) {
        highX = px;
        highY = py;
      }
    }
    if (row > start) columns.set([lastX, lastY, lowX, lowY, highX, highY], at + 2);
    return row - start;
  }

  finish(): ReducedLine {
    const outside = { before: this.#before, after: this.#after };
    if (this.#few !== null) return { points: tidy(pairs(this.#few)), ...outside, whole: true };
    const points: Point[] = [];
    for (let at = 0; at < this.#columns.length; at += COLUMN) {
      if (this.#columns[at] !== Number.POSITIVE_INFINITY) {
        pushColumn(points, this.#columns, at);
      }
    }
    return { points, ...outside, whole: false };
  }

  /** `pixelOf` never falls as x grows: what lies between two x of a column lies in it, which saves asking for every row. */
  #remember(at: number, x: number): void {
    const { from, to, pixels } = this.#grid;
    const width = (to - from) / pixels;
    const reach = (edge: number) => (pixelOf(edge, this.#grid) === at ? edge : x);
    this.#at = at * COLUMN;
    this.#least = Math.min(x, reach(from + at * width));
    this.#most = Math.max(x, reach(from + (at + 1 - 1e-6) * width));
  }

  #reduce(few: readonly number[]): void {
    this.#few = null;
    this.#columns = emptyColumns(this.#grid.pixels);
    for (let at = 0; at < few.length; at += 2) this.add(few[at]!, few[at + 1]!);
  }
}

/** First, last, lowest and highest point of a pixel column: x and y of each. */
export const COLUMN = 8;

/** A column before its first point. */
const NOTHING = [Infinity, Infinity, -Infinity, -Infinity, Infinity, Infinity, Infinity, -Infinity] as const;

export function emptyColumns(count: number): Float64Array<ArrayBuffer> {
  const columns = new Float64Array(COLUMN * count);
  empty(columns);
  return columns;
}

/** Columns before their first points. */
export function empty(columns: Float64Array): void {
  for (let at = 0; at < columns.length; at += COLUMN) columns.set(NOTHING, at);
}

/** Takes a point into the column that begins at `at`. */
export function extend(columns: Float64Array, at: number, x: number, y: number): void {
  const firstX = columns[at]!;
  if (x < firstX || (x === firstX && y < columns[at + 1]!)) {
    columns[at] = x;
    columns[at + 1] = y;
  }
  const lastX = columns[at + 2]!;
  if (x > lastX || (x === lastX && y > columns[at + 3]!)) {
    columns[at + 2] = x;
    columns[at + 3] = y;
  }
  const lowY = columns[at + 5]!;
  if (y < lowY || (y === lowY && x < columns[at + 4]!)) {
    columns[at + 4] = x;
    columns[at + 5] = y;
  }
  const highY = columns[at + 7]!;
  if (y > highY || (y === highY && x < columns[at + 6]!)) {
    columns[at + 6] = x;
    columns[at + 7] = y;
  }
}

function pairs(numbers: ArrayLike<number>): Point[] {
  return Array.from({ length: numbers.length / 2 }, (_, at): Point => [numbers[2 * at]!, numbers[2 * at + 1]!]);
}

/** The points of a column in their order, each once: nothing comes before its first, nor after its last. */
function pushColumn(points: Point[], columns: Float64Array, at: number): void {
  const point = (index: number): Point => [columns[at + index]!, columns[at + index + 1]!];
  const [low, high] = [point(4), point(6)];
  const inner = byPosition(low, high) < 0 ? [low, high] : [high, low];
  for (const each of [point(0), ...inner, point(2)]) {
    const before = points.at(-1);
    if (before === undefined || byPosition(before, each) !== 0) points.push(each);
  }
}

/** Ordered by x, then y, each point once. */
export function tidy(points: readonly Point[]): readonly Point[] {
  const ordered = points.toSorted(byPosition);
  return ordered.filter(([x, y], at) => at === 0 || x !== ordered[at - 1]![0] || y !== ordered[at - 1]![1]);
}

function isAfter(x: number, y: number, [otherX, otherY]: Point): boolean {
  return x > otherX || (x === otherX && y > otherY);
}

function isBefore(x: number, y: number, [otherX, otherY]: Point): boolean {
  return x < otherX || (x === otherX && y < otherY);
}

function byPosition(a: Point, b: Point): number {
  return a[0] - b[0] || a[1] - b[1];
}

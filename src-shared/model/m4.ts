/**
 * M4 (Jugel et al., PVLDB 7(10), 2014): of all points whose x falls into one pixel column, the first, the last, the
 * lowest and the highest are enough to draw the same line, pixel for pixel.
 *
 * Points are ordered by x, then y. So the first is the lowest of those at the smallest x, the last the highest of those
 * at the largest x; of several lowest (or highest) it is the one at the smallest x. Engines that reduce in SQL keep to
 * the same rule, so that a series does not depend on where it is stored.
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

/** Reduces the points of one line, in any order; keeps all of them while they are no more than four per pixel. */
export class LineReducer {
  readonly #grid: PixelGrid;
  #few: Point[] | null = [];
  #columns: (Column | undefined)[] = [];

  constructor(grid: PixelGrid) {
    this.#grid = grid;
  }

  /** Takes a point with finite coordinates. */
  add(x: number, y: number): void {
    if (this.#few !== null) {
      this.#few.push([x, y]);
      if (this.#few.length > 4 * this.#grid.pixels) this.#reduce(this.#few);
      return;
    }
    const at = pixelOf(x, this.#grid) + 1;
    const column = this.#columns[at];
    if (column) extend(column, x, y);
    else this.#columns[at] = [x, y, x, y, x, y, x, y];
  }

  /** What is left, ordered, without duplicates; and whether that is every point. Outside columns give their nearest point. */
  finish(): { readonly points: readonly Point[]; readonly whole: boolean } {
    const { pixels } = this.#grid;
    if (this.#few !== null) {
      const inside = this.#few.filter(([x]) => pixelOf(x, this.#grid) >= 0 && pixelOf(x, this.#grid) < pixels);
      const [before, after] = [-1, pixels].map((at) =>
        this.#few!.filter(([x]) => pixelOf(x, this.#grid) === at).sort(byPosition),
      );
      return { points: tidy([...before!.slice(-1), ...inside, ...after!.slice(0, 1)]), whole: true };
    }
    const points = this.#columns.flatMap((column, at) => {
      if (!column) return [];
      if (at === 0) return [lastOf(column)];
      return at > pixels ? [firstOf(column)] : pointsOf(column);
    });
    return { points: tidy(points), whole: false };
  }

  #reduce(points: readonly Point[]): void {
    this.#few = null;
    for (const [x, y] of points) this.add(x, y);
  }
}

/** First, last, lowest and highest point of a pixel column: x and y of each. */
type Column = [number, number, number, number, number, number, number, number];

function extend(column: Column, x: number, y: number): void {
  if (x < column[0] || (x === column[0] && y < column[1])) [column[0], column[1]] = [x, y];
  if (x > column[2] || (x === column[2] && y > column[3])) [column[2], column[3]] = [x, y];
  if (y < column[5] || (y === column[5] && x < column[4])) [column[4], column[5]] = [x, y];
  if (y > column[7] || (y === column[7] && x < column[6])) [column[6], column[7]] = [x, y];
}

const firstOf = (column: Column): Point => [column[0], column[1]];
const lastOf = (column: Column): Point => [column[2], column[3]];

function pointsOf(column: Column): readonly Point[] {
  return [firstOf(column), [column[4], column[5]], [column[6], column[7]], lastOf(column)];
}

/** Ordered by x, then y, each point once. */
export function tidy(points: readonly Point[]): readonly Point[] {
  const ordered = points.toSorted(byPosition);
  return ordered.filter(([x, y], at) => at === 0 || x !== ordered[at - 1]![0] || y !== ordered[at - 1]![1]);
}

function byPosition(a: Point, b: Point): number {
  return a[0] - b[0] || a[1] - b[1];
}

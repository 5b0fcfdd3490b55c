/** Corners of closed outlines, in pixels: x and y in turn. */
export type Outlines = readonly (readonly number[])[];

/**
 * Shares of pixels that closed outlines cover, exact to the area (Levien, font-rs): each edge adds what it covers to the
 * right of it, row by row. Outlines that run the other way take away.
 */
export class Coverage {
  readonly width: number;
  readonly height: number;
  readonly #sums: Float32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#sums = new Float32Array(width * height + 2);
  }

  clear(): void {
    this.#sums.fill(0);
  }

  add(corners: readonly number[]): void {
    const last = corners.length;
    for (let at = 0; at < last; at += 2) {
      const next = (at + 2) % last;
      this.#edge(corners[at] ?? 0, corners[at + 1] ?? 0, corners[next] ?? 0, corners[next + 1] ?? 0);
    }
  }

  /** Calls back for every pixel that is covered at all, with its index and its share from 0 to 1. */
  each(paint: (index: number, share: number) => void): void {
    let sum = 0;
    for (let row = 0; row < this.height; row++) {
      sum = 0;
      for (let at = row * this.width; at < (row + 1) * this.width; at++) {
        sum += this.#sums[at] ?? 0;
        const share = Math.min(1, Math.abs(sum));
        if (share > 1 / 512) paint(at, share);
      }
    }
  }

  #edge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return;
    const direction = y0 < y1 ? 1 : -1;
    const [topX, topY, lowX, lowY] = y0 < y1 ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
    const slope = (lowX - topX) / (lowY - topY);
    const first = Math.max(0, Math.floor(topY));
    const end = Math.min(this.height, Math.ceil(lowY));
    for (let row = first; row < end; row++) {
      const from = Math.max(topY, row);
      const to = Math.min(lowY, row + 1);
      if (to > from) this.#span(row, topX + (from - topY) * slope, topX + (to - topY) * slope, direction * (to - from));
    }
  }

  /** What one edge does within one row: `height` of it, from `x0` to `x1`. */
  #span(row: number, x0: number, x1: number, height: number): void {
    const start = row * this.width;
    const [left, right] = x0 < x1 ? [x0, x1] : [x1, x0];
    if (left >= this.width) return;
    if (right <= 0) {
      this.#put(start, 0, height);
      return;
    }
    const from = Math.max(left, 0);
    if (left < 0) this.#put(start, 0, height * (Math.min(-left, right - left) / (right - left)));
    const to = Math.min(right, this.width);
    const part = right > left ? (height * (to - from)) / (right - left) : height;
    const cell = Math.floor(from);
    if (to <= cell + 1) {
      const beside = (from + to) / 2 - cell;
      this.#put(start, cell, part * (1 - beside));
      this.#put(start, cell + 1, part * beside);
      return;
    }
    this.#across(start, from, to, part);
  }

  /** An edge that crosses several pixels of a row: a trapezoid in each. */
  #across(start: number, from: number, to: number, height: number): void {
    const per = height / (to - from);
    let carried = 0;
    for (let cell = Math.floor(from); cell < to; cell++) {
      const [a, b] = [Math.max(from, cell), Math.min(to, cell + 1)];
      const part = per * (b - a);
      const beside = (a + b) / 2 - cell;
      this.#put(start, cell, part * (1 - beside) + carried);
      carried = part * beside;
    }
    this.#put(start, Math.ceil(to), carried);
  }

  #put(start: number, cell: number, height: number): void {
    if (cell < this.width) this.#sums[start + cell] = (this.#sums[start + cell] ?? 0) + height;
  }
}

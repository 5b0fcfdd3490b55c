import { addEach, MeanSteps } from '#shared/model/m4-lines.ts';
import type { LineWriter } from './line-writer.ts';

/** Rows on their way into a pyramid, those of a line by ascending x: what comes in another order is refused. */
export class RowsInOrder {
  readonly #writer: LineWriter;
  #x = Number.NEGATIVE_INFINITY;

  constructor(writer: LineWriter) {
    this.#writer = writer;
  }

  /** Takes a row at a finite x. */
  add(x: number, y: number): boolean {
    if (x < this.#x) return false;
    this.#x = x;
    this.#writer.add(x, y, 1, y - y === 0 ? 1 : 0);
    return true;
  }

  addRows(x: Float64Array, y: Float64Array, start: number, end: number): boolean {
    for (let row = start; row < end; row++) {
      const taken = this.#writer.addNext(x, y, { start: row, end, least: this.#x });
      if (taken > 0) this.#x = x[row + taken - 1]!;
      row += taken;
      if (row < end && x[row]! - x[row]! === 0 && !this.add(x[row]!, y[row]!)) return false;
    }
    return true;
  }

  finish(): LineWriter {
    return this.#writer;
  }
}

/** The same of which the means at each x are written. */
export class MeansInOrder {
  readonly #writer: LineWriter;
  readonly #means: MeanSteps;

  constructor(writer: LineWriter) {
    this.#writer = writer;
    this.#means = new MeanSteps(writer);
  }

  add(x: number, y: number): boolean {
    return this.#means.add(x, y);
  }

  addRows(x: Float64Array, y: Float64Array, start: number, end: number): boolean {
    return addEach(this.#means, x, y, start, end);
  }

  finish(): LineWriter {
    this.#means.end();
    return this.#writer;
  }
}

/** Steps that the engine has sorted. */
export class SortedSteps {
  readonly #writer: LineWriter;

  constructor(writer: LineWriter) {
    this.#writer = writer;
  }

  add(x: number, y: number, rows: number, finiteRows: number): void {
    this.#writer.add(x, y, rows, finiteRows);
  }

  finish(): LineWriter {
    return this.#writer;
  }
}

import type { Field, RawRow, Receiver } from './statement.ts';
import type { PgType } from './types.ts';
import { numberReaderOf } from './values.ts';

const FIRST_ROOM = 1024;

/** Turns rows into columns of doubles as they arrive, so that their text is never kept. */
export class NumberColumns implements Receiver {
  readonly #find: (oid: number) => PgType | undefined;
  #columns: { readonly read: (text: string) => number; values: Float64Array }[] = [];
  #rows = 0;
  #room = FIRST_ROOM;

  constructor(find: (oid: number) => PgType | undefined) {
    this.#find = find;
  }

  fields(fields: readonly Field[]): void {
    this.#columns = fields.map((field) => ({
      read: numberReaderOf(this.#find(field.dataTypeID), this.#find),
      values: new Float64Array(FIRST_ROOM),
    }));
  }

  row(row: RawRow): void {
    if (this.#rows === this.#room) this.#grow();
    this.#columns.forEach((column, at) => {
      const text = row[at] ?? null;
      column.values[this.#rows] = text === null ? Number.NaN : column.read(text);
    });
    this.#rows++;
  }

  take(): readonly Float64Array[] {
    return this.#columns.map(({ values }) => values.slice(0, this.#rows));
  }

  /** The rows so far, in arrays that the next ones are written into; they are then no longer kept. */
  drain(): readonly Float64Array[] {
    const rows = this.#rows;
    this.#rows = 0;
    return this.#columns.map(({ values }) => values.subarray(0, rows));
  }

  #grow(): void {
    this.#room *= 2;
    for (const column of this.#columns) {
      const values = new Float64Array(this.#room);
      values.set(column.values);
      column.values = values;
    }
  }
}

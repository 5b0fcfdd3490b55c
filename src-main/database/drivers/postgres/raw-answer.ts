import type { Field, RawRow, Receiver } from './statement.ts';

/** Keeps an answer as the server's text. */
export class RawAnswer implements Receiver {
  columns: readonly Field[] = [];
  #rows: RawRow[] = [];

  fields(fields: readonly Field[]): void {
    this.columns = fields;
  }

  row(row: RawRow): void {
    this.#rows.push(row);
  }

  take(): readonly RawRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }
}

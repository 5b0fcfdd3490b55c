import { Failure } from '#shared/model/failure.ts';
import type { Reject } from '#shared/model/import.ts';
import type { Relation, TableBatch } from '../importer.ts';
import { locatedBatches } from '../writers/located-batches.ts';
import type { Loader, LoadWatch, Refused, Writer, WriteTable } from '../writers/writer.ts';

/** More refused rows than this are no faults of rows, and would not fit into memory. */
const mostRefused = 100_000;
const longestRaw = 1000;

/** Writes rows that a table may refuse, one by one if need be, and keeps why. */
export class Sieve {
  readonly rejects: Reject[] = [];
  readonly #writer: Writer;
  /** What rows are said to be from that do not know it. */
  readonly #source: string;

  constructor(writer: Writer, source: string) {
    this.#writer = writer;
    this.#source = source;
  }

  /** Rows written of a relation, and refused. */
  async relation(
    table: WriteTable,
    relation: Relation,
    watch: LoadWatch,
  ): Promise<{ written: number; refused: number }> {
    let written = 0;
    let refused = 0;
    const wire = this.#writer.wire(table);
    for await (const piece of locatedBatches(watch.reader, relation, table, wire, watch.signal)) {
      this.#keep(table, piece.misfits, piece.origin);
      const rows = await this.#write(table, piece.batch);
      written += rows;
      refused += piece.misfits.length + piece.batch.rows - rows;
      watch.progress(written, null);
    }
    return { written, refused };
  }

  /** As the writer's own loader; what the table refuses goes to `rejects`. */
  loader(table: WriteTable): Loader {
    let written = 0;
    return {
      write: async (batch) => {
        written += await this.#write(table, batch);
      },
      flush: async () => undefined,
      finish: async () => written,
    };
  }

  async #write(table: WriteTable, batch: TableBatch): Promise<number> {
    const refused = batch.rows === 0 ? [] : await this.#writer.sift(table, batch);
    this.#keep(table, refused, (row) => {
      const { file, line, raw } = batch.origin?.(row) ?? { file: this.#source, line: null };
      return { file, line, raw: raw ?? rawOf(table, batch, row) };
    });
    return batch.rows - refused.length;
  }

  #keep(table: WriteTable, refused: readonly Refused[], origin: NonNullable<TableBatch['origin']>): void {
    for (const { row, column, reason } of refused) {
      const { file, line, raw = '' } = origin(row);
      this.rejects.push({
        file: file === '' ? this.#source : file,
        line,
        column,
        reason,
        raw: raw.slice(0, longestRaw),
      });
    }
    const [first] = this.rejects;
    if (this.rejects.length <= mostRefused || first === undefined) return;
    throw new Failure(
      'BAD_INPUT',
      `${table.name} refuses more than ${mostRefused.toLocaleString('en')} of the rows, so nothing was imported. Choose another table.`,
      { detail: `${first.file}, line ${first.line ?? '?'}: ${first.reason}: ${first.raw.slice(0, 200)}` },
    );
  }
}

/** The values as they were to be written, for a row that is no text in its file. */
function rawOf({ columns }: WriteTable, batch: TableBatch, row: number): string {
  const values = columns.map(({ name }, at) => [name, printable(batch.columns[at]?.[row] ?? null)] as const);
  return JSON.stringify(Object.fromEntries(values));
}

function printable(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

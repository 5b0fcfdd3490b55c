import type pg from 'pg';
import { postgresDialect } from '../../sql/dialects/postgres.ts';
import type { TableBatch } from '../importer.ts';
import { isNested } from '../types.ts';
import { CopyBuffer } from './copy-buffer.ts';
import { CopyQuery } from './copy-query.ts';
import { type Encoder, encoderOf, scaledNumeric } from './pg-encoders.ts';
import { arrayEncoder, textEncoder } from './pg-text.ts';
import type { WriteColumn, WriteTable } from './writer.ts';

/** What is gathered before it is sent, in bytes. */
const sendAt = 2 ** 20;
/** A COPY that stays open keeps the connection from everything else, so batches of several tables take turns at it. */
const open = new WeakMap<pg.Client, CopyLoader>();

/** Rows of one table through COPY: binary where every column's type is known, text for all others. */
export class CopyLoader {
  /** As which of DuckDB's types each column is best read. */
  readonly wire: readonly string[];
  readonly #client: pg.Client;
  readonly #statement: string;
  readonly #isBinary: boolean;
  readonly #encoders: readonly Encoder[];
  readonly #buffer = new CopyBuffer(sendAt + 2 ** 16);
  #copy: CopyQuery | undefined;
  #written = 0;

  constructor(client: pg.Client, table: WriteTable) {
    this.#client = client;
    const binary = table.columns.map(
      ({ declared, exact }) => (exact ? scaledNumeric(declared) : null) ?? encoderOf(declared),
    );
    this.#isBinary = binary.every((encoder) => encoder !== null);
    this.wire = binary.map((encoder) => (this.#isBinary ? (encoder?.wire ?? 'VARCHAR') : 'VARCHAR'));
    this.#encoders = binary.map((encoder, at) =>
      this.#isBinary && encoder !== null ? encoder.encode : textOf(table.columns[at] as WriteColumn),
    );
    const names = table.columns.map((column) => postgresDialect.quote(column.name)).join(', ');
    const format = this.#isBinary ? '(format binary)' : '';
    this.#statement = `copy ${postgresDialect.quote(table.name)} (${names}) from stdin ${format}`;
  }

  async write({ rows, columns }: TableBatch): Promise<void> {
    const copy = await this.#start();
    const buffer = this.#buffer;
    const width = columns.length;
    for (let row = 0; row < rows; row++) {
      if (this.#isBinary) buffer.int16(width);
      for (let at = 0; at < width; at++) {
        if (!this.#isBinary && at > 0) buffer.byte(tab);
        const data = columns[at] as TableBatch['columns'][number];
        (this.#encoders[at] as Encoder)(buffer, data[row] ?? null);
      }
      if (!this.#isBinary) buffer.byte(newline);
      if (buffer.length >= sendAt) await copy.send(buffer.take());
    }
  }

  /** Ends the statement under way: its rows are in the table then. */
  async flush(): Promise<void> {
    const copy = this.#copy;
    if (copy === undefined) return;
    this.#copy = undefined;
    open.delete(this.#client);
    if (this.#isBinary) this.#buffer.int16(-1);
    await copy.send(this.#buffer.take());
    this.#written += await copy.end();
  }

  /** Leaves out what was not flushed, and frees the connection. */
  async giveUp(): Promise<void> {
    const copy = this.#copy;
    this.#copy = undefined;
    open.delete(this.#client);
    await copy?.giveUp();
  }

  async finish(): Promise<number> {
    await this.flush();
    return this.#written;
  }

  async #start(): Promise<CopyQuery> {
    if (this.#copy !== undefined) return this.#copy;
    await open.get(this.#client)?.flush();
    const copy = new CopyQuery(this.#statement);
    this.#client.query(copy);
    await copy.ready;
    if (this.#isBinary) this.#buffer.bytes(signature);
    this.#copy = copy;
    open.set(this.#client, this);
    return copy;
  }
}

/** Lists come as JSON. */
function textOf({ type, declared }: WriteColumn): Encoder {
  return isNested(type) && declared.endsWith('[]') ? arrayEncoder : textEncoder;
}

const tab = 9;
const newline = 10;

/** https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-FILE-FORMATS */
const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/** Ends a COPY that is under way on a connection, so that it can roll back. */
export async function endCopy(client: pg.Client): Promise<void> {
  await open.get(client)?.giveUp();
}

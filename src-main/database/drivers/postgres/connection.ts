import type { Catalogue } from '#shared/model/catalogue.ts';
import type { ConnectionInfo } from '#shared/model/database.ts';
import { type Dialect, render } from '../../sql/dialect.ts';
import { raw, type Sql } from '../../sql/sql.ts';
import type { Batch, Connection, QueryOptions, Rows } from '../driver.ts';
import { readCatalogue } from './catalogue.ts';
import { NumberColumns } from './number-columns.ts';
import type { Pool } from './pool.ts';
import { RawAnswer } from './raw-answer.ts';
import { askRaw, Run, runToEnd } from './run.ts';
import { type Shape, shapeOf } from './shape.ts';
import type { Field, Limits, StatementRequest } from './statement.ts';
import type { TypeBook } from './type-book.ts';

const BATCH_ROWS = 1000;

/** Numbers are small: fewer turns, and all of them stay in a processor's cache. */
const NUMBER_ROWS = 16_384;

/** Everything an open Postgres database needs. */
export interface Opened {
  readonly info: ConnectionInfo;
  readonly dialect: Dialect;
  readonly pool: Pool;
  readonly types: TypeBook;
  readonly limits: Limits;
}

/** One Postgres database: each statement in a read-only transaction of its own, on one of a few connections. */
export class PostgresConnection implements Connection {
  readonly dialect: Dialect;
  readonly interruptible = true;
  readonly info: ConnectionInfo;
  readonly #pool: Pool;
  readonly #types: TypeBook;
  readonly #limits: Limits;

  constructor({ info, dialect, pool, types, limits }: Opened) {
    this.info = info;
    this.dialect = dialect;
    this.#pool = pool;
    this.#types = types;
    this.#limits = limits;
  }

  catalogue(options: QueryOptions = {}): Promise<Catalogue> {
    return readCatalogue((text) => askRaw(this.#pool, this.#request(raw(text)), options.signal), this.#types);
  }

  async rows(query: Sql, { signal }: QueryOptions = {}): Promise<Rows> {
    const answer = new RawAnswer();
    await runToEnd(this.#pool, this.#request(query), answer, signal);
    const shape = await this.#shapeOf(answer.columns);
    return { columns: shape.columns, rows: answer.take().map(shape.read) };
  }

  async *stream(query: Sql, { signal }: QueryOptions = {}): AsyncGenerator<Batch> {
    const answer = new RawAnswer();
    await using run = await Run.start(this.#pool, this.#request(query, BATCH_ROWS), answer, signal);
    let turn = await run.turn();
    const shape = await this.#shapeOf(answer.columns);
    yield { columns: shape.columns, rows: answer.take().map(shape.read) };
    while (turn === 'paused') {
      run.resume();
      turn = await run.turn();
      const rows = answer.take();
      if (rows.length > 0) yield { columns: shape.columns, rows: rows.map(shape.read) };
    }
  }

  async numbers(query: Sql, { signal }: QueryOptions = {}): Promise<readonly Float64Array[]> {
    const columns = new NumberColumns(this.#types.find);
    await runToEnd(this.#pool, this.#request(query), columns, signal);
    return columns.take();
  }

  async *numberBatches(query: Sql, { signal }: QueryOptions = {}): AsyncGenerator<readonly Float64Array[]> {
    const columns = new NumberColumns(this.#types.find);
    await using run = await Run.start(this.#pool, this.#request(query, NUMBER_ROWS), columns, signal);
    for (let turn = await run.turn(); ; turn = await run.turn()) {
      yield columns.drain();
      if (turn === 'done') return;
      run.resume();
    }
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  #request(query: Sql, batchRows?: number): StatementRequest {
    const { text, values } = render(query, this.dialect);
    return { text, values, limits: this.#limits, ...(batchRows !== undefined && { batchRows }) };
  }

  async #shapeOf(fields: readonly Field[]): Promise<Shape> {
    await this.#types.know(fields.map((field) => field.dataTypeID));
    return shapeOf(fields, this.#types);
  }
}

import { setImmediate } from 'node:timers/promises';
import type { Catalogue } from '#shared/model/catalogue.ts';
import type { Cell } from '#shared/model/cell.ts';
import type { ConnectionInfo } from '#shared/model/database.ts';
import { Failure } from '#shared/model/failure.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { type Rendered, render } from '../../sql/dialect.ts';
import { sqliteDialect } from '../../sql/dialects/sqlite.ts';
import type { Sql } from '../../sql/sql.ts';
import type { Batch, Connection, OpenContext, QueryOptions, Rows } from '../driver.ts';
import { answerColumns } from './answer-columns.ts';
import { readCatalogue } from './catalogue.ts';
import { failureOf } from './failures.ts';
import { changesOf } from './file.ts';
import type { SqliteColumn, SqliteValue } from './handle.ts';
import { Lease } from './lease.ts';
import { type Opened, openFile } from './opening.ts';
import { checkStatement } from './statement-text.ts';
import { kindOf, toBound, toCell, toDouble } from './values.ts';

/** Rows of a batch, and how long to read on before letting other requests (and a cancel) in, in milliseconds. */
const BATCH_ROWS = 2000;
const SLICE = 15;

interface RawBatch {
  readonly declared: readonly SqliteColumn[];
  readonly rows: readonly (readonly SqliteValue[])[];
}

/** One SQLite database. Statements run on this thread, so only the gaps between their rows can be interrupted. */
export class SqliteConnection implements Connection {
  readonly dialect = sqliteDialect;
  readonly interruptible = false;
  readonly #path: string;
  readonly #context: Pick<OpenContext, 'options' | 'scratch'>;
  #lease: Lease;
  #closed = false;

  constructor(path: string, context: Pick<OpenContext, 'options' | 'scratch'>, opened: Opened) {
    this.#path = path;
    this.#context = context;
    this.#lease = new Lease(opened);
  }

  get info(): ConnectionInfo {
    const { handle, notices, copied } = this.#lease.opened;
    return {
      engine: 'sqlite',
      engineVersion: `SQLite ${handle.version}`,
      readOnly: true,
      notices,
      snapshotTaken: copied,
    };
  }

  async catalogue(options: QueryOptions = {}): Promise<Catalogue> {
    const lease = await this.#take(options.signal);
    try {
      return readCatalogue(lease.opened.handle);
    } catch (error) {
      throw failureOf(error, this.#path);
    } finally {
      lease.giveBack();
    }
  }

  async rows(query: Sql, options: QueryOptions = {}): Promise<Rows> {
    let columns: readonly AnswerColumn[] = [];
    const rows: (readonly Cell[])[] = [];
    for await (const batch of this.stream(query, options)) {
      columns = batch.columns;
      for (const row of batch.rows) rows.push(row);
    }
    return { columns, rows };
  }

  async *stream(query: Sql, options: QueryOptions = {}): AsyncGenerator<Batch> {
    let columns: readonly AnswerColumn[] | undefined;
    for await (const { declared, rows } of this.#read(render(query, sqliteDialect), true, options.signal)) {
      columns ??= answerColumns(declared, rows[0]);
      const kinds = declared.map((column) => kindOf(column.type ?? ''));
      yield { columns, rows: rows.map((row) => row.map((value, at) => toCell(value, kinds[at]!))) };
    }
  }

  async numbers(query: Sql, options: QueryOptions = {}): Promise<readonly Float64Array[]> {
    let buffers: Float64Array[] = [];
    let length = 0;
    for await (const { declared, rows } of this.#read(render(query, sqliteDialect), false, options.signal)) {
      if (buffers.length === 0) buffers = declared.map(() => new Float64Array(BATCH_ROWS));
      buffers = buffers.map((buffer) => roomFor(buffer, length + rows.length));
      // The plain loops of a place that every number passes: iterators take twice as long.
      for (let row = 0; row < rows.length; row++) {
        const values = rows[row]!;
        for (let column = 0; column < values.length; column++)
          buffers[column]![length + row] = toDouble(values[column]!);
      }
      length += rows.length;
    }
    return buffers.map((buffer) => buffer.slice(0, length));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#lease.retire();
  }

  /** Batches of raw rows; at least one, so that the columns of an empty answer are known. */
  async *#read({ text, values }: Rendered, exact: boolean, signal?: AbortSignal): AsyncGenerator<RawBatch> {
    checkStatement(text);
    const lease = await this.#take(signal);
    try {
      const statement = lease.opened.handle.prepare(text);
      let rows: (readonly SqliteValue[])[] = [];
      let batches = 0;
      let sliceEnd = performance.now() + SLICE;
      for (const row of statement.iterate(values.map(toBound), exact)) {
        rows.push(row);
        if (rows.length < BATCH_ROWS && performance.now() < sliceEnd) continue;
        yield { declared: statement.columns, rows };
        batches += 1;
        rows = [];
        if (performance.now() >= sliceEnd) {
          await setImmediate();
          sliceEnd = performance.now() + SLICE;
        }
        this.#mayRun(signal);
      }
      this.#checkUnchanged(lease.opened);
      if (rows.length > 0 || batches === 0) yield { declared: statement.columns, rows };
    } catch (error) {
      throw failureOf(error, this.#path, text);
    } finally {
      lease.giveBack();
    }
  }

  /** The database for the next statement: opened again where the file is another one, or no longer at rest. */
  async #take(signal: AbortSignal | undefined): Promise<Lease> {
    this.#mayRun(signal);
    if (this.#outdated()) {
      const fresh = new Lease(await openFile(this.#path, this.#context));
      this.#lease.retire();
      this.#lease = fresh;
      if (this.#closed) fresh.retire();
      this.#mayRun(signal);
    }
    this.#lease.take();
    return this.#lease;
  }

  #outdated(): boolean {
    const { file, way } = this.#lease.opened;
    if (way === 'copy') return false;
    const { replaced, written } = changesOf(file);
    return replaced || (way === 'at rest' && written);
  }

  /** Without locks, rows read while somebody wrote may be torn. */
  #checkUnchanged({ file, way }: Opened): void {
    if (way !== 'at rest' || !changesOf(file).written) return;
    throw new Failure('FILE_LOCKED', 'Another program began to write while this was being read. Ask again.');
  }

  #mayRun(signal: AbortSignal | undefined): void {
    if (signal?.aborted) throw new Failure('CANCELLED', 'Cancelled');
    if (this.#closed) throw new Failure('NOT_OPEN', 'This database is closed. Open it again.');
  }
}

function roomFor(buffer: Float64Array, length: number): Float64Array {
  if (buffer.length >= length) return buffer;
  const larger = new Float64Array(Math.max(length, buffer.length * 2));
  larger.set(buffer);
  return larger;
}

import { setImmediate } from 'node:timers/promises';
import type { Catalogue } from '#shared/model/catalogue.ts';
import type { Cell } from '#shared/model/cell.ts';
import type { ConnectionInfo } from '#shared/model/database.ts';
import { Failure } from '#shared/model/failure.ts';
import type { AnswerColumn } from '#shared/model/page.ts';
import { render } from '../../sql/dialect.ts';
import { sqliteDialect } from '../../sql/dialects/sqlite.ts';
import type { Sql } from '../../sql/sql.ts';
import type { Batch, Connection, OpenContext, QueryOptions, Rows } from '../driver.ts';
import { readCatalogue } from './catalogue.ts';
import { failureOf } from './failures.ts';
import { stillThere } from './file.ts';
import type { SqliteColumn, SqliteValue } from './handle.ts';
import { type Opened, openFile } from './opening.ts';
import { kindOf, toBound, toCell, toDouble, typeOfValue } from './values.ts';

/** Rows of a batch, and how long to read on before letting other requests (and a cancel) in, in milliseconds. */
const BATCH_ROWS = 2000;
const SLICE = 15;

/** One SQLite database. Statements run on this thread, so only the gaps between their rows can be interrupted. */
export class SqliteConnection implements Connection {
  readonly dialect = sqliteDialect;
  readonly interruptible = false;
  readonly #path: string;
  readonly #context: Pick<OpenContext, 'options' | 'scratch'>;
  #opened: Opened;
  #closed = false;

  constructor(path: string, context: Pick<OpenContext, 'options' | 'scratch'>, opened: Opened) {
    this.#path = path;
    this.#context = context;
    this.#opened = opened;
  }

  get info(): ConnectionInfo {
    return {
      engine: 'sqlite',
      engineVersion: `SQLite ${this.#opened.handle.version}`,
      readOnly: true,
      notices: this.#opened.notices,
      snapshotTaken: this.#opened.copied,
    };
  }

  async catalogue(options: QueryOptions = {}): Promise<Catalogue> {
    await this.#ready(options.signal);
    try {
      return readCatalogue(this.#opened.handle);
    } catch (error) {
      throw failureOf(error, this.#path);
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
    for await (const { declared, rows } of this.#read(query, options.signal)) {
      columns ??= answerColumns(declared, rows[0]);
      const kinds = declared.map((column) => kindOf(column.type ?? ''));
      yield { columns, rows: rows.map((row) => row.map((value, at) => toCell(value, kinds[at]!))) };
    }
  }

  async numbers(query: Sql, options: QueryOptions = {}): Promise<readonly Float64Array[]> {
    let buffers: Float64Array[] = [];
    let length = 0;
    for await (const { declared, rows } of this.#read(query, options.signal)) {
      if (buffers.length === 0) buffers = declared.map(() => new Float64Array(BATCH_ROWS));
      buffers = buffers.map((buffer) => roomFor(buffer, length + rows.length));
      for (const [column, buffer] of buffers.entries()) {
        for (const [row, values] of rows.entries()) buffer[length + row] = toDouble(values[column]!);
      }
      length += rows.length;
    }
    return buffers.map((buffer) => buffer.slice(0, length));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#opened.handle.close();
  }

  /** Batches of raw rows; at least one, so that the columns of an empty answer are known. */
  async *#read(query: Sql, signal: AbortSignal | undefined) {
    const { text, values } = render(query, sqliteDialect);
    await this.#ready(signal);
    try {
      const statement = this.#opened.handle.prepare(text);
      let rows: (readonly SqliteValue[])[] = [];
      let batches = 0;
      let sliceEnd = performance.now() + SLICE;
      for (const row of statement.iterate(values.map(toBound))) {
        rows.push(row);
        const late = performance.now() > sliceEnd;
        if (!late && rows.length < BATCH_ROWS) continue;
        yield { declared: statement.columns, rows };
        batches += 1;
        rows = [];
        if (!late) continue;
        await setImmediate();
        this.#check(signal);
        sliceEnd = performance.now() + SLICE;
      }
      if (rows.length > 0 || batches === 0) yield { declared: statement.columns, rows };
    } catch (error) {
      throw failureOf(error, this.#path, text);
    }
  }

  /** Before a statement: whether it may run, and whether the file is still the one we opened. */
  async #ready(signal: AbortSignal | undefined): Promise<void> {
    this.#check(signal);
    const { same, unchanged } = stillThere(this.#opened.file);
    if (this.#opened.immutable ? unchanged : same) return;
    const opened = await openFile(this.#path, this.#context);
    this.#opened.handle.close();
    this.#opened = opened;
  }

  #check(signal: AbortSignal | undefined): void {
    if (signal?.aborted) throw new Failure('CANCELLED', 'Cancelled');
    if (this.#closed) throw new Failure('NOT_OPEN', 'This database is closed. Open it again.');
  }
}

/** Types are the declared ones; where nothing is declared, those of the first row. Names are made unique as SQLite does. */
function answerColumns(
  declared: readonly SqliteColumn[],
  firstRow: readonly SqliteValue[] | undefined,
): readonly AnswerColumn[] {
  const taken = new Set<string>();
  return declared.map((column, at) => {
    let name = column.name;
    for (let copy = 1; taken.has(name); copy++) name = `${column.name}:${copy}`;
    taken.add(name);
    const found =
      column.type === null || column.type === ''
        ? typeOfValue(firstRow?.[at] ?? null)
        : { type: column.type, kind: kindOf(column.type) };
    return { name, title: name, ...found, unit: null };
  });
}

function roomFor(buffer: Float64Array, length: number): Float64Array {
  if (buffer.length >= length) return buffer;
  const larger = new Float64Array(Math.max(length, buffer.length * 2));
  larger.set(buffer);
  return larger;
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBMaterializedResult,
  DuckDBType,
} from '@duckdb/node-api';
import type { Catalogue } from '#shared/model/catalogue.ts';
import type { ConnectionInfo } from '#shared/model/database.ts';
import { Failure } from '#shared/model/failure.ts';
import { type Rendered, render } from '../../sql/dialect.ts';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import type { Sql } from '../../sql/sql.ts';
import type { Batch, BatchOptions, Connection, QueryOptions, Rows } from '../driver.ts';
import { readCatalogue } from './catalogue.ts';
import { bunchesOf, chunksOf, nextChunks } from './chunks.ts';
import { fileGone, isFatal, statementFailure } from './failures.ts';
import type { FileTables } from './file-tables.ts';
import { chunkNumbers, numberColumns } from './numbers.ts';
import { ConnectionPool } from './pool.ts';
import { ReadChunks } from './read-chunks.ts';
import { relief, roomForAnswers } from './settings.ts';
import { prepare } from './statements.ts';
import { answerColumns } from './types.ts';
import { cellRows } from './values.ts';
import { assertWhole } from './whole-answer.ts';

/** What a `DuckdbConnection` is made of. */
export interface OpenInstance {
  readonly instance: DuckDBInstance;
  /** Makes another connection that sees the opened database first. */
  connect(): Promise<DuckDBConnection>;
  readonly info: ConnectionInfo;
  /** The data files behind the views, when files were opened instead of a database. */
  readonly files: FileTables | null;
}

/** Part of a streamed answer; `null` once for an answer without rows. */
export interface Chunk extends Pick<Batch, 'columns'> {
  readonly types: readonly DuckDBType[];
  readonly chunk: DuckDBDataChunk | null;
}

/** A part of a streamed answer that is handed on at once; without chunks once for an answer without rows. */
interface Bunch extends Pick<Batch, 'columns'> {
  readonly types: readonly DuckDBType[];
  readonly chunks: readonly DuckDBDataChunk[];
}

/** Of numbers, which are small: handing on a chunk of 2,048 rows takes longer than to read it. */
const chunksOfNumbers = 32;

/** An open instance: several statements at a time, each on a connection of its own. */
export class DuckdbConnection implements Connection {
  readonly info: ConnectionInfo;
  readonly dialect = duckdbDialect;
  readonly interruptible = true;
  readonly #open: OpenInstance;
  readonly #pool: ConnectionPool;
  #broken: Failure | null = null;
  readonly #relief: string[];

  constructor(open: OpenInstance) {
    this.#open = open;
    this.#pool = new ConnectionPool(async () => {
      const connection = await open.connect();
      await connection.run(roomForAnswers);
      return connection;
    });
    this.#relief = [...relief[open.files ? 'files' : 'database']];
    this.info = open.info;
  }

  /** For the import that writes while this connection reads. */
  get instance(): DuckDBInstance {
    return this.#open.instance;
  }

  get broken(): Failure | null {
    return this.#broken;
  }

  catalogue(options: QueryOptions = {}): Promise<Catalogue> {
    return readCatalogue(this, this.#open.files, options);
  }

  rows(query: Sql, options: QueryOptions = {}): Promise<Rows> {
    return this.#answer(query, options, (result) => {
      const types = result.columnTypes();
      const columns = answerColumns(result, types);
      const rows: Rows['rows'][number][] = [];
      for (const chunk of chunksOf(result)) {
        for (const row of cellRows(chunk, types)) rows.push(row);
      }
      return { columns, rows };
    });
  }

  numbers(query: Sql, options: QueryOptions = {}): Promise<readonly Float64Array[]> {
    return this.#answer(query, options, numberColumns);
  }

  async *stream(query: Sql, options: QueryOptions = {}): AsyncGenerator<Batch> {
    for await (const { columns, types, chunk } of this.chunks(query, options)) {
      yield { columns, rows: chunk ? cellRows(chunk, types) : [] };
    }
  }

  async *numberBatches(query: Sql, options: BatchOptions = {}): AsyncGenerator<readonly Float64Array[]> {
    if (options.isSmall) {
      yield* await this.#answer(query, options, numbersOf);
      return;
    }
    using read = ReadChunks.ofStream();
    const numbers = chunkNumbers();
    for await (const { types, chunks } of this.#bunches(query, options, chunksOfNumbers)) {
      if (chunks.length > 0) yield numbers(chunks, types);
      read.passed();
    }
  }

  /** The answer as the engine holds it, for files that keep its types: every value as it is. */
  async *chunks(query: Sql, options: QueryOptions = {}): AsyncGenerator<Chunk> {
    for await (const { columns, types, chunks } of this.#bunches(query, options, 1)) {
      yield { columns, types, chunk: chunks[0] ?? null };
    }
  }

  /** The answer, at most so many chunks at a time. */
  async *#bunches(query: Sql, options: QueryOptions, most: number): AsyncGenerator<Bunch> {
    const statement = render(query, duckdbDialect);
    let started = false;
    try {
      for await (const bunch of this.#attempt(statement, options, most)) {
        started = true;
        yield bunch;
      }
      return;
    } catch (thrown) {
      const failure = this.#failure(thrown, statement);
      if (started || !(await this.#relieve(failure, options))) throw failure;
    }
    yield* this.#bunches(query, options, most);
  }

  async *#attempt(statement: Rendered, { signal }: QueryOptions, most: number): AsyncGenerator<Bunch> {
    const lease = await this.#pool.lease(signal);
    try {
      await lease.begin();
      const result = await lease.run(async () => {
        const prepared = await prepare(lease.connection, statement);
        return prepared.stream().finally(() => prepared.destroySync());
      });
      const types = result.columnTypes();
      const columns = answerColumns(result, types);
      const fetch = () => lease.run(() => nextChunks(result, most));
      let chunks = await fetch();
      if (chunks.length === 0) yield { columns, types, chunks };
      while (chunks.length > 0) {
        // The engine works at the next ones while these are taken. Nobody may come for them.
        const next = chunks.length < most ? Promise.resolve([]) : fetch();
        next.catch(() => undefined);
        yield { columns, types, chunks };
        chunks = await next;
      }
      await lease.run(() => assertWhole(lease.connection, statement));
    } finally {
      void lease.release();
    }
  }

  async close(): Promise<void> {
    await this.#pool.close();
    // By then the plans of the last answers are taken apart, which hold the file.
    await nextTurn();
    this.#open.instance.closeSync();
  }

  async #answer<T>(query: Sql, options: QueryOptions, take: (result: DuckDBMaterializedResult) => T): Promise<T> {
    const statement = render(query, duckdbDialect);
    for (;;) {
      try {
        return await this.#pool.run(options.signal, (connection) => answer(connection, statement, take));
      } catch (thrown) {
        const failure = this.#failure(thrown, statement);
        if (!(await this.#relieve(failure, options))) throw failure;
      }
    }
  }

  /** Makes room where memory did not suffice; false where nothing is left to try. */
  async #relieve(failure: Failure, { signal }: QueryOptions): Promise<boolean> {
    const help = failure.code === 'OUT_OF_MEMORY' ? this.#relief.shift() : undefined;
    if (help === undefined) return false;
    await this.#pool.run(signal, (connection) => connection.run(`set global ${help}`));
    return true;
  }

  #failure(thrown: unknown, { text }: Rendered): Failure {
    const failure = vanished(this.#open.files, statementFailure(thrown, text));
    if (isFatal(failure)) this.#broken ??= failure;
    return failure;
  }
}

function* numbersOf(result: DuckDBMaterializedResult): Generator<readonly Float64Array[]> {
  using read = ReadChunks.ofWhole();
  const types = result.columnTypes();
  const numbers = chunkNumbers();
  for (const chunks of bunchesOf(result, chunksOfNumbers)) {
    yield numbers(chunks, types);
    read.passed();
  }
}

async function answer<T>(
  connection: DuckDBConnection,
  statement: Rendered,
  take: (result: DuckDBMaterializedResult) => T,
): Promise<T> {
  const prepared = await prepare(connection, statement);
  try {
    return take(await prepared.run());
  } finally {
    // Once the answer is on its way: the engine takes its plan apart in half a millisecond.
    setImmediate(() => prepared.destroySync());
  }
}

/** The engine looks for a folder of the name of a file that is gone, and is refused that. */
function vanished(files: FileTables | null, failure: Failure): Failure {
  const path = /Cannot access file "(.+?)(?:\/\*\*\/[^"]*)?"/.exec(failure.data.detail ?? '')?.[1];
  if (failure.code !== 'NOT_ALLOWED' || path === undefined || !files?.paths.has(path)) return failure;
  const { detail, sql } = failure.data;
  return new Failure('FILE_NOT_FOUND', fileGone, { cause: failure, ...(detail && { detail }), ...(sql && { sql }) });
}

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
import type { Batch, Connection, QueryOptions, Rows } from '../driver.ts';
import { readCatalogue } from './catalogue.ts';
import { chunksOf } from './chunks.ts';
import { fileGone, isFatal, statementFailure } from './failures.ts';
import type { FileTables } from './file-tables.ts';
import { chunkNumbers, numberColumns } from './numbers.ts';
import { ConnectionPool } from './pool.ts';
import { relief } from './settings.ts';
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
    this.#pool = new ConnectionPool(open.connect);
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

  async *numberBatches(query: Sql, options: QueryOptions = {}): AsyncGenerator<readonly Float64Array[]> {
    const numbers = chunkNumbers();
    for await (const { types, chunk } of this.chunks(query, options)) {
      if (chunk) yield numbers(chunk, types);
    }
  }

  /** The answer as the engine holds it, for files that keep its types: every value as it is. */
  async *chunks(query: Sql, options: QueryOptions = {}): AsyncGenerator<Chunk> {
    const statement = render(query, duckdbDialect);
    let started = false;
    try {
      for await (const chunk of this.#attempt(statement, options)) {
        started = true;
        yield chunk;
      }
      return;
    } catch (thrown) {
      const failure = this.#failure(thrown, statement);
      if (started || !(await this.#relieve(failure, options))) throw failure;
    }
    yield* this.chunks(query, options);
  }

  async *#attempt(statement: Rendered, { signal }: QueryOptions): AsyncGenerator<Chunk> {
    const lease = await this.#pool.lease(signal);
    try {
      await lease.begin();
      const result = await lease.run(async () => {
        const prepared = await prepare(lease.connection, statement);
        return prepared.stream().finally(() => prepared.destroySync());
      });
      const types = result.columnTypes();
      const columns = answerColumns(result, types);
      const fetch = () => lease.run(() => result.fetchChunk());
      let chunk = await fetch();
      if (!chunk?.rowCount) yield { columns, types, chunk: null };
      while (chunk?.rowCount) {
        // The engine works at the next one while this one is taken. Nobody may come for it.
        const next = fetch();
        next.catch(() => undefined);
        yield { columns, types, chunk };
        chunk = await next;
      }
      await lease.run(() => assertWhole(lease.connection, statement));
    } finally {
      void lease.release();
    }
  }

  async close(): Promise<void> {
    await this.#pool.close();
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

async function answer<T>(
  connection: DuckDBConnection,
  statement: Rendered,
  take: (result: DuckDBMaterializedResult) => T,
): Promise<T> {
  const prepared = await prepare(connection, statement);
  try {
    return take(await prepared.run());
  } finally {
    prepared.destroySync();
  }
}

/** The engine looks for a folder of the name of a file that is gone, and is refused that. */
function vanished(files: FileTables | null, failure: Failure): Failure {
  const path = /Cannot access file "(.+?)(?:\/\*\*\/[^"]*)?"/.exec(failure.data.detail ?? '')?.[1];
  if (failure.code !== 'NOT_ALLOWED' || path === undefined || !files?.paths.has(path)) return failure;
  const { detail, sql } = failure.data;
  return new Failure('FILE_NOT_FOUND', fileGone, { cause: failure, ...(detail && { detail }), ...(sql && { sql }) });
}

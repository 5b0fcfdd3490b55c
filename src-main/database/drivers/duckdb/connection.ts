import type { DuckDBInstance, DuckDBResult } from '@duckdb/node-api';
import type { Catalogue } from '#shared/model/catalogue.ts';
import type { ConnectionInfo } from '#shared/model/database.ts';
import type { Failure } from '#shared/model/failure.ts';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import type { Sql } from '../../sql/sql.ts';
import type { Batch, Connection, QueryOptions, Rows } from '../driver.ts';
import { readCatalogue } from './catalogue.ts';
import { isFatal, statementFailure } from './failures.ts';
import { numberColumns } from './numbers.ts';
import { ConnectionPool } from './pool.ts';
import { prepare, rendered } from './statements.ts';
import { answerColumns } from './types.ts';
import { cellRows } from './values.ts';

/** An open instance: several statements at a time, each on a connection of its own. */
export class DuckdbConnection implements Connection {
  readonly info: ConnectionInfo;
  readonly dialect = duckdbDialect;
  readonly interruptible = true;
  readonly #instance: DuckDBInstance;
  readonly #pool: ConnectionPool;
  #broken: Failure | undefined;

  constructor(instance: DuckDBInstance, info: ConnectionInfo) {
    this.#instance = instance;
    this.#pool = new ConnectionPool(instance);
    this.info = info;
  }

  get broken(): Failure | undefined {
    return this.#broken;
  }

  catalogue(options: QueryOptions = {}): Promise<Catalogue> {
    return readCatalogue(this, options);
  }

  rows(query: Sql, options: QueryOptions = {}): Promise<Rows> {
    return this.#answer(query, options, async (result) => {
      const types = result.columnTypes();
      const chunks = await result.fetchAllChunks();
      return { columns: answerColumns(result, types), rows: chunks.flatMap((chunk) => cellRows(chunk, types)) };
    });
  }

  numbers(query: Sql, options: QueryOptions = {}): Promise<readonly Float64Array[]> {
    return this.#answer(query, options, async (result) =>
      numberColumns(await result.fetchAllChunks(), result.columnTypes()),
    );
  }

  async *stream(query: Sql, { signal }: QueryOptions = {}): AsyncGenerator<Batch> {
    const statement = rendered(query);
    const lease = await this.#pool.lease(signal);
    try {
      const result = await lease.run(async () => {
        const prepared = await prepare(lease.connection, statement);
        return prepared.stream().finally(() => prepared.destroySync());
      });
      const types = result.columnTypes();
      const columns = answerColumns(result, types);
      let chunk = await lease.run(() => result.fetchChunk());
      if (!chunk?.rowCount) yield { columns, rows: [] };
      while (chunk?.rowCount) {
        yield { columns, rows: cellRows(chunk, types) };
        chunk = await lease.run(() => result.fetchChunk());
      }
    } catch (thrown) {
      throw this.#failure(thrown, statement.text);
    } finally {
      lease.release();
    }
  }

  async close(): Promise<void> {
    this.#pool.close();
    this.#instance.closeSync();
  }

  async #answer<T>(query: Sql, { signal }: QueryOptions, take: (result: DuckDBResult) => Promise<T>): Promise<T> {
    const statement = rendered(query);
    try {
      return await this.#pool.run(signal, async (connection) => {
        const prepared = await prepare(connection, statement);
        try {
          return await take(await prepared.run());
        } finally {
          prepared.destroySync();
        }
      });
    } catch (thrown) {
      throw this.#failure(thrown, statement.text);
    }
  }

  #failure(thrown: unknown, sql: string): Failure {
    const failure = statementFailure(thrown, sql);
    if (isFatal(failure)) this.#broken ??= failure;
    return failure;
  }
}

import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { asFailure, Failure } from '#shared/model/failure.ts';
import { isFatal, statementFailure } from '../../drivers/duckdb/failures.ts';
import { tellsProgress } from '../../drivers/duckdb/settings.ts';
import { render } from '../../sql/dialect.ts';
import { duckdbDialect } from '../../sql/dialects/duckdb.ts';
import { raw, type Sql, sql } from '../../sql/sql.ts';
import { type Relation, RowsFailed, type TableBatch } from '../importer.ts';
import { siftIntoDuckdb } from './duckdb-sift.ts';
import { DuckdbStage, stageType } from './duckdb-stage.ts';
import { doesNotFit, exactCast } from './exact-cast.ts';
import { duckdbMarks } from './row-marks.ts';
import {
  ConstraintFailed,
  diskFull,
  type Loader,
  type LoadWatch,
  type Refused,
  type RowMarks,
  type Writer,
  type WriteTable,
} from './writer.ts';

/** How often the engine is asked how far it is, in milliseconds. */
const progressEvery = 200;

/** Writes through one connection of an instance that somebody else owns, and closes only that connection. */
export class DuckdbWriter implements Writer {
  readonly engine = 'duckdb';
  readonly dialect = duckdbDialect;
  readonly #connection: DuckDBConnection;
  readonly #onClose: () => void;

  private constructor(connection: DuckDBConnection, onClose: () => void) {
    this.#connection = connection;
    this.#onClose = onClose;
  }

  static async on(instance: DuckDBInstance, onClose: () => void = () => undefined): Promise<DuckdbWriter> {
    const connection = await instance.connect();
    for (const statement of tellsProgress) await connection.run(statement);
    return new DuckdbWriter(connection, onClose);
  }

  async begin(): Promise<void> {
    await this.#run('begin transaction');
  }

  async commit(): Promise<void> {
    await this.#run('commit');
  }

  async rollback(): Promise<void> {
    await this.#connection.run('rollback').catch(() => undefined);
  }

  async execute(statement: Sql): Promise<number> {
    const { text, values } = render(statement, duckdbDialect);
    try {
      const result = await this.#connection.run(text, [...values]);
      return result.rowsChanged;
    } catch (thrown) {
      throw rowFailure(thrown, text);
    }
  }

  async ask(query: Sql): Promise<readonly (readonly (string | null)[])[]> {
    const { text, values } = render(query, duckdbDialect);
    try {
      const reader = await this.#connection.runAndReadAll(text, [...values]);
      return reader.getRowsJson().map((row) => row.map((value) => (value === null ? null : textOf(value))));
    } catch (thrown) {
      throw rowFailure(thrown, text);
    }
  }

  async tables(): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
    const rows = await this.ask(sql`
      select table_name, column_name, data_type from duckdb_columns()
      where database_name = current_database() and schema_name = current_schema() and not internal
        and table_oid in (select table_oid from duckdb_tables() where database_name = current_database())
      order by table_name, column_index`);
    const tables = new Map<string, Map<string, string>>();
    for (const [table, column, type] of rows) {
      const columns = tables.get(table as string) ?? new Map<string, string>();
      tables.set(table as string, columns.set(column as string, type as string));
    }
    return tables;
  }

  async insertRelation(table: WriteTable, { select }: Relation, watch: LoadWatch): Promise<number> {
    const columns = table.columns.map((column) => duckdbDialect.quote(column.name)).join(', ');
    const isSame = table.columns.every(({ type, declared }) => type === declared);
    const inner = table.columns.map((_, at) => `c${at}`).join(', ');
    const values = table.columns.map(({ type, declared }, at) => exactCast(`c${at}`, type, declared)).join(', ');
    const rows = isSame ? select : `select ${values} from (${select}) t(${inner})`;
    return this.#watched(watch, () =>
      this.execute(raw(`insert into ${duckdbDialect.quote(table.name)} (${columns}) ${rows}`)),
    );
  }

  async loader(table: WriteTable): Promise<Loader> {
    return new DuckdbStage(this.#connection, table, (statement) => this.execute(raw(statement)));
  }

  wire({ columns }: WriteTable): readonly string[] {
    return columns.map(({ type }) => stageType(type).toString());
  }

  sift(table: WriteTable, batch: TableBatch): Promise<readonly Refused[]> {
    const run = (statement: string) => this.execute(raw(statement));
    return siftIntoDuckdb(this.#connection, run, (query) => this.ask(raw(query)), table, batch);
  }

  readonly marks: RowMarks = duckdbMarks((query) => this.ask(query));

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#onClose();
  }

  /** Runs a long statement: progress is asked for meanwhile, an abort interrupts it until it has stopped. */
  async #watched<T>({ signal, progress }: LoadWatch, work: () => Promise<T>): Promise<T> {
    const timer = setInterval(() => {
      if (signal.aborted) this.#connection.interrupt();
      const { percentage } = this.#connection.progress;
      progress(null, percentage < 0 ? null : percentage / 100);
    }, progressEvery);
    const stop = (): void => this.#connection.interrupt();
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (signal.aborted) throw new Failure('CANCELLED', 'Cancelled');
      return await work();
    } finally {
      clearInterval(timer);
      signal.removeEventListener('abort', stop);
    }
  }

  async #run(text: string): Promise<void> {
    try {
      await this.#connection.run(text);
    } catch (thrown) {
      throw rowFailure(thrown, text);
    }
  }
}

/** Which of three kinds an error is: a row that does not fit, a row that the table refuses, or a failure. */
function rowFailure(thrown: unknown, text: string): Error {
  const words = thrown instanceof Error ? thrown.message : String(thrown);
  const failure = statementFailure(thrown, text.length > 2000 ? `${text.slice(0, 2000)}…` : text);
  if (/Could not write|No space left|File too large|failed to offload/i.test(words)) return diskFull(words, thrown);
  if (isFatal(failure)) return failure;
  if (words.includes(doesNotFit) || /^(Conversion|Invalid Input) Error|CSV Error/.test(words))
    return new RowsFailed(words);
  if (/^Constraint Error/.test(words)) return new ConstraintFailed(words.split('\n')[0] ?? words);
  return asFailure(failure);
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

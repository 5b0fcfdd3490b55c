import type pg from 'pg';
import { Failure } from '#shared/model/failure.ts';
import type { Profile } from '#shared/model/profile.ts';
import { connectOnce } from '../../drivers/postgres/client.ts';
import { failureOf } from '../../drivers/postgres/failures.ts';
import { render } from '../../sql/dialect.ts';
import { postgresDialect } from '../../sql/dialects/postgres.ts';
import { type Sql, sql } from '../../sql/sql.ts';
import { type Relation, RowsFailed, type TableBatch } from '../importer.ts';
import { CopyLoader, endCopy } from './copy-loader.ts';
import { siftIntoPostgres } from './postgres-sift.ts';
import { relationBatches } from './relation-batches.ts';
import { postgresMarks } from './row-marks.ts';
import {
  ConstraintFailed,
  type Loader,
  type LoadWatch,
  type Refused,
  type RowMarks,
  type Writer,
  type WriteTable,
} from './writer.ts';

/** The number of our lock: the letters of `starling`, cut to what Postgres takes. */
const importLock = '8319391740158276455';

/** Writes through one connection, with COPY. New tables go to the first schema of the search path. */
export class PostgresWriter implements Writer {
  readonly engine = 'postgres';
  readonly dialect = postgresDialect;
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(profile: Profile, password: string | undefined): Promise<PostgresWriter> {
    try {
      const { client } = await connectOnce(profile, password);
      await client.query(
        `select set_config('timezone', 'UTC', false), set_config('datestyle', 'ISO, YMD', false),
           set_config('extra_float_digits', '1', false), set_config('statement_timeout', '0', false),
           set_config('default_transaction_read_only', 'off', false)`,
      );
      return new PostgresWriter(client);
    } catch (thrown) {
      throw failureOf(thrown);
    }
  }

  /** A second import into the same database waits until the first is done, and then sees its tables. */
  async begin(): Promise<void> {
    await this.#query('begin isolation level read committed');
    await this.#query(`select pg_advisory_xact_lock(${importLock})`);
  }

  async commit(): Promise<void> {
    await this.#query('commit');
  }

  async rollback(): Promise<void> {
    await endCopy(this.#client);
    // A connection that is lost has been rolled back by the server.
    await this.#client.query('rollback').catch(() => undefined);
  }

  async execute(statement: Sql): Promise<number> {
    const { text, values } = render(statement, postgresDialect);
    return (await this.#query(text, values.map(textOf))).rowCount ?? 0;
  }

  async ask(query: Sql): Promise<readonly (readonly (string | null)[])[]> {
    const { text, values } = render(query, postgresDialect);
    const answer = await this.#query(text, values.map(textOf));
    return answer.rows as unknown as (string | null)[][];
  }

  async tables(): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
    const rows = await this.ask(sql`
      select c.relname, a.attname, format_type(a.atttypid, a.atttypmod)
      from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
        and not a.attisdropped
      order by c.relname, a.attnum`);
    const tables = new Map<string, Map<string, string>>();
    for (const [table, column, type] of rows) {
      const columns = tables.get(table as string) ?? new Map<string, string>();
      tables.set(table as string, columns.set(column as string, type ?? ''));
    }
    return tables;
  }

  async insertRelation(table: WriteTable, relation: Relation, watch: LoadWatch): Promise<number> {
    const loader = this.#copy(table);
    let rows = 0;
    for await (const batch of relationBatches(watch.reader, relation, table, loader.wire, watch.signal)) {
      await this.#guarded('', () => loader.write(batch));
      rows += batch.rows;
      watch.progress(rows, null);
    }
    return this.#guarded('', () => loader.finish());
  }

  async loader(table: WriteTable): Promise<Loader> {
    const loader = this.#copy(table);
    return {
      write: (batch) => this.#guarded('', () => loader.write(batch)),
      flush: () => this.#guarded('', () => loader.flush()),
      finish: () => this.#guarded('', () => loader.finish()),
    };
  }

  wire(table: WriteTable): readonly string[] {
    return this.#copy(table).wire;
  }

  sift(table: WriteTable, batch: TableBatch): Promise<readonly Refused[]> {
    return this.#guarded('', () => siftIntoPostgres(this.#client, table, batch));
  }

  readonly marks: RowMarks = postgresMarks((query) => this.ask(query));

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }

  #copy(table: WriteTable): CopyLoader {
    return new CopyLoader(this.#client, table);
  }

  #query(text: string, values: readonly (string | null)[] = []): Promise<pg.QueryResult> {
    return this.#guarded(text, () =>
      this.#client.query({ text, values: [...values], rowMode: 'array', types: asText } as pg.QueryConfig),
    );
  }

  async #guarded<T>(text: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw writeFailure(thrown, text);
    }
  }
}

const asText = { getTypeParser: () => (value: string) => value };

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** Constraints are class 23; class 22 says that a value is none of its column's type. */
function writeFailure(thrown: unknown, text: string): Error {
  const { code, detail, message } = thrown as { code?: unknown; detail?: unknown; message?: string };
  if (typeof code === 'string' && code.startsWith('23'))
    return new ConstraintFailed([message, detail].filter((each) => typeof each === 'string').join('. '));
  if (typeof code === 'string' && code.startsWith('22')) return new RowsFailed(message ?? code);
  const failure = failureOf(thrown, text);
  const meaning = typeof code === 'string' ? meanings[code] : undefined;
  return meaning === undefined ? failure : new Failure(meaning[0], meaning[1], { ...failure.data, cause: thrown });
}

const meanings: Readonly<Record<string, readonly [Failure['code'], string]>> = {
  '42501': ['NO_PERMISSION', 'You may not write to this database. Ask its owner to grant you CREATE and INSERT.'],
  '25006': ['READ_ONLY', 'The server takes no changes now (a standby, or read-only). Choose another database.'],
  '53100': ['OUT_OF_MEMORY', "The server's disk is full, so nothing was imported. Make room and try again."],
};

import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { Failure } from '#shared/model/failure.ts';
import { failureOf, resultCode } from '../../drivers/sqlite/failures.ts';
import { render } from '../../sql/dialect.ts';
import { sqliteDialect } from '../../sql/dialects/sqlite.ts';
import { type Sql, sql } from '../../sql/sql.ts';
import { type Relation, RowsFailed, type TableBatch } from '../importer.ts';
import { isNested, plainType } from '../types.ts';
import { relationBatches } from './relation-batches.ts';
import { sqliteMarks } from './row-marks.ts';
import { SqliteLoader } from './sqlite-loader.ts';
import { siftIntoSqlite } from './sqlite-sift.ts';
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

/** How long to wait for another program's lock, in milliseconds. */
const lockTimeout = 5000;

/** Writes to a SQLite file; its journal mode and everything else stay as they are. */
export class SqliteWriter implements Writer {
  readonly engine = 'sqlite';
  readonly dialect = sqliteDialect;
  readonly #database: Database.Database;
  readonly #path: string;

  private constructor(database: Database.Database, path: string) {
    this.#database = database;
    this.#path = path;
  }

  static open(path: string): SqliteWriter {
    try {
      const database = new Database(path, { timeout: lockTimeout });
      database.defaultSafeIntegers(true);
      database.pragma('cache_size = -65536');
      database.pragma('foreign_keys = on');
      return new SqliteWriter(database, path);
    } catch (thrown) {
      throw writeFailure(thrown, path);
    }
  }

  async begin(): Promise<void> {
    this.#run('begin immediate');
  }

  async commit(): Promise<void> {
    this.#run('commit');
  }

  async rollback(): Promise<void> {
    if (this.#database.inTransaction) this.#database.exec('rollback');
  }

  async execute(statement: Sql): Promise<number> {
    const { text, values } = render(statement, sqliteDialect);
    return this.#guarded(text, () => {
      const prepared = this.#database.prepare(text);
      const bound = values.map((value) => (typeof value === 'boolean' ? Number(value) : wholeAsInteger(value)));
      return prepared.reader ? prepared.all(...bound).length : prepared.run(...bound).changes;
    });
  }

  async ask(query: Sql): Promise<readonly (readonly (string | null)[])[]> {
    const { text, values } = render(query, sqliteDialect);
    return this.#guarded(text, () => {
      const prepared = this.#database.prepare<unknown[], unknown[]>(text);
      const bound = values.map(wholeAsInteger);
      if (!prepared.reader) {
        prepared.run(...bound);
        return [];
      }
      const rows = prepared.raw(true).all(...bound);
      return rows.map((row) => row.map((value) => (value === null ? null : String(value))));
    });
  }

  async tables(): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
    const rows = await this.ask(sql`
      select m.name, c.name, c.type from sqlite_schema m, pragma_table_info(m.name) c
      where m.type = 'table' and m.name not like 'sqlite\\_%' escape '\\' order by m.name, c.cid`);
    const tables = new Map<string, Map<string, string>>();
    for (const [table, column, type] of rows) {
      const columns = tables.get(table as string) ?? new Map<string, string>();
      tables.set(table as string, columns.set(column as string, type ?? ''));
    }
    return tables;
  }

  async insertRelation(table: WriteTable, relation: Relation, watch: LoadWatch): Promise<number> {
    const loader = await this.loader(table);
    let rows = 0;
    for await (const batch of relationBatches(watch.reader, relation, table, this.wire(table), watch.signal)) {
      await loader.write(batch);
      rows += batch.rows;
      watch.progress(rows, null);
    }
    return loader.finish();
  }

  async loader(table: WriteTable): Promise<Loader> {
    const loader = new SqliteLoader(this.#database, table);
    return {
      write: async (batch) => {
        this.#guarded('', () => loader.write(batch));
        // Lets a cancel and other requests in.
        await setImmediate();
      },
      flush: async () => undefined,
      finish: async () => loader.written,
    };
  }

  wire({ columns }: WriteTable): readonly string[] {
    return columns.map(({ type }) => wireType(type));
  }

  async sift(table: WriteTable, batch: TableBatch): Promise<readonly Refused[]> {
    await setImmediate();
    return this.#guarded('', () => siftIntoSqlite(this.#database, table, batch));
  }

  readonly marks: RowMarks = sqliteMarks((query) => this.ask(query));

  async close(): Promise<void> {
    this.#database.close();
  }

  #run(text: string): void {
    this.#guarded(text, () => this.#database.exec(text));
  }

  #guarded<T>(text: string, work: () => T): T {
    try {
      return work();
    } catch (thrown) {
      throw writeFailure(thrown, this.#path, text);
    }
  }
}

/** As what a column of DuckDB's comes: SQLite has integers, doubles, text and blobs. */
function wireType(type: string): string {
  const plain = plainType(type);
  if (['TINYINT', 'SMALLINT', 'INTEGER', 'UTINYINT', 'USMALLINT', 'BOOLEAN'].includes(plain)) return 'INTEGER';
  if (plain === 'BIGINT' || plain === 'UINTEGER') return 'BIGINT';
  if (plain === 'FLOAT' || plain === 'DOUBLE') return 'DOUBLE';
  return plain === 'BLOB' && !isNested(type) ? 'BLOB' : 'VARCHAR';
}

function wholeAsInteger(value: unknown): unknown {
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
}

function writeFailure(thrown: unknown, path: string, text = ''): Error {
  if (thrown instanceof RowsFailed) return thrown;
  const code = resultCode(thrown as { code?: unknown });
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  if (code === 'CONSTRAINT') return new ConstraintFailed(detail);
  const more = { detail, cause: thrown };
  if (code === 'READONLY' || code === 'CANTOPEN')
    return new Failure(
      'READ_ONLY',
      `${path} cannot be written to. Check its permissions and those of its folder.`,
      more,
    );
  if (code === 'FULL' || code === 'IOERR') return diskFull(detail, thrown);
  if (code === 'BUSY' || code === 'LOCKED')
    return new Failure(
      'FILE_LOCKED',
      'Another program is writing to this database. Wait until it is done, and try again.',
      more,
    );
  return failureOf(thrown, path, text);
}

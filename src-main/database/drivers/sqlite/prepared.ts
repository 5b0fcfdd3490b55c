import type Database from 'better-sqlite3';
import type { SqliteStatement, SqliteValue } from './handle.ts';

type Statement = Database.Statement<SqliteValue[], SqliteValue[]>;

/** Lists and charts ask the same few statements again and again, and preparing one takes as long as a page of rows. */
const MOST = 50;

/** Statements that only read, each prepared once for as long as the tables are the same. */
export class PreparedStatements {
  readonly #version: Database.Statement<[]>;
  readonly #database: Database.Database;
  readonly #prepare: (text: string) => Statement;
  readonly #known = new Map<string, { readonly statement: Statement; readonly read: SqliteStatement }>();
  #schema: unknown;

  constructor(database: Database.Database, prepare: (text: string) => Statement) {
    this.#version = database.prepare<[]>('pragma schema_version').pluck();
    this.#database = database;
    this.#prepare = prepare;
  }

  get(text: string): SqliteStatement {
    const schema = this.#version.get();
    if (schema !== this.#schema) {
      this.#known.clear();
      // Only a statement that reads notices that another connection changed the tables; preparing one does not.
      this.#database.prepare('select 1 from sqlite_schema limit 1').get();
    }
    this.#schema = schema;
    const known = this.#known.get(text);
    this.#known.delete(text);
    // One that still hands out rows cannot begin anew.
    const prepared = known !== undefined && !known.statement.busy ? known : this.#make(text);
    this.#known.set(text, prepared);
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
    return prepared.read;
  }

  #make(text: string): { readonly statement: Statement; readonly read: SqliteStatement } {
    const statement = this.#prepare(text).raw(true);
    const columns = statement.columns();
    const read = {
      columns,
      iterate: (values: readonly SqliteValue[], exact: boolean) => statement.safeIntegers(exact).iterate(...values),
    };
    return { statement, read };
  }
}

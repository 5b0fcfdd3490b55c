import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import BetterSqlite3 from 'better-sqlite3';
import type { Engine } from '#shared/model/source.ts';
import type { Connection, Target } from '../drivers/driver.ts';
import { drivers } from '../drivers/engines.ts';
import { executeInPostgres, postgresServer } from './postgres-for-tests.ts';

/** Every engine, for tests that hold for all of them: `describe.each(engines)`. */
export const engines: readonly Engine[] = ['duckdb', 'sqlite', 'postgres'];

/** An empty database of its own for one test: `await using database = await createTestDatabase('sqlite')`. */
export interface TestDatabase {
  readonly engine: Engine;
  readonly target: Target;
  /** Runs the engine's own SQL with write access; the connection is closed afterwards. */
  execute(...statements: string[]): Promise<void>;
  /** Opens it read-only by its driver. Closed with the database, if not before. */
  open(): Promise<Connection>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A fresh database: a temporary file for DuckDB and SQLite, a database of the run's server for Postgres. */
export async function createTestDatabase(engine: Engine): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), `starling-${engine}-`));
  const place = await places[engine](folder);
  await place.execute([]);
  const opened: Connection[] = [];
  return {
    engine,
    target: place.target,
    execute: (...statements) => place.execute(statements),
    async open() {
      const scratch = join(folder, `scratch-${opened.length}`);
      await mkdir(scratch);
      const connection = await drivers[engine].open(place.target, { options: {}, scratch });
      opened.push(connection);
      return connection;
    },
    async [Symbol.asyncDispose]() {
      try {
        await Promise.all(opened.map((connection) => connection.close()));
        await place.remove();
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

interface Place {
  readonly target: Target;
  execute(statements: readonly string[]): Promise<void>;
  remove(): Promise<void>;
}

const nothing = () => Promise.resolve();

const places: Readonly<Record<Engine, (folder: string) => Promise<Place>>> = {
  async duckdb(folder) {
    const path = join(folder, 'test.duckdb');
    return {
      target: { kind: 'file', path },
      execute: (statements) => executeInDuckDb(path, statements),
      remove: nothing,
    };
  },

  async sqlite(folder) {
    const path = join(folder, 'test.sqlite');
    return {
      target: { kind: 'file', path },
      async execute(statements) {
        const database = new BetterSqlite3(path);
        // A file that was never written to stays empty, and an empty file is no database.
        if (statements.length === 0) database.pragma('user_version = 1');
        for (const statement of statements) database.exec(statement);
        database.close();
      },
      remove: nothing,
    };
  },

  async postgres() {
    const database = `test_${randomUUID().replaceAll('-', '')}`;
    const { host, port, user, password } = await postgresServer();
    await executeInPostgres('postgres', [`create database ${database}`]);
    return {
      target: {
        kind: 'postgres',
        profile: {
          ...{ id: database, name: 'Test', host, port, database, user, sslMode: 'disable', caFile: null },
          applicationName: 'Starling tests',
        },
        password,
      },
      execute: (statements) => executeInPostgres(database, statements),
      remove: () => executeInPostgres('postgres', [`drop database ${database} with (force)`]),
    };
  },
};

async function executeInDuckDb(path: string, statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  try {
    const connection = await instance.connect();
    for (const statement of statements) await connection.run(statement);
    connection.closeSync();
  } finally {
    instance.closeSync();
  }
}

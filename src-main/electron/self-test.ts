import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asFailure, type ErrorData } from '#shared/model/failure.ts';
import { DatabaseProcess } from '../app/database-process.ts';
import { forkDatabase } from './fork-database.ts';

/** What `--self-test` prints: whether each engine works in a process of its own, in this very build. */
export interface SelfTestReport {
  readonly ok: boolean;
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly engines: readonly EngineReport[];
}

interface EngineReport {
  readonly engine: string;
  readonly version: string | null;
  /** Rows that a query of the test database gave. */
  readonly rows: number;
  readonly failure: ErrorData | null;
}

/** The switch of a packaged build, which Playwright cannot drive once the inspector is fused off. */
export const selfTestSwitch = '--self-test';

interface Options {
  readonly databaseEntry: string;
  /** A SQLite file with the view `numbers`. */
  readonly sqliteFile: string;
}

/** Makes a small DuckDB sample, opens it and a SQLite file, and asks each a question. */
export async function selfTest({ databaseEntry, sqliteFile }: Options): Promise<SelfTestReport> {
  const scratch = await mkdtemp(join(tmpdir(), 'starling-self-test-'));
  try {
    const duckdb = join(scratch, 'sample.duckdb');
    const sqlite = join(scratch, 'numbers.sqlite');
    const engines = await Promise.all([
      tryEngine('duckdb', databaseEntry, scratch, async ({ client }) => {
        const size = { sessions: 1, episodes: 1, agents: 2, frames: 10 };
        for await (const _share of await client.lifecycle.makeSample({ path: duckdb, size }));
        return { path: duckdb, sql: 'select * from range(10)' };
      }),
      tryEngine('sqlite', databaseEntry, scratch, async () => {
        // Inside a package it lies in an archive, which only `readFile` can look into.
        await writeFile(sqlite, await readFile(sqliteFile));
        return { path: sqlite, sql: 'select * from numbers' };
      }),
    ]);
    const { electron, chrome, node, modules } = process.versions;
    return { ok: engines.every(({ rows }) => rows === 10), versions: { electron, chrome, node, modules }, engines };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

type Prepare = (database: DatabaseProcess) => Promise<{ readonly path: string; readonly sql: string }>;

async function tryEngine(engine: string, entry: string, scratch: string, prepare: Prepare): Promise<EngineReport> {
  const database = new DatabaseProcess(forkDatabase(entry, `Starling self-test: ${engine}`));
  try {
    return await database.call(async (client) => {
      const { path, sql } = await prepare(database);
      const { connection } = await client.lifecycle.open({ target: { kind: 'file', path }, scratch });
      let rows = 0;
      for await (const piece of await client.sql.run({ database: engine, sql })) {
        if (piece.kind === 'rows') rows += piece.rows.length;
      }
      return { engine, version: connection.engineVersion, rows, failure: null };
    });
  } catch (thrown) {
    return { engine, version: null, rows: 0, failure: asFailure(thrown).data };
  } finally {
    await database.end();
  }
}

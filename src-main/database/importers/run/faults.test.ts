import { type ChildProcess, fork, spawn } from 'node:child_process';
import { chmod, copyFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ImportReport } from '#shared/model/import.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { importers } from '../choose.ts';
import { ImportBench } from '../testing/importing.ts';

const program = fileURLToPath(new URL('../testing/import-program.ts', import.meta.url));
const rows = 300_000;

async function withRows(bench: ImportBench, table = 'part'): Promise<string> {
  await bench.make(
    `copy (select range as id, random() as x, 'text ' || range as y from range(${rows})) to '$folder/${table}.parquet'`,
  );
  return bench.path(`${table}.parquet`);
}

/** Rows of the table; none where it is not there. */
async function held(database: TestDatabase): Promise<number> {
  const connection = await database.open();
  const { tables } = await connection.catalogue();
  const isThere = tables.some(({ name }) => name === 'part');
  const count = isThere ? (await connection.rows(raw('select count(*) from part'))).rows[0]?.[0] : 0;
  await connection.close();
  return Number(count);
}

async function completes(bench: ImportBench, database: TestDatabase, path: string): Promise<void> {
  expect(await held(database)).toBe(0);
  expect(await bench.import(database, [path])).toMatchObject({ outcome: 'imported' });
  expect(await held(database)).toBe(rows);
}

function told(child: ChildProcess): Promise<readonly string[]> {
  const words: string[] = [];
  child.on('message', (message) => words.push(String(message)));
  return new Promise((resolve) => child.once('exit', () => resolve(words)));
}

function argumentsOf(bench: ImportBench, { target }: TestDatabase, path: string): readonly string[] {
  return [JSON.stringify({ target, options: {} }), bench.folder, path];
}

describe.each(['duckdb', 'sqlite'] as const)('an import into %s', (engine) => {
  it('on a disk that fills up leaves the database as it was, says so, and completes when there is room', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const path = await withRows(bench);
    // Files of this process may grow to two megabytes.
    const child = spawn(
      'sh',
      ['-c', 'ulimit -f 4096; exec "$0" "$@"', process.execPath, program, ...argumentsOf(bench, database, path)],
      { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
    );
    const [, outcome, why] = await told(child);
    expect(outcome).toBe('failed');
    expect(why).toMatch(/^OUT_OF_MEMORY: .*Make room/);
    await completes(bench, database, path);
  });

  it('that cannot be written to is refused before anything is read', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const path = await withRows(bench);
    if (database.target.kind !== 'file') return;
    await chmod(database.target.path, 0o444);
    await chmod(bench.folder, 0o755);
    await chmod(join(database.target.path, '..'), 0o755);
    // The superuser may write anywhere.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const child = spawn(process.execPath, [program, ...argumentsOf(bench, database, path)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      ...nobody,
    });
    let words = '';
    child.stderr?.on('data', (chunk) => {
      words += String(chunk);
    });
    await told(child);
    expect(words).toContain('cannot be written to');
    await chmod(database.target.path, 0o644);
    await completes(bench, database, path);
  });
});

describe.each(engines)('an import into %s', (engine) => {
  it('of a file that is cut short while it is read keeps nothing of it', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const path = await withRows(bench);
    await copyFile(path, bench.path('whole'));
    const importing = bench.import(database, [path]);
    await setTimeout(40);
    await truncate(path, Math.floor((await stat(path)).size / 2));
    const report = await importing;
    expect(report).toMatchObject({ outcome: 'failed', failure: { code: 'FILE_CORRUPT' } });
    await copyFile(bench.path('whole'), path);
    await completes(bench, database, path);
  });

  it('beside another waits for it, or says who has it', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const files = [await withRows(bench), await withRows(bench, 'other')];
    const children = files.map((file) =>
      fork(program, argumentsOf(bench, database, file), { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] }),
    );
    const words = children.map(() => '');
    for (const [at, child] of children.entries())
      child.stderr?.on('data', (chunk) => {
        words[at] += String(chunk);
      });
    const outcomes = (await Promise.all(children.map(told))).map(([, outcome = 'refused']) => outcome);
    expect(outcomes).toContain('imported');
    const second = outcomes.findIndex((outcome) => outcome !== 'imported');
    if (engine === 'postgres') expect(second).toBe(-1);
    if (engine === 'duckdb' && second >= 0) expect(words[second]).toMatch(/PID \d+|in use|another program/i);
    const connection = await database.open();
    const { tables } = await connection.catalogue();
    const counts = await Promise.all(
      tables
        .filter(({ name }) => name === 'part' || name === 'other')
        .map(async ({ name }) => Number((await connection.rows(raw(`select count(*) from ${name}`))).rows[0]?.[0])),
    );
    expect(counts).toEqual(counts.map(() => rows));
    expect(counts.length).toBe(outcomes.filter((outcome) => outcome === 'imported').length);
  });

  it('by an importer that was forced and does not know the file is refused with a sentence', async () => {
    await using bench = await ImportBench.create();
    await using database = await createTestDatabase(engine);
    const path = bench.path('people.csv');
    await writeFile(path, 'name,age\nAda,36\nGrace,85\n');
    for (const { id } of importers.filter((each) => each.id !== 'table')) {
      const report: ImportReport = await bench.import(database, [path], { importer: id });
      expect(report.outcome, id).toBe('failed');
      expect(report.failure?.code, id).toMatch(/^(BAD_INPUT|NOT_A_DATABASE|FILE_CORRUPT|VERSION_UNSUPPORTED)$/);
      expect(report.message, id).toMatch(/^\S.{20,}/s);
    }
    expect(await held(database)).toBe(0);
  });
});

it('an import into postgres whose connection ends half-way leaves nothing, says so, and completes', async () => {
  await using bench = await ImportBench.create();
  await using database = await createTestDatabase('postgres');
  const path = await withRows(bench);
  const importing = bench.import(database, [path]);
  let isOver = false;
  const over = importing.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await database.execute(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike 'copy%' and pid <> pg_backend_pid()",
    );
    await setTimeout(10);
  }
  const report = await over;
  expect(report.outcome).toBe('failed');
  expect(report.failure?.code).toBe('CONNECTION_LOST');
  await completes(bench, database, path);
});

it('an import into an encrypted DuckDB file is refused with a sentence, key or not, and leaves it as it was', async () => {
  await using bench = await ImportBench.create();
  await using database = await createTestDatabase('duckdb');
  const path = bench.path('secret.duckdb');
  await bench.make(
    'set force_mbedtls_unsafe = true',
    "attach '$folder/secret.duckdb' as secret (encryption_key 'open sesame')",
    'create table secret.part as select 1 as id',
  );
  await writeFile(bench.path('part.csv'), 'id\n2\n');
  const target: TestDatabase = { ...database, target: { kind: 'file', path } };
  for (const key of [undefined, 'open sesame'])
    await expect(bench.import(target, [bench.path('part.csv')], key === undefined ? {} : { key })).rejects.toThrow(
      /is encrypted, and Starling only reads such files/,
    );
});

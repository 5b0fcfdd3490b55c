import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import { ImportBench } from '../testing/importing.ts';

const program = fileURLToPath(new URL('../testing/import-program.ts', import.meta.url));
const rows = 300_000;

function start(bench: ImportBench, { target }: TestDatabase): ChildProcess {
  const given = JSON.stringify({ target, options: {} });
  return fork(program, [given, bench.folder, bench.path('part.parquet')], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

function heard(child: ChildProcess, word?: string): Promise<string> {
  return new Promise((resolve) => {
    child.on('message', (message) => {
      if (word === undefined || message === word) resolve(String(message));
    });
    child.once('exit', () => resolve('ended'));
  });
}

/** Rows of the table, and of the record; a table that is not there has none. */
async function state(database: TestDatabase): Promise<{ rows: number; records: number }> {
  const connection = await database.open();
  const { tables } = await connection.catalogue();
  const count = async (name: string) => {
    if (!tables.some((table) => table.name === name)) return 0;
    return Number((await connection.rows(raw(`select count(*) from ${name}`))).rows[0]?.[0]);
  };
  const found = { rows: await count('part'), records: await count('starling_imports') };
  await connection.close();
  return found;
}

it.each([
  ['duckdb', 8],
  ['sqlite', 6],
  ['postgres', 6],
] as const)(
  '%s: killed at any of %i moments, it holds all of a file or nothing, and the same import completes it',
  async (engine, moments) => {
    await using bench = await ImportBench.create();
    await bench.make(
      `copy (select range as id, random() as x, 'text ' || range as y from range(${rows})) to '$folder/part.parquet'`,
    );
    await using timed = await createTestDatabase(engine);
    const whole = start(bench, timed);
    await heard(whole, 'started');
    const before = performance.now();
    expect(await heard(whole)).toBe('imported');
    const duration = performance.now() - before;
    const seen = new Set<number>();
    for (let moment = 0; moment < moments; moment++) {
      await using database = await createTestDatabase(engine);
      const child = start(bench, database);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await heard(child, 'started');
      await setTimeout((duration * (moment + Math.random())) / moments);
      child.kill('SIGKILL');
      await ended;
      const after = await state(database);
      expect([0, rows]).toContain(after.rows);
      expect(after.records).toBe(after.rows === 0 ? 0 : 1);
      seen.add(after.rows);
      const again = await bench.import(database, [bench.path('part.parquet')], { onDuplicate: 'skip' });
      expect(again.outcome).toBe(after.rows === 0 ? 'imported' : 'skipped');
      expect(await state(database)).toEqual({ rows, records: 1 });
    }
    expect(seen).toContain(0);
  },
  300_000,
);

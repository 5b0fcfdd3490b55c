import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../testing/engines.ts';
import { ImportBench } from './testing/importing.ts';

/** A program that has a DuckDB file open for writing, and ends a while after it said so. */
const holder = `
  const { DuckDBInstance } = await import('@duckdb/node-api');
  globalThis.instance = await DuckDBInstance.create(process.argv[1]);
  console.log('open');
  setTimeout(() => process.exit(0), Number(process.argv[2]));`;

it.each([
  { milliseconds: 700, outcome: 'imported' },
  { milliseconds: 60_000, outcome: 'refused' },
])('a DuckDB file that another program has for $milliseconds ms is $outcome', async ({ milliseconds, outcome }) => {
  await using bench = await ImportBench.create();
  await using database = await createTestDatabase('duckdb');
  if (database.target.kind !== 'file') return;
  await writeFile(bench.path('runs.csv'), 'id,x\n1,0.5\n');
  const child = spawn(
    process.execPath,
    ['--input-type=module', '-e', holder, database.target.path, String(milliseconds)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const importing = bench.import(database, [bench.path('runs.csv')]);
    if (outcome === 'refused') await expect(importing).rejects.toMatchObject({ code: 'FILE_LOCKED' });
    else expect(await importing).toMatchObject({ outcome });
  } finally {
    child.kill();
  }
});

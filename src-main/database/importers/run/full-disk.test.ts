import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../../testing/engines.ts';
import { executeInPostgres } from '../../testing/postgres-for-tests.ts';
import { ImportBench } from '../testing/importing.ts';

const run = promisify(execFile);

/** A tablespace of the tests' server on a disk of 8 MB; `null` where this process may not make such a disk. */
async function smallTablespace(): Promise<(AsyncDisposable & { readonly name: string }) | null> {
  const folder = await mkdtemp(join(tmpdir(), 'starling_full_'));
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]).then(
    () => true,
    () => false,
  );
  if (!mounted) {
    await rm(folder, { recursive: true });
    return null;
  }
  const name = basename(folder).toLowerCase();
  const place = join(folder, 'space');
  await mkdir(place);
  // As root, the tests' server runs as the user that packages make for it.
  await run('chown', ['-R', 'postgres', folder]);
  await executeInPostgres('postgres', [`create tablespace ${name} location '${place}'`]);
  return {
    name,
    async [Symbol.asyncDispose]() {
      await executeInPostgres('postgres', [`drop tablespace ${name}`]);
      await run('umount', [folder]);
      await rm(folder, { recursive: true });
    },
  };
}

it('an import that fills the disk of a Postgres server leaves nothing, says so, and completes elsewhere', async (test) => {
  await using space = await smallTablespace();
  if (space === null) return test.skip('Only root on Linux can make a disk that is full');
  await using bench = await ImportBench.create();
  await using database = await createTestDatabase('postgres');
  if (database.target.kind !== 'postgres') throw new Error('This is no Postgres');
  const own = database.target.profile.database;
  await bench.make("copy (select i as id, md5(i::text) as word from range(300000) t(i)) to '$folder/part.parquet'");
  await database.execute(`alter database ${own} set default_tablespace = ${space.name}`);
  const full = await bench.import(database, [bench.path('part.parquet')]);
  expect(full).toMatchObject({ outcome: 'failed', message: expect.stringContaining('disk is full') });
  const connection = await database.open();
  expect((await connection.catalogue()).tables).toEqual([]);
  await connection.close();
  await database.execute(`alter database ${own} reset default_tablespace`);
  const again = await bench.import(database, [bench.path('part.parquet')]);
  expect(again).toMatchObject({ outcome: 'imported', counts: { written: 300_000 } });
}, 120_000);

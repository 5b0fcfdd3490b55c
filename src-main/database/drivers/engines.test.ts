import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, engines } from '../testing/engines.ts';
import { chooseDriver, drivers } from './engines.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-choose-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The engine chosen for a file of this name and content. */
async function chosen(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return (await chooseDriver({ kind: 'file', path })).engine;
}

it('has a driver for every engine', () => {
  expect(Object.keys(drivers).sort()).toEqual([...engines].sort());
  for (const engine of engines) expect(drivers[engine].engine).toBe(engine);
});

describe('chooseDriver', () => {
  it.each(engines)('finds the driver of %s by what the file holds, whatever it is called', async (engine) => {
    await using database = await createTestDatabase(engine);
    expect((await chooseDriver(database.target)).engine).toBe(engine);
    if (database.target.kind !== 'file') return;
    for (const name of ['data.db', 'data.sqlite', 'data.duckdb', 'data.csv', 'data']) {
      const path = join(folder, `${engine}-${name}`);
      await copyFile(database.target.path, path);
      expect((await chooseDriver({ kind: 'file', path })).engine).toBe(engine);
    }
  });

  it('opens data files and folders with DuckDB', async () => {
    expect(await chosen('a.csv', 'x,y\n1,2\n')).toBe('duckdb');
    expect(await chosen('a.json', '[{"x": 1}]')).toBe('duckdb');
    expect(await chosen('monitor', '#{"t_start": 1}\nr,l,t\n')).toBe('duckdb');
    expect(await chosen('utf16.csv', Buffer.from('\uFEFFx;y\n1;2\n', 'utf16le'))).toBe('duckdb');
    expect(await chosen('a.csv.gz', gzipSync('x,y\n1,2\n'))).toBe('duckdb');
    expect(await chosen('a.bin', 'PAR1\0\0\0\0PAR1')).toBe('duckdb');
    expect((await chooseDriver({ kind: 'folder', path: folder })).engine).toBe('duckdb');
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['empty.db', '', /empty/],
    ['text.db', 'just some words', /no DuckDB, SQLite or parquet file/],
    ['table.parquet', 'x,y\n1,2\n', /no DuckDB, SQLite or parquet file/],
    ['pointer.parquet', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n', /git lfs pull/],
    ['picture.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), /neither a database/],
    ['book.xlsx', Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), /neither a database/],
    ['short', Buffer.from([0]), /neither a database/],
  ])('says that %s is no database', async (name, content, words) => {
    await expect(chosen(name, content)).rejects.toMatchObject({
      code: 'NOT_A_DATABASE',
      message: expect.stringMatching(words),
    });
  });

  it('says what is missing, or may not be read', async () => {
    const missing = { kind: 'file', path: join(folder, 'nowhere.db') } as const;
    await expect(chooseDriver(missing)).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    if (process.platform === 'win32' || process.getuid?.() === 0) return; // who may read everything
    const path = join(folder, 'secret.db');
    await writeFile(path, 'SQLite format 3\0');
    await chmod(path, 0);
    await expect(chooseDriver({ kind: 'file', path })).rejects.toMatchObject({ code: 'NO_PERMISSION' });
  });

  it.runIf(process.platform === 'linux')('does not wait for a pipe or a device', async () => {
    await expect(chooseDriver({ kind: 'file', path: '/dev/zero' })).rejects.toMatchObject({ code: 'NOT_A_DATABASE' });
  });
});

const torture = join(import.meta.dirname, '../../../../shared/data/torture');

describe.runIf(existsSync(torture))('files of other people', () => {
  it.each<[string, string]>([
    ['sqlite/sqlittle/northwind.sqlite', 'sqlite'],
    ['sqlite/sqlittle/truncated.sqlite', 'sqlite'],
    ['sqlite/sqlittle/zerolength.sqlite', 'NOT_A_DATABASE'],
    ['sqlite/sqlittle/notadatabase.sqlite', 'NOT_A_DATABASE'],
    ['sqlite/sqlcipher/sqlcipher-4.0-testkey.db', 'NOT_A_DATABASE'],
    ['other/lfs_pointers/episode_000000.parquet', 'NOT_A_DATABASE'],
  ])('%s: %s', async (path, answer) => {
    const outcome = await chooseDriver({ kind: 'file', path: join(torture, path) }).then(
      (driver) => driver.engine,
      (error: { code?: string }) => error.code,
    );
    expect(outcome).toBe(answer);
  });
});

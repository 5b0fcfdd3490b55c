import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { name, sql } from '../../sql/sql.ts';
import { TestFolder } from './test-folder.ts';

/** Real files that nobody here wrote, of which some are damaged on purpose. */
const collection = fileURLToPath(new URL('../../../../../shared/data/torture/', import.meta.url));
const present = existsSync(join(collection, 'duckdb'));

interface Outcome {
  readonly path: string;
  readonly failure?: { readonly code: string; readonly message: string };
  readonly tables?: readonly {
    readonly name: string;
    readonly rows: number;
    readonly failure?: { readonly code: string; readonly message: string };
  }[];
}

/** Opens files one after the other in a process of its own, as the application does, and says how each went. */
async function browse(paths: readonly string[], scratch: string): Promise<Outcome[]> {
  const program = fileURLToPath(new URL('./test-browse.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [program, scratch, ...paths], { maxBuffer: 2 ** 26 });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Outcome);
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function digests(paths: readonly string[]): Promise<string[]> {
  return Promise.all(
    paths.map(async (path) =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ),
  );
}

describe.runIf(present)('the collection of difficult files', () => {
  let folder: TestFolder;
  beforeAll(async () => {
    folder = await TestFolder.create();
    await mkdir(folder.of('scratch'));
  });
  afterAll(() => folder.close());

  it.each(['csv', 'parquet'])(
    '%s: every file is read or refused with a sentence, and none is touched',
    async (kind) => {
      const paths = await filesBelow(join(collection, kind));
      const before = await digests(paths);
      const outcomes = await browse(paths, folder.of('scratch'));
      expect(outcomes.map(({ path }) => path)).toEqual(paths);
      for (const outcome of outcomes) expectClear(outcome);
      expect(outcomes.filter(({ tables }) => tables?.some(({ rows }) => rows > 0)).length).toBeGreaterThan(
        paths.length * 0.7,
      );
      expect(await digests(paths)).toEqual(before);
    },
    240_000,
  );

  it('duckdb: old and new, encrypted and damaged', async () => {
    for (const path of await filesBelow(join(collection, 'duckdb'))) {
      const packed = path.endsWith('.gz');
      const to = folder.of(basename(path, packed ? '.gz' : ''));
      if (packed) await writeFile(to, gunzipSync(await readFile(path)));
      else await copyFile(path, to);
    }
    const paths = (await filesBelow(folder.path)).filter((path) => path.endsWith('.db'));
    const before = await digests(paths);
    const outcomes = await browse(paths, folder.of('scratch'));
    expect(await digests(paths)).toEqual(before);
    for (const outcome of outcomes) expectClear(outcome);
    const of = (name: string) => outcomes.find(({ path }) => basename(path) === name);
    expect(of('db_04.db')?.failure).toMatchObject({
      code: 'VERSION_UNSUPPORTED',
      message: expect.stringContaining('v0.3.3'),
    });
    expect(of('db_060.db')?.failure?.code).toBe('VERSION_UNSUPPORTED');
    expect(of('encrypted_ctr_key=abcde.db')?.failure?.code).toBe('KEY_NEEDED');
    expect(of('duckdb_fuzzer_4671.db')?.failure?.code).toBe('FILE_CORRUPT');
    expect(of('wal_test_092.db')?.tables).toEqual([{ name: 'integers', rows: 100 }]);
    expect(of('views_092.db')?.tables?.map((table) => table.name)).toEqual(['integers', 'v1', 'v2', 'v3']);
    for (const name of ['rle_corrupt_count_offset.db', 'alp_corrupted_offsets.db', 'dict_corrupted_offset.db']) {
      expect(
        of(name)?.tables?.some(({ failure }) => failure?.code === 'FILE_CORRUPT'),
        name,
      ).toBe(true);
    }
  }, 120_000);

  it('parquet: one that makes DuckDB fail for good, among others in a folder, costs nothing but itself', async () => {
    const mixed = folder.of('mixed');
    await mkdir(mixed);
    const cases = join(collection, 'parquet/apache_parquet_testing/shredded_variant');
    for (const file of (await readdir(cases)).filter((each) => /case-0\d\d\.parquet$/.test(each))) {
      await copyFile(join(cases, file), join(mixed, file));
    }
    const connection = await folder.open(mixed, {}, 'folder');
    const { tables } = await connection.catalogue();
    expect(tables.filter(({ problem }) => problem !== null).map((table) => table.name)).toEqual(['case-041']);
    const read = tables.filter(({ problem }) => problem === null);
    const rows = await Promise.all(
      read.map(
        async (table) => (await connection.rows(sql`select * from ${name(table.schema, table.name)}`)).rows.length,
      ),
    );
    expect(rows.every((count) => count > 0)).toBe(true);
  });

  it('duckdb: the encrypted one opens with its key, in its older cipher', async () => {
    const connection = await folder.open(join(collection, 'duckdb/attach_test/encrypted_ctr_key=abcde.db'), {
      key: 'abcde',
    });
    expect((await connection.catalogue()).tables.map((table) => table.name)).toEqual(['test']);
    expect(
      (await folder.failure(join(collection, 'duckdb/attach_test/encrypted_ctr_key=abcde.db'), { key: 'x' })).code,
    ).toBe('KEY_WRONG');
  });
});

it.runIf(!present)('the collection of difficult files: not run, it is not here', () => {
  expect(present).toBe(false);
});

/** A sentence for every failure; never an accident of ours. */
function expectClear({ path, failure, tables = [] }: Outcome): void {
  const failures = [failure, ...tables.map((table) => table.failure)].filter((each) => each !== undefined);
  for (const { code, message } of failures) {
    expect(code, path).toMatch(
      /^(FILE_CORRUPT|NOT_A_DATABASE|VERSION_UNSUPPORTED|KEY_NEEDED|OUT_OF_MEMORY|SQL_FAILED)$/,
    );
    expect(message, path).toMatch(/^\S.{10,}/s);
  }
}

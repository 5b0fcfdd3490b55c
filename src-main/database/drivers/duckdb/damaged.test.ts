import { copyFile, open, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '#shared/model/failure.ts';
import { raw } from '../../sql/sql.ts';
import { looksLikeDuckdb, looksLikeParquet } from './driver.ts';
import { fingerprint, holder, TestFolder, write } from './test-folder.ts';

let folder: TestFolder;
beforeEach(async () => {
  folder = await TestFolder.create();
});
afterEach(() => folder.close());

describe('what is no readable DuckDB file', () => {
  it.each<[string, (path: string) => Promise<void>, string]>([
    ['empty', (path) => truncate(path, 0), 'NOT_A_DATABASE'],
    ['cut off after its header', (path) => truncate(path, 4096), 'FILE_CORRUPT'],
    ['cut off within its header', (path) => truncate(path, 100), 'FILE_CORRUPT'],
    ['cut in half', async (path) => truncate(path, Math.floor((await stat(path)).size / 2)), 'FILE_CORRUPT'],
    ['of a much older version', (path) => patchHeaders(path, { version: 33n }), 'VERSION_UNSUPPORTED'],
    ['of a version to come', (path) => patchHeaders(path, { version: 200n }), 'VERSION_UNSUPPORTED'],
    ['of another vector size', (path) => patchHeaders(path, { vectorSize: 512n }), 'VERSION_UNSUPPORTED'],
    ['with flipped bits in its first header', (path) => poke(path, 5000, [0xff, 0xff, 0xff]), 'FILE_CORRUPT'],
  ])('%s', async (_, damage, code) => {
    const path = folder.of('damaged.duckdb');
    await write(path, 'create table t as select range as a, hash(range) as b from range(200000)');
    await damage(path);
    const before = await fingerprint(folder.path);
    const failure = await folder.open(path).then(
      async (connection) =>
        connection.rows(raw('select sum(a), sum(b) from t')).then(
          () => 'read',
          (error: Failure) => error,
        ),
      (error: Failure) => error,
    );
    expect(failure).toMatchObject({ code });
    expect((failure as Failure).message).toMatch(/^[A-Z].*\.$/);
    expect(await fingerprint(folder.path)).toEqual(before);
  });

  it('with flipped bits in any block either reads or fails with a sentence, and never alone the process', async () => {
    const path = folder.of('whole.duckdb');
    await write(
      path,
      'create table t as select range as a, hash(range) as b, repeat(chr(65 + (range % 26)::int), 30) as c from range(100000)',
    );
    const { size } = await stat(path);
    for (let at = 12_300; at < size; at += Math.floor(size / 25)) {
      const copy = folder.of(`flipped-${at}.duckdb`);
      await copyFile(path, copy);
      await poke(copy, at, [0x5a, 0xa5]);
      const outcome = await folder.open(copy).then(
        async (connection) =>
          connection.rows(raw('select sum(a), max(c) from t')).then(
            () => 'read',
            (error: Failure) => error.code,
          ),
        (error: Failure) => error.code,
      );
      expect(['read', 'FILE_CORRUPT', 'INTERNAL', 'SQL_FAILED']).toContain(outcome);
    }
  });

  it('with the log of another file, or one that is damaged in the middle', async () => {
    const path = folder.of('first.duckdb');
    await write(path, 'create table t as select 1 as a');
    const other = folder.of('other.duckdb');
    using _writer = await holder(other, ['create table u as select 2 as b', 'checkpoint', 'insert into u values (3)']);
    const log = await readFile(`${other}.wal`);
    await writeFile(`${path}.wal`, log);
    const before = await fingerprint(folder.path);
    expect(await folder.failure(path)).toMatchObject({
      code: 'FILE_CORRUPT',
      message: expect.stringContaining('.wal'),
    });
    expect(await fingerprint(folder.path)).toEqual(before);
  });

  it('is told apart by its first bytes', async () => {
    const path = folder.of('some.db');
    await write(path, 'create table t (a int)');
    const header = await readFile(path);
    expect([looksLikeDuckdb(header), looksLikeParquet(header)]).toEqual([true, false]);
    expect(looksLikeDuckdb(new Uint8Array(4))).toBe(false);
    expect(looksLikeParquet(new TextEncoder().encode('PAR1…'))).toBe(true);
  });
});

/** The engine's checksum: of 64-bit words, each times a constant. */
function checksum(bytes: Buffer): bigint {
  let sum = 5381n;
  for (let at = 0; at < bytes.length; at += 8)
    sum ^= BigInt.asUintN(64, bytes.readBigUInt64LE(at) * 0xbf58476d1ce4e5b9n);
  return sum;
}

/** Writes other figures into a file's headers, with the checksums that belong to them. */
async function patchHeaders(
  path: string,
  { version, vectorSize }: { version?: bigint; vectorSize?: bigint },
): Promise<void> {
  const bytes = await readFile(path);
  for (const header of [0, 4096, 8192]) {
    const block = bytes.subarray(header, header + 4096);
    expect(block.readBigUInt64LE(0)).toBe(checksum(block.subarray(8)));
    if (header === 0 && version !== undefined) block.writeBigUInt64LE(version, 12);
    if (header > 0 && vectorSize !== undefined) block.writeBigUInt64LE(vectorSize, 48);
    block.writeBigUInt64LE(checksum(block.subarray(8)), 0);
  }
  await writeFile(path, bytes);
}

async function poke(path: string, at: number, bytes: readonly number[]): Promise<void> {
  await using file = await open(path, 'r+');
  await file.write(Uint8Array.from(bytes), 0, bytes.length, at);
}

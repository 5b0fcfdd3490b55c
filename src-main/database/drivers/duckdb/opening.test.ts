import { open, readdir } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '#shared/model/failure.ts';
import { raw } from '../../sql/sql.ts';
import { fingerprint, holder, TestFolder, write } from './test-folder.ts';

let folder: TestFolder;
beforeEach(async () => {
  folder = await TestFolder.create();
});
afterEach(() => folder.close());

describe('a DuckDB file', () => {
  it('whose last writer was killed is read with its log, and neither is touched', async () => {
    const path = folder.of('killed.db');
    const writer = await holder(path, [
      'create table t as select range from range(1000)',
      'checkpoint',
      'insert into t values (7)',
    ]);
    process.kill(writer.pid, 'SIGKILL');
    await expect.poll(() => readdir(folder.path)).toContain('killed.db.wal');
    const open = () => folder.open(path).catch((failure: Failure) => failure.code);
    await expect.poll(async () => typeof (await open())).toBe('object');
    const before = await fingerprint(folder.path);
    const connection = await folder.open(path);
    expect((await connection.rows(raw('select count(*) from t'))).rows).toEqual([[1001]]);
    await connection.close();
    expect(await fingerprint(folder.path)).toEqual(before);
  });

  it('called as it likes keeps the name that its views use', async () => {
    for (const name of ['my run.v2.duckdb', 'temp.db', `it's "q" 🐟.db`, 'noext']) {
      const path = folder.of(name);
      await write(path, 'create table t as select 1 as a');
      await write(path, `create view v as select * from "${await catalogOf(path)}".main.t`);
      expect((await (await folder.open(path)).rows(raw('select * from v'))).rows).toEqual([[1]]);
    }
  });

  it('without permission, or gone, says so', async () => {
    expect((await folder.failure(folder.of('nowhere.db'))).code).toBe('FILE_NOT_FOUND');
    const path = folder.of('secret.db');
    await write(path, 'create table t (a int)');
    if (process.getuid?.() === 0) return; // nothing is forbidden to root
    await (await open(path)).chmod(0o000);
    expect((await folder.failure(path)).code).toBe('NO_PERMISSION');
  });
});

describe('a DuckDB file in use by another process', () => {
  it('says who holds it, and opens as a snapshot with every committed row', async () => {
    const path = folder.of('run.duckdb');
    using writer = await holder(path, [
      'create table t as select range from range(50000)',
      'checkpoint',
      'insert into t values (1), (2)',
    ]);
    const failure = await folder.failure(path);
    expect(failure).toMatchObject({
      code: 'FILE_LOCKED',
      data: { holder: expect.stringContaining(`(PID ${writer.pid})`) },
    });
    expect(failure.message).toContain('snapshot');
    const before = await fingerprint(folder.path);
    const snapshot = await folder.open(path, { snapshot: true });
    expect(await fingerprint(folder.path)).toEqual(before);
    expect((await snapshot.rows(raw('select count(*) from t'))).rows).toEqual([[50002]]);
    expect(Date.now() - Date.parse(snapshot.info.snapshotTaken ?? '')).toBeLessThan(30_000);
    expect(snapshot.info.notices.join()).toContain('snapshot');
  });

  it('can be copied while it is written to and checkpointed all the time, and never comes out torn', async () => {
    const path = folder.of('busy.duckdb');
    using _writer = await holder(
      path,
      ["set wal_autocheckpoint = '50KB'", 'create table t as select 0 as batch, range::int as n from range(1000)'],
      `for (let batch = 1; ; batch++) {
         await connection.run('insert into t select ' + batch + ', range from range(1000)');
         await new Promise((resolve) => setTimeout(resolve, 5));
       }`,
    );
    for (let time = 0; time < 5; time++) {
      const snapshot = await folder.open(path, { snapshot: true });
      const { rows } = await snapshot.rows(raw('select count(*) % 1000, count(*) = (max(batch) + 1) * 1000 from t'));
      expect(rows).toEqual([[0, true]]);
      await snapshot.close();
    }
  });
});

describe('an encrypted DuckDB file', () => {
  const key = `a "key" with 'quotes' -- and more`;
  let path: string;
  beforeEach(async () => {
    path = folder.of('encrypted.duckdb');
    await write(
      ':memory:',
      'set force_mbedtls_unsafe = true',
      `attach '${path}' as secret (encryption_key '${key.replaceAll("'", "''")}')`,
      'create table secret.t as select 42 as a',
      'use secret',
      'create view v as select * from t',
      'use memory',
    );
  });

  it('opens with its key, for every connection, and stays secret', async () => {
    const connection = await folder.open(path, { key });
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        connection.rows(raw('select a, pg_sleep_not() from t')).catch((error: Failure) => error.code),
      ),
    );
    expect(answers).toEqual(['SQL_FAILED', 'SQL_FAILED', 'SQL_FAILED', 'SQL_FAILED']);
    expect((await connection.rows(raw('select a from t'))).rows).toEqual([[42]]);
    expect((await connection.catalogue()).tables.map(({ name }) => name)).toContain('t');
    const everything = await Promise.all(
      ['from duckdb_databases()', 'from duckdb_settings()', 'from duckdb_secrets()', 'from duckdb_variables()'].map(
        (query) => connection.rows(raw(query)),
      ),
    );
    expect(JSON.stringify(everything)).not.toContain('a \\"key\\"');
    await expect(connection.rows(raw('insert into t values (1)'))).rejects.toMatchObject({ code: 'READ_ONLY' });
    await expect(connection.rows(raw('explain analyze insert into t values (1)'))).rejects.toMatchObject({
      code: 'READ_ONLY',
    });
  });

  it('asks for the key, and says when it is wrong without repeating it', async () => {
    expect((await folder.failure(path)).code).toBe('KEY_NEEDED');
    const wrong = await folder.failure(path, { key: `${key}!` });
    expect(wrong.code).toBe('KEY_WRONG');
    expect((await folder.failure(path, { key: '' })).code).toBe('KEY_WRONG');
    const noKey = await folder.failure(path, { key: `${key} \\ and` });
    expect(noKey.code).toBe('KEY_WRONG');
    for (const failure of [wrong, noKey]) {
      expect(`${failure.stack} ${JSON.stringify(failure.data)} ${failure.cause}`).not.toContain("with 'quotes'");
    }
  });

  it('may come with a key that it does not need', async () => {
    const plain = folder.of('plain.duckdb');
    await write(plain, 'create table t as select 1 as a');
    expect((await (await folder.open(plain, { key })).rows(raw('from t'))).rows).toEqual([[1]]);
  });
});

async function catalogOf(path: string): Promise<string> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll('select current_database()');
  connection.closeSync();
  instance.closeSync();
  return String(reader.getRowsJson()[0]?.[0]).replaceAll('"', '""');
}

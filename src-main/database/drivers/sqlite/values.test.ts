import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { raw, sql } from '../../sql/sql.ts';
import { createTestDatabase } from '../../testing/engines.ts';
import type { Connection } from '../driver.ts';

async function withDatabase<T>(statements: readonly string[], use: (connection: Connection) => Promise<T>): Promise<T> {
  await using database = await createTestDatabase('sqlite');
  await database.execute(...statements);
  return await use(await database.open());
}

/** In WAL mode and at rest, a database is read through the other library: the same tests hold for both. */
describe.each([['in place'], ['at rest', 'pragma journal_mode = wal']])('values of SQLite, read %s', (_, ...mode) => {
  it('keep their own type and every digit, whatever their column declares', async () => {
    const values = `(9223372036854775807), (-9223372036854775808), (9007199254740993), (1.5), (9e999), (-9e999),
      ('12 apples'), (x'00ff'), (null), (0.1 + 0.2), (cast(x'c3a9' as text)), ('a' || char(0) || 'b')`;
    await withDatabase(
      [...mode, 'create table t (i integer)', `insert into t values ${values}`],
      async (connection) => {
        const { columns, rows } = await connection.rows(raw('select i from t'));
        expect(columns).toMatchObject([{ name: 'i', type: 'INTEGER', kind: 'integer' }]);
        expect(rows.flat()).toEqual([
          { k: 'int', t: '9223372036854775807' },
          { k: 'int', t: '-9223372036854775808' },
          { k: 'int', t: '9007199254740993' },
          1.5,
          { k: 'float', t: 'Infinity' },
          { k: 'float', t: '-Infinity' },
          '12 apples',
          { k: 'blob', size: 2, hex: '00ff' },
          null,
          0.30000000000000004,
          'é',
          'a\0b',
        ]);
      },
    );
  });

  it('survive text that is no UTF-8, and read 10 MB cells', async () => {
    const statements = [
      'create table t (x text)',
      `insert into t values (cast(x'41ff42' as text)), (zeroblob(10000000)), (replace(hex(zeroblob(5000000)), '0', 'é'))`,
    ];
    await withDatabase([...mode, ...statements], async (connection) => {
      const { rows } = await connection.rows(raw('select x from t'));
      expect(rows[0]).toEqual(['A\uFFFDB']);
      expect(rows[1]?.[0]).toMatchObject({ k: 'blob', size: 10_000_000 });
      expect(rows[2]?.[0]).toHaveLength(10_000_000);
    });
  });

  it('are numbers for pictures: NULL, text and blobs are NaN', async () => {
    await withDatabase([...mode, 'create table t (x)'], async (connection) => {
      const [x] = await connection.numbers(raw(`values (1), (2.5), (null), ('3'), (x'00'), (9007199254740993)`));
      expect([...(x ?? [])]).toEqual([1, 2.5, Number.NaN, Number.NaN, Number.NaN, 9007199254740992]);
      const none = await connection.numbers(raw('select x, x from t'));
      expect(none.map((column) => column.length)).toEqual([0, 0]);
    });
  });

  it('come in batches, and stop when asked', async () => {
    const many = raw(
      'with recursive c(x) as (select 1 union all select x + 1 from c limit 1000000) select x, x from c',
    );
    await withDatabase([...mode, 'create table t (x)'], async (connection) => {
      let rows = 0;
      for await (const batch of connection.stream(many)) {
        rows += batch.rows.length;
        expect(batch.columns.map((column) => column.name)).toEqual(['x', 'x:1']);
        if (rows > 10_000) break;
      }
      expect(rows).toBeLessThan(20_000);
      const cancel = new AbortController();
      setTimeout(20).then(() => cancel.abort());
      const start = performance.now();
      await expect(connection.rows(many, { signal: cancel.signal })).rejects.toMatchObject({ code: 'CANCELLED' });
      expect(performance.now() - start).toBeLessThan(500);
      expect((await connection.rows(raw('select 1'))).rows).toEqual([[1]]);
    });
  });

  it('of an empty answer still have columns', async () => {
    await withDatabase([...mode, 'create table t (x real, y JSON)'], async (connection) => {
      const { columns, rows } = await connection.rows(raw('select * from t'));
      expect(rows).toEqual([]);
      expect(columns.map(({ type, kind }) => [type, kind])).toEqual([
        ['REAL', 'float'],
        ['JSON', 'json'],
      ]);
    });
  });

  it.each([
    ['insert into t values (1)', 'READ_ONLY'],
    ['insert into t values (1) returning x', 'READ_ONLY'],
    ['update t set x = 1', 'READ_ONLY'],
    ['drop table t', 'READ_ONLY'],
    ['create table u (x)', 'READ_ONLY'],
    ['begin', 'READ_ONLY'],
    [`attach 'other.db' as other`, 'READ_ONLY'],
    [`vacuum into 'other.db'`, 'READ_ONLY'],
    ['pragma journal_mode = delete', 'NOT_ALLOWED'],
    ['pragma wal_checkpoint(truncate)', 'NOT_ALLOWED'],
    ['/* a */ PRAGMA main . locking_mode(exclusive)', 'NOT_ALLOWED'],
    ['pragma optimize', 'NOT_ALLOWED'],
    ['select 1; drop table t', 'SQL_FAILED'],
    ['  -- nothing', 'SQL_FAILED'],
    ['selekt 1', 'SQL_FAILED'],
    [`select load_extension('x')`, 'SQL_FAILED'],
  ])('cannot be changed by %s', async (text, code) => {
    await withDatabase([...mode, 'create table t (x)'], async (connection) => {
      await expect(connection.rows(raw(text))).rejects.toMatchObject({ code });
      expect((await connection.rows(raw('select count(*) from t'))).rows).toEqual([[0]]);
    });
  });

  it.each([
    `select ';' as "a;b" -- ; end`,
    'select 1;; ',
    'pragma table_info(t)',
    'explain query plan select * from t',
    'with q as (select 1) select * from q',
    'values (1)',
  ])('are read by %s', async (text) => {
    await withDatabase([...mode, 'create table t (x)'], async (connection) => {
      expect((await connection.rows(raw(text))).rows.length).toBeGreaterThan(0);
    });
  });

  it('are bound by their type', async () => {
    await withDatabase([...mode, 'create table t (x)'], async (connection) => {
      const { rows } = await connection.rows(
        sql`select typeof(${1}), typeof(${1.5}), typeof(${2n ** 62n}), typeof(${true}), typeof(${'1'}), typeof(${null})`,
      );
      expect(rows).toEqual([['integer', 'real', 'integer', 'integer', 'text', 'null']]);
    });
  });

  it('stay readable while another statement is being read, and no longer after closing', async () => {
    await withDatabase([...mode, 'create table t (x)', 'insert into t values (1), (2)'], async (connection) => {
      const stream = connection.stream(
        raw('with recursive c(x) as (select 1 union all select x + 1 from c limit 9000) select x from c'),
      );
      const reader = stream[Symbol.asyncIterator]();
      await reader.next();
      expect((await connection.rows(raw('select count(*) from t'))).rows).toEqual([[2]]);
      await connection.close();
      await expect(reader.next()).rejects.toMatchObject({ code: 'NOT_OPEN' });
      await expect(connection.rows(raw('select 1'))).rejects.toMatchObject({ code: 'NOT_OPEN' });
    });
  });
});

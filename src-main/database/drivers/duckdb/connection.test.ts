import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import { raw, sql } from '../../sql/sql.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import type { Connection } from '../driver.ts';

const endless = raw('select count(*) from range(100000000000) a, range(100000000000) b where a.range + b.range < 0');

describe('a connection to DuckDB', () => {
  let database: TestDatabase;
  let connection: Connection;
  let elsewhere: string;
  const ask = async (text: string): Promise<Cell> => (await connection.rows(raw(text))).rows[0]?.[0] ?? null;

  beforeAll(async () => {
    elsewhere = await mkdtemp(join(tmpdir(), 'starling-elsewhere-'));
    database = await createTestDatabase('duckdb');
    await database.execute("create table t as select range as n, 'k' || range % 3 as k from range(1000)");
    connection = await database.open();
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    await rm(elsewhere, { recursive: true });
  });

  it.each([
    "copy t to '%/out.csv'",
    "export database '%/out'",
    "attach '%/other.duckdb'",
    'install sqlite',
    'load httpfs',
    "set memory_limit = '10GB'",
    'set threads = 8',
    'begin',
    'checkpoint',
    "call enable_logging(storage = 'file', storage_path = '%/log')",
    "select * from enable_logging(storage = 'file', storage_path = '%/log')",
    'select * from "enable_logging" /* so */ ()',
    "select * from enable_profiling(format = 'json', save_location = '%/profile.json')",
    "select * from query('select ' || '1')",
    "select * from read_text('/etc/hostname')",
    "select * from glob('/*')",
    "explain analyze copy t to '%/out.csv'",
    "/* so */ explain (analyze) -- it\n insert into t values (1, 'x')",
    'explain analyze create table x (a int)',
    'create temp table x (a int)',
    'use memory',
    'prepare p as select 1',
  ])('refuses %s, and works on', async (statement) => {
    await expect(connection.rows(raw(statement.replaceAll('%', elsewhere)))).rejects.toMatchObject({
      code: expect.stringMatching(/^(READ_ONLY|NOT_ALLOWED|SQL_FAILED)$/),
    });
    expect(connection.broken).toBeNull();
    expect(await ask('select count(*) from t')).toBe(1000);
  });

  it.each([
    ['explain select 1', 'physical_plan'],
    ['explain analyze select count(*) from t', 'analyzed_plan'],
    ['describe t', 'n'],
    ['summarize t', 'n'],
    ['from t limit 1', 0],
    ['with x as (select 5 as y) from x;', 5],
    ['-- a remark\nvalues (6)', 6],
    ["select 'enable_logging (' || ';'", 'enable_logging (;'],
    ['select 1 as pivot', 1],
  ])('answers %s', async (statement, first) => {
    expect(await ask(statement)).toBe(first);
  });

  it('pivots, though the engine makes two statements of it', async () => {
    const { columns } = await connection.rows(raw('pivot t on k using count(*) group by n; '));
    expect(columns.map((column) => column.name)).toEqual(['n', 'k0', 'k1', 'k2']);
    await expect(connection.rows(raw('pivot t on k; drop table t'))).rejects.toMatchObject({ code: 'SQL_FAILED' });
    await expect(connection.rows(raw('create temp type pivot_t as enum (); select 1'))).rejects.toMatchObject({
      code: 'SQL_FAILED',
    });
  });

  it.each(['', '  ', ';', '-- nothing', '/* nothing */ ;'])('says that there is no statement in "%s"', async (text) => {
    await expect(connection.rows(raw(text))).rejects.toMatchObject({
      code: 'SQL_FAILED',
      message: expect.stringContaining('no statement'),
    });
  });

  it('ends one statement and leaves those beside it alone', async () => {
    const controllers = [new AbortController(), new AbortController()];
    const ended = controllers.map(({ signal }) => connection.rows(endless, { signal }).catch((error) => error.code));
    const beside = connection.rows(raw('select count(*) from range(20000000) where range % 7 = 3'));
    setTimeout(() => controllers[0]?.abort(), 50);
    expect(await ended[0]).toBe('CANCELLED');
    expect((await beside).rows).toEqual([[2857143]]);
    controllers[1]?.abort();
    expect(await ended[1]).toBe('CANCELLED');
  });

  it('answers at once, while waiting for a free connection too, and has all of them back afterwards', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const many = Array.from({ length: 9 }, () => connection.rows(endless, { signal }).catch((error) => error.code));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const start = performance.now();
    controller.abort();
    expect(await Promise.all(many)).toEqual(many.map(() => 'CANCELLED'));
    expect(performance.now() - start).toBeLessThan(100);
    const answers = Array.from({ length: 9 }, (_, at) => ask(`select ${at}`));
    expect(await Promise.all(answers)).toEqual(answers.map((_, at) => at));
    await expect(connection.rows(raw('select 1'), { signal })).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('stops a stream that nobody reads on', async () => {
    for await (const batch of connection.stream(raw('select range from range(100000000000)'))) {
      expect(batch.rows.length).toBeGreaterThan(0);
      break;
    }
    await ask('select 1');
    const before = process.cpuUsage();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(100);
  });

  it('spills to its own folder what does not fit, and says so when nothing helps', async () => {
    const sorted =
      'select range, hash(range) as h, repeat(chr(65 + (range % 26)::int), 90) as s from range(3000000) order by h';
    expect(await ask(`select count(*) from (${sorted} limit 2900000)`)).toBe(2_900_000);
    await expect(connection.rows(raw("select list(repeat('x', 10000)) from range(1000000)"))).rejects.toMatchObject({
      code: 'OUT_OF_MEMORY',
    });
    expect(await ask('select 1')).toBe(1);
  });

  it('binds a 64-bit integer as one, so that the engine can compare with what it knows of a column', async () => {
    const { rows } = await connection.rows(
      sql`select typeof(${5n}), typeof(${1n << 70n}), ${2n ** 63n - 1n} = 9223372036854775807`,
    );
    expect(rows).toEqual([['BIGINT', 'HUGEINT', true]]);
  });

  it('closes while statements run', async () => {
    const other = await database.open();
    const running = other.rows(endless).catch((error) => error.code);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await other.close();
    expect(await running).toBe('CANCELLED');
  });
});

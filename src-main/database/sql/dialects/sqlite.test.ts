import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import type { Connection } from '../../drivers/driver.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import { raw, type Sql, sql } from '../sql.ts';
import { sqliteDialect as dialect } from './sqlite.ts';

/** Read in place by one library, and (in WAL mode, at rest) by the other: their functions must agree. */
describe.each([['in place'], ['at rest', 'pragma journal_mode = wal']])('the SQL of SQLite, read %s', (_, ...mode) => {
  let database: TestDatabase;
  let connection: Connection;
  beforeAll(async () => {
    database = await createTestDatabase('sqlite');
    await database.execute(
      ...mode,
      'create table t (i integer, r real, s text, x)',
      `insert into t values (1, 0.5, 'a', 'z'), (2, 9e999, 'B', 7), ('two', -9e999, '1.5', x'00'), (null, null, null, null)`,
      'create index by_i on t (i)',
    );
    connection = await database.open();
  });
  afterAll(() => database[Symbol.asyncDispose]());

  const value = async (expression: Sql): Promise<Cell> =>
    (await connection.rows(sql`select ${expression}`)).rows[0]?.[0] ?? null;
  const column = async (expression: Sql): Promise<Cell[]> =>
    (await connection.rows(sql`select ${expression} from t order by rowid`)).rows.map((row) => row[0] ?? null);
  const where = async (condition: Sql): Promise<Cell[]> =>
    (await connection.rows(sql`select rowid from t where ${condition} order by rowid`)).rows.map(
      (row) => row[0] ?? null,
    );

  it('compares with the column’s own values, by an index', async () => {
    const integer = { type: 'INTEGER', kind: 'integer' } as const;
    const of = (text: string) => sql`i = ${dialect.castTo(sql`${text}`, integer)}`;
    expect(await where(of('2'))).toEqual([2]);
    expect(await where(of('2.0'))).toEqual([2]);
    expect(await where(of('two'))).toEqual([3]);
    expect(await where(of('0'))).toEqual([]);
    const plan = await connection.rows(sql`explain query plan select rowid from t where ${of('2')}`);
    expect(JSON.stringify(plan.rows)).toContain('by_i (i=?)');
    expect(await value(dialect.castTo(sql`${'9007199254740993'}`, integer))).toEqual({
      k: 'int',
      t: '9007199254740993',
    });
    expect(await value(dialect.castTo(sql`${'\\x00FF'}`, { type: 'BLOB', kind: 'blob' }))).toEqual({
      k: 'blob',
      size: 2,
      hex: '00ff',
    });
    expect(await value(dialect.castTo(sql`${'true'}`, { type: 'BOOLEAN', kind: 'boolean' }))).toBe(1);
  });

  it('binds cells so that they equal themselves', async () => {
    const { rows } = await connection.rows(raw('select i, r, s, x from t where rowid < 4'));
    for (const [at, name] of ['i', 'r', 's', 'x'].entries()) {
      for (const [index, row] of rows.entries()) {
        const itself = dialect.literal(row[at] ?? null, { type: '', kind: 'other' });
        expect(await where(sql`${raw(name)} = ${itself}`)).toContain(index + 1);
      }
    }
  });

  it('turns what is a number into one, and nothing else', async () => {
    expect(await column(dialect.double(raw('i')))).toEqual([1, 2, null, null]);
    expect(await column(dialect.double(raw('x')))).toEqual([null, 7, null, null]);
    const texts = { '1e3': 1000, ' -2.5 ': -2.5, '.5': 0.5, '5.': 5, '0x10': null, '1,5': null, '': null, '12a': null };
    for (const [text, number] of Object.entries(texts)) expect(await value(dialect.double(sql`${text}`))).toBe(number);
    expect(await value(dialect.double(sql`${'-Infinity'}`))).toEqual({ k: 'float', t: '-Infinity' });
  });

  it('knows finite numbers', async () => {
    expect(await where(dialect.isFinite(raw('r')))).toEqual([1]);
    expect(await where(dialect.isFinite(raw('i')))).toEqual([1, 2]);
    expect(await where(dialect.isFinite(raw('s')))).toEqual([]);
  });

  it('finds text whatever its case, in every script', async () => {
    expect(await where(dialect.containsText(raw('s'), sql`${'b'}`))).toEqual([2]);
    expect(await value(dialect.containsText(sql`${'Größe ÄRA'}`, sql`${'ära'}`))).toBe(1);
    expect(await value(dialect.containsText(sql`${'100%'}`, sql`${'0_'}`))).toBe(0);
    expect(await value(dialect.matches(sql`${'episode-12'}`, sql`${'-\\d+$'}`))).toBe(1);
    await expect(value(dialect.matches(sql`${'a'}`, sql`${'('}`))).rejects.toMatchObject({ code: 'SQL_FAILED' });
  });

  it('reads JSON by keys and positions', async () => {
    const json = sql`${'{"a":{"b":[1,true,"x",null,{"c":2.5}],"0":"zero","say \\"so\\"":3}}'}`;
    const at = (...path: string[]) => value(dialect.jsonText(json, path));
    expect(await at('a', 'b', '0')).toBe('1');
    expect(await at('a', 'b', '1')).toBe('true');
    expect(await at('a', 'b', '2')).toBe('x');
    expect(await at('a', 'b', '3')).toBeNull();
    expect(await at('a', 'b', '4', 'c')).toBe('2.5');
    expect(await at('a', '0')).toBe('zero');
    expect(await at('a', 'gone')).toBeNull();
    expect(await value(dialect.jsonText(sql`${'no json'}`, ['a']))).toBeNull();
  });

  it('reads times of any notation, to the last digit of their fraction', async () => {
    // 1704067200 is 2024-01-01 00:00:00 UTC.
    const times: readonly (readonly [Sql, Cell])[] = [
      [sql`${'2024-01-01'}`, 1704067200],
      [sql`${'2024-01-01 00:00:59.9999'}`, 1704067259.9999],
      [sql`${'2024-01-01T02:00:00.25+02:00'}`, 1704067200.25],
      [sql`${'2024-01-01 00:00Z'}`, 1704067200],
      [sql`${1704067200}`, 1704067200],
      [sql`${1704067200.5}`, 1704067200.5],
      [sql`${1704067200123}`, 1704067200.123],
      [sql`${1704067200123456n}`, 1704067200.123456],
      [sql`${'1704067200'}`, 1704067200],
      [sql`${'yesterday'}`, null],
      [raw('null'), null],
    ];
    for (const [time, seconds] of times) expect(await value(dialect.epochSeconds(time))).toBe(seconds);
  });

  it('sorts numbers inside text as numbers, and NULLs last', async () => {
    const names = raw(`(values ('run-10'), ('run-9'), ('Run-009b'), ('run-9a'), (null))`);
    const order = dialect.nullsLast(dialect.naturalKey(raw('column1')), false);
    const { rows } = await connection.rows(sql`select column1 from ${names} order by ${order}`);
    expect(rows.flat()).toEqual(['Run-009b', 'run-9', 'run-9a', 'run-10', null]);
    const descending = await connection.rows(sql`select i from t order by ${dialect.nullsLast(raw('i'), true)}`);
    expect(descending.rows.at(-1)).toEqual([null]);
  });

  it('computes the sample deviation without losing it to large means', async () => {
    const spread = raw('(select 1e9 + column1 as v from (values (4), (7), (13), (16)))');
    const { rows } = await connection.rows(sql`select ${dialect.deviation(raw('v'))} from ${spread}`);
    expect(rows[0]?.[0]).toBeCloseTo(Math.sqrt(30), 9);
    const one = await connection.rows(sql`select ${dialect.deviation(raw('column1'))} from (values (4))`);
    expect(one.rows).toEqual([[null]]);
  });

  it('cuts text and blobs, and leaves numbers', async () => {
    const limits = { characters: 3, bytes: 2, items: 1 };
    const cutOf = async (of: Sql) => {
      const cut = dialect.cut(of, { type: '', kind: 'other' }, limits)!;
      return (await connection.rows(sql`select ${cut.value}, ${cut.size}`)).rows[0];
    };
    // One unit more than the limit, so that whoever reads it sees that there is more.
    expect(await cutOf(sql`${'äöüßÄÖÜ'}`)).toEqual(['äöüß', 7]);
    expect(await cutOf(raw(`x'0a0b0c0d'`))).toEqual([{ k: 'blob', size: 3, hex: '0a0b0c' }, 4]);
    expect(await cutOf(sql`${'abc'}`)).toEqual(['abc', 3]);
    expect(await cutOf(raw(`x''`))).toEqual([{ k: 'blob', size: 0, hex: '' }, 0]);
    expect(await cutOf(sql`${123456}`)).toEqual([123456, null]);
  });
});

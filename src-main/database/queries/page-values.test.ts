import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import type { Engine } from '#shared/model/source.ts';
import type { Connection } from '../drivers/driver.ts';
import { createTestDatabase, engines, type TestDatabase } from '../testing/engines.ts';
import { insertRows } from '../testing/insert-rows.ts';
import { cell } from './cell.ts';
import { page } from './page.ts';
import type { Relation } from './relation.ts';
import { tableRelation } from './table-relation.ts';

describe.each(engines)('values of a page on %s', (engine) => {
  it('cuts large values in the engine, says their size, and gives them whole on demand', async () => {
    await using database = await createTestDatabase(engine);
    const bytes = engine === 'postgres' ? 'bytea' : 'blob';
    await database.execute(`create table t (id int primary key, s varchar, j json, x ${bytes})`);
    const text = `${'🐦é'.repeat(1500)}end`;
    const json = JSON.stringify({ list: Array.from({ length: 2000 }, (_, at) => at) });
    await insertRows(database, 't', [
      [1, text, json, null],
      [2, 'short', '{"a": 1}', null],
      [3, null, null, null],
      [4, '🐦'.repeat(1000), null, null],
    ]);
    await database.execute(
      `update t set x = ${bytesOf(engine, 'ab'.repeat(3000))} where id = 1`,
      `update t set x = ${bytesOf(engine, '00ff')} where id = 2`,
    );
    const { connection, relation } = await opened(database);
    const { rows, keys } = await page(connection, relation, {});
    expect(rows[0]).toEqual([
      1,
      { k: 'cut', of: 'text', size: 3003, head: '🐦é'.repeat(500) },
      { k: 'cut', of: 'json', size: json.length, head: json.slice(0, 1000) },
      { k: 'blob', size: 3000, hex: 'ab'.repeat(256) },
    ]);
    expect(rows[1]).toEqual([2, 'short', { k: 'json', t: '{"a": 1}' }, { k: 'blob', size: 2, hex: '00ff' }]);
    expect(rows[2]).toEqual([3, null, null, null]);
    expect(rows[3]?.[1]).toBe('🐦'.repeat(1000));
    const whole = async (column: string) => await cell(connection, relation, { key: keys[0]!, column });
    expect(await whole('s')).toBe(text);
    expect(await whole('j')).toEqual({ k: 'json', t: json });
    expect(await whole('x')).toEqual({ k: 'blob', size: 3000, hex: 'ab'.repeat(3000) });
    const short = await page(connection, relation, { limit: 1 }, { cut: { characters: 3, bytes: 1 } });
    expect(short.rows[0]?.slice(1, 2)).toEqual([{ k: 'cut', of: 'text', size: 3003, head: '🐦é🐦' }]);
  });

  it('continues behind values too large to carry', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute('create table t (id int primary key, s varchar)');
    const long = (end: string) => `${'x'.repeat(5000)}${end}`;
    await insertRows(database, 't', [
      [1, long('b')],
      [2, long('a')],
      [3, null],
      [4, long('b')],
      [5, 'a'],
    ]);
    const { connection, relation } = await opened(database);
    for (const [descending, expected] of [
      [false, [5, 2, 1, 4, 3]],
      [true, [4, 1, 2, 5, 3]],
    ] as const) {
      const { ids, keys } = await walk(connection, relation, 's', descending);
      expect(ids).toEqual(expected);
      for (const key of keys) expect(key.length).toBeLessThan(400);
    }
  });

  it('sorts and continues by every type the engine has', async () => {
    await using database = await createTestDatabase(engine);
    const types = typesOf(engine);
    await database.execute(
      ...(engine === 'postgres' || engine === 'duckdb' ? ["create type mood as enum ('sad', 'ok', 'happy')"] : []),
      `create table t (id int, ${types.map(([type], at) => `c${at} ${type}`).join(', ')})`,
      ...[0, 1, 2].map((row) => `insert into t values (${row}, ${types.map(([, values]) => values[row]).join(', ')})`),
      `insert into t (id) values (3)`,
    );
    const { connection, relation } = await opened(database);
    for (const [at, [type]] of types.entries()) {
      expect((await walk(connection, relation, `c${at}`, false)).ids, type).toEqual([0, 1, 2, 3]);
      expect((await walk(connection, relation, `c${at}`, true)).ids, type).toEqual([2, 1, 0, 3]);
    }
  });

  it('reads a table of a thousand columns with large values', async () => {
    await using database = await createTestDatabase(engine);
    const columns = Array.from({ length: 1000 }, (_, at) => `c${at} varchar`);
    await database.execute(
      `create table t (${columns.join(', ')})`,
      `insert into t (c0, c60, c999) values ('${'y'.repeat(2000)}', '${'z'.repeat(3000)}', 'last')`,
    );
    const { connection, relation } = await opened(database);
    for (const sort of [[], [{ column: 'c999', descending: true }]]) {
      const [row] = (await page(connection, relation, { sort })).rows;
      expect([row?.length, row?.[1], row?.[999]]).toEqual([1000, null, 'last']);
      expect([row?.[0], row?.[60]]).toMatchObject([{ size: 2000 }, { size: 3000 }]);
    }
  });

  it('takes any name for a table or a column', async () => {
    await using database = await createTestDatabase(engine);
    const names = ['select', 'a "quoted" one', "it's", 'with space', '🐦', 'starling value 0', 'v', '%s $1 ?', 'Ünï'];
    const quoted = names.map((each) => `"${each.replaceAll('"', '""')}"`);
    for (const table of quoted) {
      await database.execute(
        `create table ${table} (${quoted.map((each) => `${each} int`).join(', ')})`,
        `insert into ${table} values (${names.map((_, at) => at).join(', ')})`,
      );
    }
    const connection = await database.open();
    const { tables } = await connection.catalogue();
    expect(tables.map(({ name }) => name).sort()).toEqual([...names].sort());
    for (const table of tables) {
      const relation = tableRelation(connection, table);
      const sort = names.map((column) => ({ column, descending: false }));
      const answer = await page(connection, relation, {
        sort: sort.slice(0, 10),
        conditions: [{ column: '🐦', op: '=', values: ['4'] }],
      });
      expect(answer.rows).toEqual([names.map((_, at) => at)]);
      expect(await cell(connection, relation, { key: answer.keys[0]!, column: "it's" })).toBe(2);
    }
  });

  it('says so when the row of a cell is gone', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute('create table t (id int primary key)', 'insert into t values (1), (2)');
    const { connection, relation } = await opened(database);
    const { keys } = await page(connection, relation, {});
    await connection.close();
    await database.execute('delete from t where id = 2');
    const again = await opened(database);
    const asked = cell(again.connection, again.relation, { key: keys[1]!, column: 'id' });
    await expect(asked).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

it.each(['duckdb', 'postgres'] as const)(
  'cuts long lists and nested values on %s, and keeps short ones',
  async (engine) => {
    await using database = await createTestDatabase(engine);
    const nested = engine === 'duckdb' ? 'struct(a varchar)' : 'jsonb';
    const value = (text: string) => (engine === 'duckdb' ? `{'a': ${text}}` : `jsonb_build_object('a', ${text})`);
    const list = engine === 'duckdb' ? 'range(5000)::int[]' : 'array(select generate_series(0, 4999))';
    await database.execute(
      `create table t (id int primary key, l int[], n ${nested})`,
      `insert into t values (1, ${list}, ${value("repeat('x', 20000)")}), (2, ${listOf(engine, 1, 2)}, ${value("'y'")})`,
    );
    const { connection, relation } = await opened(database);
    const { rows, keys } = await page(connection, relation, {});
    expect(rows[0]).toMatchObject([1, { k: 'cut', of: 'nested' }, { k: 'cut' }]);
    const sizes = rows[0]!.map((each) =>
      typeof each === 'object' && each?.k === 'cut' ? [each.head.length, each.size] : [],
    );
    expect(sizes[1]).toEqual([1000, expect.any(Number)]);
    expect(sizes[1]![1]).toBeGreaterThan(20_000);
    expect(sizes[2]![1]).toBeGreaterThan(20_000);
    expect(rows[1]?.[1]).toEqual({ k: 'list', items: [1, 2] });
    const whole = await cell(connection, relation, { key: keys[0]!, column: 'l' });
    expect(whole).toEqual({ k: 'list', items: Array.from({ length: 5000 }, (_, at) => at) });
  },
);

/** Types and three ascending values of each, as literals. */
function typesOf(engine: Engine): readonly (readonly [string, readonly string[]])[] {
  const times = [
    ['date', ["'0044-03-15'", "'2024-02-29'", "'9999-12-31'"]],
    ['timestamp', ["'1969-12-31 23:59:59.999999'", "'1970-01-01 00:00:00'", "'2024-01-01 00:00:00.000001'"]],
    ['varchar', ["''", "'a'", "'é'"]],
    ['double precision', ['-0.1', '0.1', '0.30000000000000004']],
    ['boolean', ['false', 'false', 'true']],
  ] as const;
  const both = [
    ['time', ["'00:00:00.000001'", "'12:00:00'", "'23:59:59'"]],
    [
      'timestamp with time zone',
      ["'2024-01-01 00:00:00+01'", "'2024-01-01 00:00:00+00'", "'2024-06-01 00:00:00.5+00'"],
    ],
    ['interval', ["interval '1 day'", "interval '2 days'", "interval '1 year'"]],
    [
      'uuid',
      [
        "'00000000-0000-0000-0000-000000000001'",
        "'10000000-0000-0000-0000-000000000000'",
        "'ffffffff-0000-0000-0000-000000000000'",
      ],
    ],
    ['mood', ["'sad'", "'ok'", "'happy'"]],
    [
      'decimal(30, 10)',
      ['-12345678901234567890.0123456789', '12345678901234567890.0123456788', '12345678901234567890.0123456789'],
    ],
    ['real', ['-0.1', '0.1', '0.2']],
    ['smallint', ['-1', '0', '1']],
    ['int[]', [listOf(engine, 1), listOf(engine, 2, 1), listOf(engine, 3)]],
  ] as const;
  const special = {
    sqlite: [
      ['blob', ["x''", "x'00'", "x'ff'"]],
      ['', ['-9e999', '5', "'text'"]],
      ['integer', ['-9223372036854775807', '9007199254740992', '9007199254740993']],
    ],
    duckdb: [
      ['timestamp_ns', ["'2024-01-01 00:00:00.000000001'", "'2024-01-01 00:00:00.000000002'", "'2024-01-01 00:00:01'"]],
      ['hugeint', ['-170141183460469231731687303715884105727', '0', '170141183460469231731687303715884105727']],
      ['ubigint', ['0', '18446744073709551614', '18446744073709551615']],
      ['blob', ["''::blob", "'\\x00'::blob", "'\\xFF'::blob"]],
      ['struct(a int, b varchar)', ["{'a': 1, 'b': 'x'}", "{'a': 1, 'b': 'y'}", "{'a': 2, 'b': 'x'}"]],
      ['json', ["'[1]'", "'[2]'", "'{}'"]],
      ['bit', ["'000'", "'010'", "'111'"]],
    ],
    postgres: [
      ['numeric', ['-1e300', '1', "'NaN'"]],
      ['bytea', ["''", "'\\x00'", "'\\xff'"]],
      ['json', ["'[1]'", "'[2]'", "'{}'"]],
      ['jsonb', ["'[1]'", "'[2]'", "'{}'"]],
      ['inet', ["'10.0.0.1'", "'10.0.0.2'", "'192.168.0.1/24'"]],
      ['character(3)', ["'a'", "'ab'", "'b'"]],
      ['bit(3)', ["'000'", "'010'", "'111'"]],
      ['money', ["'1'", "'2'", "'1000'"]],
      ['point', ["'(1,1)'", "'(1,2)'", "'(2,1)'"]],
      ['xml', ["'<a/>'", "'<b/>'", "'<c/>'"]],
    ],
  } as const;
  return [...times, ...(engine === 'sqlite' ? [] : both), ...special[engine]];
}

function listOf(engine: Engine, ...items: readonly number[]): string {
  return engine === 'postgres' ? `'{${items.join(',')}}'` : `[${items.join(',')}]`;
}

function bytesOf(engine: Engine, hex: string): string {
  return engine === 'sqlite' ? `x'${hex}'` : engine === 'duckdb' ? `from_hex('${hex}')` : `'\\x${hex}'`;
}

async function opened(database: TestDatabase): Promise<{ connection: Connection; relation: Relation }> {
  const connection = await database.open();
  const { tables } = await connection.catalogue();
  return { connection, relation: tableRelation(connection, tables.find(({ name }) => name === 't')!) };
}

/** Row by row, so that every value has to serve as a place to continue from. */
async function walk(connection: Connection, relation: Relation, column: string, descending: boolean) {
  const ids: Cell[] = [];
  const keys: string[] = [];
  for (let more = true; more; ) {
    const after = keys.at(-1);
    const answer = await page(connection, relation, {
      sort: [{ column, descending }],
      limit: 1,
      ...(after && { after }),
    });
    ids.push(answer.rows[0]?.[0] ?? null);
    keys.push(...answer.keys);
    more = answer.more;
  }
  return { ids, keys };
}

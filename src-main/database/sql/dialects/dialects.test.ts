import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import type { Engine } from '#shared/model/source.ts';
import type { Connection } from '../../drivers/driver.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import type { ColumnType, Dialect } from '../dialect.ts';
import { name, raw, type Sql, sql } from '../sql.ts';

/** Types of the table below as each engine's catalogue names them. */
const types: Readonly<Record<Engine, { readonly [column: string]: ColumnType }>> = {
  duckdb: {
    n: { type: 'BIGINT', kind: 'integer' },
    x: { type: 'DOUBLE', kind: 'float' },
    s: { type: 'VARCHAR', kind: 'text' },
    j: { type: 'JSON', kind: 'json' },
    b: { type: 'BLOB', kind: 'blob' },
    moment: { type: 'TIMESTAMP', kind: 'time' },
  },
  sqlite: {
    n: { type: 'bigint', kind: 'integer' },
    x: { type: 'double precision', kind: 'float' },
    s: { type: 'varchar(5)', kind: 'text' },
    j: { type: 'json', kind: 'json' },
    b: { type: 'blob', kind: 'blob' },
    moment: { type: 'timestamp', kind: 'time' },
  },
  postgres: {
    n: { type: 'bigint', kind: 'integer' },
    x: { type: 'double precision', kind: 'float' },
    s: { type: 'character varying(40)', kind: 'text' },
    j: { type: 'jsonb', kind: 'json' },
    b: { type: 'bytea', kind: 'blob' },
    moment: { type: 'timestamp without time zone', kind: 'time' },
  },
};

const blobs: Readonly<Record<Engine, (hex: string) => string>> = {
  duckdb: (hex) => `from_hex('${hex}')`,
  sqlite: (hex) => `x'${hex}'`,
  postgres: (hex) => `'\\x${hex}'`,
};

describe.each(engines)('%s', (engine) => {
  let database: TestDatabase;
  let connection: Connection;
  let dialect: Dialect;
  const column = types[engine];

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    const json = engine === 'postgres' ? 'jsonb' : 'json';
    const blob = engine === 'postgres' ? 'bytea' : 'blob';
    await database.execute(
      `create table t (n bigint, x double precision, s varchar(40), j ${json}, b ${blob}, moment timestamp)`,
      `insert into t values
        (1, 0.5, 'Episode-10', '{"a": {"b": [10, "x y"]}, "k.e\\"y": 1.5, "0": true, "n": null}', ${blobs[engine]('00ff')}, '2024-01-01 00:00:00.5'),
        (9223372036854775807, 2.25, 'Ärger 100%', '{"a": {}}', ${blobs[engine]('')}, '1969-12-31 23:59:59'),
        (null, null, null, null, null, null)`,
    );
    connection = await database.open();
    dialect = connection.dialect;
  });
  afterAll(() => database[Symbol.asyncDispose]());

  /** Values of an expression over the rows by ascending `n`, NULL last. */
  async function values(expression: Sql, from = raw('t')): Promise<readonly Cell[]> {
    const { rows } = await connection.rows(
      sql`select ${expression} from ${from} order by coalesce(n, 9223372036854775807), s is null`,
    );
    return rows.map((row) => row[0] ?? null);
  }

  /** The value of an expression without a table. */
  async function value(expression: Sql): Promise<Cell> {
    return (await connection.rows(sql`select ${expression}`)).rows[0]?.[0] ?? null;
  }

  /** Truth, which SQLite writes as 1. */
  const truth = (cell: Cell): boolean | null => (cell === null ? null : Boolean(cell));

  async function matching(condition: Sql): Promise<readonly Cell[]> {
    const { rows } = await connection.rows(sql`select s from t where ${condition} order by n`);
    return rows.map((row) => row[0] ?? null);
  }

  it('castTo makes a text comparable with its column', async () => {
    const given: [string, string][] = [
      ['n', '9223372036854775807'],
      ['x', '2.25'],
      ['s', 'Ärger 100%'],
      ['b', '\\x'],
      ['moment', '1969-12-31 23:59:59'],
    ];
    for (const [of, text] of given) {
      const condition = sql`${name(of)} = ${dialect.castTo(sql`${text}`, column[of] as ColumnType)}`;
      expect([of, await matching(condition)]).toEqual([of, ['Ärger 100%']]);
    }
    const narrow = { ...(column['s'] as ColumnType), type: 'character varying(5)' };
    expect(
      await matching(sql`s = ${dialect.castTo(sql`${'Episode-10'}`, engine === 'postgres' ? narrow : column['s']!)}`),
    ).toEqual(['Episode-10']);
  });

  it('literal makes what came out equal itself', async () => {
    for (const [of, type] of Object.entries(column)) {
      if (type.kind === 'json') continue;
      for (const cell of (await values(name(of))).slice(0, 2)) {
        expect([of, await matching(sql`${name(of)} = ${dialect.literal(cell, type)}`)]).toHaveProperty('1.length', 1);
      }
    }
    const nan: Cell = { k: 'float', t: 'NaN' };
    if (engine !== 'sqlite') {
      expect(await value(dialect.literal(nan, column['x']!))).toEqual(nan);
      expect(await value(dialect.literal({ k: 'float', t: '-Infinity' }, column['x']!))).toEqual({
        k: 'float',
        t: '-Infinity',
      });
    }
    expect(await value(dialect.literal(null, column['n']!))).toBeNull();
  });

  it('text', async () => {
    expect((await values(dialect.text(name('n')))).slice(0, 2)).toEqual(['1', '9223372036854775807']);
    expect(await value(dialect.text(sql`${'🐟'}`))).toBe('🐟');
  });

  it.each<[string, Cell]>([
    ['12', 12],
    [' -1.5e3 ', -1500],
    ['.5', 0.5],
    ['+7.', 7],
    ['1e300', 1e300],
    ['1e400', { k: 'float', t: 'Infinity' }],
    [`-1${'0'.repeat(400)}`, { k: 'float', t: '-Infinity' }],
    ['1e-400', 0],
    [`0.${'0'.repeat(400)}1`, 0],
    ['twelve', null],
    ['1,5', null],
    ['', null],
    ['12 apples', null],
    ['0x10', null],
  ])('double reads %j', async (text, number) => {
    expect(await value(dialect.double(dialect.text(sql`${text}`)))).toEqual(number);
  });

  it('double keeps numbers, and NULL', async () => {
    expect(await values(dialect.double(name('x')))).toEqual([0.5, 2.25, null]);
    expect(await values(dialect.double(name('n')))).toEqual([1, 2 ** 63, null]);
  });

  it('isFinite', async () => {
    expect((await values(dialect.isFinite(name('x')))).map(truth)).toEqual([true, true, null]);
    expect((await values(dialect.isFinite(name('n')))).map(truth).slice(0, 2)).toEqual([true, true]);
    for (const text of ['NaN', 'Infinity', '-Infinity']) {
      if (engine === 'sqlite' && text === 'NaN') continue; // it stores NULL instead
      const cell = dialect.literal({ k: 'float', t: text }, column['x']!);
      expect([text, truth(await value(dialect.isFinite(cell)))]).toEqual([text, false]);
      expect([text, await value(dialect.finite(cell))]).toEqual([text, null]);
    }
  });

  it('containsText ignores case, and takes every character as it is', async () => {
    const contains = (part: string) => matching(dialect.containsText(name('s'), sql`${part}`));
    expect(await contains('EPISODE')).toEqual(['Episode-10']);
    expect(await contains('ärger')).toEqual(['Ärger 100%']);
    expect(await contains('0%')).toEqual(['Ärger 100%']);
    expect(await contains('_')).toEqual([]);
    expect(await contains('e')).toEqual(['Episode-10', 'Ärger 100%']);
  });

  it('matches a regular expression', async () => {
    expect(await matching(dialect.matches(name('s'), sql`${'^Ep.*[0-9]+$'}`))).toEqual(['Episode-10']);
    expect(await matching(dialect.matches(name('s'), sql`${'r 1'}`))).toEqual(['Ärger 100%']);
  });

  it.each<[string[], Cell]>([
    [['a', 'b', '0'], '10'],
    [['a', 'b', '1'], 'x y'],
    [['k.e"y'], '1.5'],
    [['0'], 'true'],
    [['n'], null],
    [['missing', 'b'], null],
  ])('jsonText at %j', async (path, text) => {
    const found = await values(dialect.jsonText(name('j'), path));
    expect(found).toEqual([text, null, null]);
  });

  it('jsonText gives objects as JSON', async () => {
    const [first] = await values(dialect.jsonText(name('j'), ['a', 'b']));
    expect(JSON.parse(String(first))).toEqual([10, 'x y']);
  });

  it('epochSeconds', async () => {
    expect(await values(dialect.epochSeconds(name('moment')))).toEqual([1704067200.5, -1, null]);
  });

  it('sqrt, floor', async () => {
    expect(await values(dialect.sqrt(name('x')))).toEqual([Math.SQRT1_2, 1.5, null]);
    expect(await values(dialect.floor(name('x')))).toEqual([0, 2, null]);
    expect(await value(dialect.floor(dialect.double(sql`${'-0.5'}`)))).toBe(-1);
  });

  it('cut measures text and blobs, and gives their beginning', async () => {
    const limits = { characters: 3, bytes: 1, items: 2 };
    for (const [of, size, value] of [
      ['s', 10, 'Epis'],
      ['b', 2, { k: 'blob', size: 2, hex: '00ff' }],
    ] as const) {
      const cut = dialect.cut(name(of), column[of]!, limits);
      if (cut === null) throw new Error(`${of} is never cut`);
      // One unit more than the limit, so that whoever reads it sees that there is more.
      const { rows } = await connection.rows(sql`select ${cut.value}, ${dialect.list([cut.size])} from t where n = 1`);
      expect(rows[0]).toEqual([value, engine === 'sqlite' ? `[${size}]` : { k: 'list', items: [size] }]);
    }
    const json = dialect.cut(name('j'), column['j']!, limits);
    expect((await values(json!.value))[0]).toMatch(/^\{"..$/);
  });

  it('pairs unfolds flattened lists, also one that ends half-way', async () => {
    const list = (...numbers: number[]) =>
      dialect.list(numbers.map((each) => sql`${dialect.double(sql`${String(each)}`)}`));
    const nothing = engine === 'postgres' ? raw('cast(null as double precision[])') : raw('null');
    const lists = sql`select 1 as n, ${list(1.5, 2, 7, 9.25)} as l union all select 2, ${list(4)} union all select 3, ${nothing}`;
    const { join: unfolded, number, first, second } = dialect.pairs(raw('t.l'), 'p');
    const rows = await connection.rows(
      sql`select t.n, ${number}, ${first}, ${second} from (${lists}) t ${unfolded} order by 1, 2`,
    );
    expect(rows.rows.map((row) => row.map((each) => (each === null ? null : Number(each))))).toEqual([
      [1, 1, 1.5, 2],
      [1, 2, 7, 9.25],
      [2, 1, 4, null],
    ]);
  });

  it('naturalKey sorts numbers inside text as numbers', async () => {
    const labels = ['e-9', 'e-10', 'e-010b', 'e-2', 'e-99999999999', 'f-1', 'e'];
    const given = labels.map((label) => sql`select ${dialect.text(sql`${label}`)} as s`);
    const { rows } = await connection.rows(
      sql`select s from (${given.reduce((all, each) => sql`${all} union all ${each}`)}) as given order by ${dialect.naturalKey(name('s'))}`,
    );
    expect(rows.map((row) => row[0])).toEqual(['e', 'e-2', 'e-9', 'e-10', 'e-010b', 'e-99999999999', 'f-1']);
  });

  it('deviation is the sample standard deviation', async () => {
    const { rows } = await connection.rows(sql`select ${dialect.deviation(name('x'))} from t`);
    // Of 0.5 and 2.25: 1.75 / √2.
    expect(rows[0]?.[0]).toBeCloseTo(1.75 / Math.SQRT2, 14);
  });

  it('nullsLast, in both directions', async () => {
    for (const [descending, expected] of [
      [false, [0.5, 2.25, null]],
      [true, [2.25, 0.5, null]],
    ] as const) {
      const { rows } = await connection.rows(sql`select x from t order by ${dialect.nullsLast(name('x'), descending)}`);
      expect(rows.map((row) => row[0])).toEqual(expected);
    }
  });

  it('rowId finds a row again', async () => {
    const { rowId } = dialect;
    if (rowId === null) throw new Error('no row id');
    const [cell] = await values(rowId.by);
    expect(await matching(sql`${rowId.by} = ${dialect.literal(cell ?? null, rowId.type)}`)).toEqual(['Episode-10']);
  });

  it('keeps comparisons on an index', async () => {
    if (engine === 'duckdb') return; // its plans name no indexes for ranges
    await using indexed = await createTestDatabase(engine);
    await indexed.execute('create table big (id bigint primary key, s varchar(40))', 'create index big_s on big (s)');
    const asking = await indexed.open();
    const explain = raw(engine === 'sqlite' ? 'explain query plan' : 'explain');
    for (const [of, type] of [
      ['id', column['n']!],
      ['s', column['s']!],
    ] as const) {
      const condition = sql`${name(of)} = ${dialect.castTo(sql`${'7'}`, type)}`;
      const { rows } = await asking.rows(
        engine === 'sqlite'
          ? sql`${explain} select * from big where ${condition}`
          : sql`${explain} select id from big where ${condition}`,
      );
      expect(JSON.stringify(rows)).toMatch(/SEARCH big|Index Cond/);
    }
  });
});

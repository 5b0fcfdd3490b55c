import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import type { Connection } from '../../drivers/driver.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { insertRows } from '../../testing/insert-rows.ts';
import type { Dialect } from '../dialect.ts';
import { name, raw, type Sql, sql } from '../sql.ts';
import { postgresDialectOf } from './postgres.ts';

const notJson = [
  ...['', 'NaN', '{"a": 1', `{'a': 1}`, '{"a": 1} x', '{"a" 1}', '[1 2]', '[01]', '{1: 2}', '"\\x"', '{"a": 1}}'],
];
const json = [
  '{"a": 5}',
  ' {"b": [{}, [1.5e3, -0, true]], "a": 5, "": null}',
  '{"a": 5, "c": "\\u00e9 \\ud83d\\ude00 \\n {"}',
];
/** What Python's `json.dumps` writes. */
const pythons = '{"a": NaN, "b": -Infinity, "c": [Infinity], "d": "NaN, \\"x\\"", "process_id": 5}';

const cases = [
  ...engines.map((engine) => [engine, engine] as const),
  // As servers before 16 are asked; they lack the function that tells JSON from other text.
  ['postgres before 16', 'postgres'] as const,
];

describe.each(cases)('values inside JSON in text, %s', (which, engine) => {
  let database: TestDatabase;
  let connection: Connection;
  let dialect: Dialect;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(`create table t (n integer, t ${engine === 'duckdb' ? 'varchar' : 'text'})`);
    const texts = [...notJson, ...json, pythons, null];
    await insertRows(
      database,
      't',
      texts.map((text, at) => [at, text]),
    );
    connection = await database.open();
    dialect = which === engine ? connection.dialect : postgresDialectOf(150_000);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  async function values(key: string, as = (text: Sql) => text): Promise<readonly Cell[]> {
    const text = dialect.jsonText(name('t'), [key]);
    const { rows } = await connection.rows(sql`select ${as(text)} from ${raw('t')} order by n`);
    return rows.map((row) => row[0] ?? null);
  }

  it('are NULL where the text is no JSON', async () => {
    const found = await values('a');
    expect(found.slice(0, notJson.length)).toEqual(notJson.map(() => null));
    expect(found.slice(notJson.length, -2)).toEqual(json.map(() => '5'));
    expect(found.at(-1)).toBeNull();
  });

  it('are unfolded into the entries of an object, one in another', async () => {
    const outer = dialect.jsonEntries(name('t', 't'), 'i');
    const inner = dialect.jsonEntries(outer.value, 'a', outer.column);
    const entries = async (json: string) => {
      const one = sql`select ${dialect.text(sql`${json}`)} as t from t where n = 0`;
      // A union, so that Postgres does not compute what is constant before it knows whether it has to.
      const from = sql`(${one} union all select t from t where n < 0) t ${outer.join} ${inner.join}`;
      const query = sql`select ${outer.key}, ${inner.key}, ${inner.text}, ${outer.text} from ${from} order by 1, 2`;
      return (await connection.rows(query)).rows;
    };
    const two = '{"E": {"n": 0.12345678901234568, "s/o~\\"x": 2}, "F": 3.5, "G": {}, "H": null, "I": [1], "J": "NaN"}';
    const found = (await entries(two)).map(([one, other, text, whole]) => [one, other, other === null ? whole : text]);
    expect(found.map((row) => row.slice(0, 2))).toEqual([
      ...[
        ['E', 'n'],
        ['E', 's/o~"x'],
        ['F', null],
        ['G', null],
        ['H', null],
        ['I', null],
        ['J', null],
      ],
    ]);
    expect(found.map(([, , text]) => text)).toEqual(['0.12345678901234568', '2', '3.5', '{}', null, '[1]', 'NaN']);
    for (const none of ['no json', '[1]', '3', '{}']) expect(await entries(none)).toEqual([[null, null, null, null]]);
  });

  it.runIf(engine === 'postgres')(
    'are NULL or as they are beside what a server cannot keep, and never fail',
    async () => {
      const beside = async (other: string) => {
        const one = sql`(select ${dialect.text(sql`${`{"a": 5, "z": ${other}}`}`)} as t union all select t from t where n < 0) t`;
        const { rows } = await connection.rows(sql`select ${dialect.jsonText(name('t', 't'), ['a'])} from ${one}`);
        return rows[0]?.[0];
      };
      for (const other of ['"\\u0000"', '"\\ud800"']) expect(await beside(other)).toBeNull();
      expect([null, '5']).toContain(await beside('1e999999'));
      expect(await beside('"\\u00e9"')).toBe('5');
      expect(await beside('1.50')).toBe('5');
    },
  );

  it('are read past the numbers that only Python takes for JSON', async () => {
    expect((await values('process_id')).at(-2)).toBe('5');
    const finite = (text: Sql) => sql`case when ${dialect.isFinite(dialect.double(text))} then 1 else 0 end`;
    expect((await values('a', finite)).at(-2)).toBe(0);
    expect((await values('b', finite)).at(-2)).toBe(0);
    expect((await values('process_id', finite)).at(-2)).toBe(1);
  });
});

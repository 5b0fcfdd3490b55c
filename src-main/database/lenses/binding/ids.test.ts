import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTable } from '#shared/model/catalogue.ts';
import type { Connection } from '../../drivers/driver.ts';
import { sql } from '../../sql/sql.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../testing/engines.ts';
import { type Compiled, compile, type Place, tableAs } from './compile.ts';
import { idIn, idIs, idText, sameKey } from './ids.ts';

const doc = { postgres: 'jsonb', duckdb: 'json', sqlite: 'text' } as const;

describe.each(engines)('ids on %s', (engine) => {
  let database: TestDatabase;
  let connection: Connection;
  let place: Place;
  const parts = (...columns: string[]): Compiled[] => columns.map((each) => compile(each, place)!);
  const ask = async (select: ReturnType<typeof idText>, where = sql`1=1`) => {
    const { rows } = await connection.rows(
      sql`select ${select} from ${tableAs(place.table, 't')} where ${where} order by n`,
    );
    return rows.map(([first]) => first);
  };

  beforeAll(async () => {
    database = await createTestDatabase(engine);
    await database.execute(
      `create table t (n integer, big bigint, word varchar(50), uid ${engine === 'sqlite' ? 'text' : 'uuid'}, meta ${doc[engine]})`,
      String.raw`insert into t values
        (1, 9007199254740993, 'a "quoted" \ word', 'f47ac10b-58cc-4372-a567-0e02b2c3d479', '{"process": 4}'),
        (2, -5, 'tab	and
line', '00000000-0000-0000-0000-000000000000', '{}'),
        (3, null, 'ünïcode 🐦', null, null)`,
    );
    connection = await database.open();
    const table = findTable(await connection.catalogue(), 't')!;
    place = { dialect: connection.dialect, table, alias: 't', find: () => undefined };
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it.each(['n', 'big', 'word', 'uid'])('finds a row again by the text of its %s', async (column) => {
    const id = parts(column);
    for (const text of await ask(idText(id, connection.dialect))) {
      if (text === null) continue;
      const found = await ask(idText(id, connection.dialect), idIs(id, String(text), connection.dialect));
      expect(found).toEqual([text]);
    }
    expect(await ask(sql`t.n`, idIs(parts('big'), '9007199254740993', connection.dialect))).toEqual([1]);
  });

  it('makes composite ids JSON arrays, NULL parts included', async () => {
    const id = [...parts('big', 'word'), compile({ json: 'meta', path: ['process'] }, place)!];
    const texts = (await ask(idText(id, connection.dialect))).map(String);
    expect(texts.map((text) => JSON.parse(text) as unknown)).toEqual([
      ['9007199254740993', String.raw`a "quoted" \ word`, '4'],
      ['-5', 'tab\tand\nline', null],
      [null, 'ünïcode 🐦', null],
    ]);
    for (const [at, text] of texts.entries()) {
      expect(await ask(sql`t.n`, idIs(id, text, connection.dialect))).toEqual([at + 1]);
    }
    expect(await ask(sql`t.n`, idIn(id, [texts[0]!, texts[2]!], connection.dialect))).toEqual([1, 3]);
  });

  it('finds thousands of composite ids at once, as keys of two queries too', async () => {
    const { dialect } = connection;
    const id = [...parts('n', 'big'), compile({ json: 'meta', path: ['process'] }, place)!];
    const [first, , third] = (await ask(idText(id, dialect))).map(String);
    const many = Array.from({ length: 2000 }, (_, at) => JSON.stringify([`${at + 10}`, at % 2 ? null : '7', 'x']));
    expect(await ask(sql`t.n`, idIn(id, [...many, first!, third!], dialect))).toEqual([1, 3]);
    expect(await ask(sql`t.n`, sameKey(id, id, dialect))).toEqual([1, 2, 3]);
  });

  it.each([
    ['n', '1.5'],
    ['n', 'one'],
    ['n', '99999999999'],
    ['n', ''],
    ['big', '9223372036854775808'],
    ['uid', 'f47ac10b'],
    ['uid', ''],
  ])('matches nothing where %s cannot be “%s”', async (column, text) => {
    if (engine === 'sqlite' && column === 'uid') return;
    expect(await ask(sql`t.n`, idIs(parts(column), text, connection.dialect))).toEqual([]);
    expect(await ask(sql`t.n`, idIn(parts(column), [text], connection.dialect))).toEqual([]);
  });

  it('matches nothing for a composite id that is none', async () => {
    const id = parts('n', 'word');
    for (const text of ['', 'x', '[]', '["1"]', '{"a":1}', '[1,2]', '["x","y"]']) {
      expect(await ask(sql`t.n`, idIs(id, text, connection.dialect))).toEqual([]);
    }
  });
});

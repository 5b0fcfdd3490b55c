import { describe, expect, it } from 'vitest';
import type { Cell } from '#shared/model/cell.ts';
import type { PageRequest, Sort } from '#shared/model/filter.ts';
import type { Page } from '#shared/model/page.ts';
import type { Engine } from '#shared/model/source.ts';
import { seededRandom } from '../care/sample/random.ts';
import type { Connection } from '../drivers/driver.ts';
import { createTestDatabase, engines } from '../testing/engines.ts';
import { insertRows, type TestValue } from '../testing/insert-rows.ts';
import { page } from './page.ts';
import type { Relation } from './relation.ts';
import { tableRelation } from './table-relation.ts';

type Row = readonly TestValue[];
const names = ['id', 'f', 'n', 's', 'b', 'big'];

describe.each(engines)('page on %s', (engine) => {
  it.each(['keyless table', 'primary key of two columns', 'view'])(
    'walks a %s in every order, each row once',
    async (kind) => {
      const rows = kept(randomRows(260), engine);
      await using database = await createTestDatabase(engine);
      await database.execute(...tableOf(engine, kind));
      await insertRows(database, 't', rows);
      await database.execute('create view v as select * from t');
      const connection = await database.open();
      const relation = await relationOf(connection, kind === 'view' ? 'v' : 't');
      expect(relation.key === null).toBe(kind === 'view');
      for (const sort of sorts()) {
        const walked = await walk(connection, relation, { sort, limit: 37 });
        const label = JSON.stringify(sort);
        expect(walked.map(([id]) => id).sort(byNumber), label).toEqual(rows.map(([id]) => id).sort(byNumber));
        const values = (list: readonly Row[]) =>
          list.map((row) => sort.map(({ column }) => row[names.indexOf(column)]));
        const known = new Map(rows.map((row) => [row[0], row]));
        expect(values(walked.map(([id]) => known.get(id as number)!)), label).toEqual(values(sorted(rows, sort)));
        const jumped = await page(connection, relation, { sort, offset: 100, limit: 50 });
        expect(
          jumped.rows.map(([id]) => id),
          label,
        ).toEqual(walked.slice(100, 150).map(([id]) => id));
      }
    },
  );

  it('follows filters in pages, and ends where they end', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(...tableOf(engine, 'keyless table'));
    const rows = randomRows(3000);
    await insertRows(database, 't', rows);
    const connection = await database.open();
    const relation = await relationOf(connection, 't');
    const conditions = [{ column: 'id', op: '>=' as const, values: ['2950'] }];
    const walked = await walk(connection, relation, { conditions, limit: 7 });
    expect(walked.map(([id]) => id)).toEqual(rows.map(([id]) => id).filter((id) => (id as number) >= 2950));
    expect(await page(connection, relation, { conditions: [{ column: 'id', op: '<', values: ['0'] }] })).toMatchObject({
      ...{ rows: [], keys: [], more: false },
    });
  });

  it('keeps an unsorted table in the order it was written', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(...tableOf(engine, 'keyless table'));
    const rows = randomRows(20_000);
    await insertRows(database, 't', rows);
    const connection = await database.open();
    const walked = await walk(connection, await relationOf(connection, 't'), { limit: 4999 });
    expect(walked.map(([id]) => id)).toEqual(rows.map(([id]) => id));
  });

  it('says so when a key belongs to another list', async () => {
    await using database = await createTestDatabase(engine);
    await database.execute(...tableOf(engine, 'keyless table'));
    await insertRows(database, 't', randomRows(3));
    const connection = await database.open();
    const relation = await relationOf(connection, 't');
    const { keys } = await page(connection, relation, { limit: 1 });
    const sort = [{ column: 'f', descending: false }];
    for (const request of [
      { after: keys[0]!, sort },
      { after: 'nonsense' },
      { sort: [{ column: 'x"', descending: true }] },
    ]) {
      await expect(page(connection, relation, request)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    }
  });
});

function tableOf(engine: Engine, kind: string): readonly string[] {
  const key = kind === 'primary key of two columns' ? ', primary key (s, id)' : '';
  const notNull = key && ' not null';
  const storage = key && engine === 'sqlite' ? ' without rowid' : '';
  const columns = `id int${notNull}, f double precision, n decimal(12, 3), s ${engine === 'sqlite' ? 'text' : 'varchar'}${notNull}, b boolean, big bigint`;
  return [`create table t (${columns}${key})${storage}`, ...(key ? [] : ['create index on_f on t (f)'])];
}

/** Few different values, so that most rows tie; the text sorts alike under any collation. */
function randomRows(count: number): readonly Row[] {
  const random = seededRandom(9);
  const one = <T>(values: readonly T[]): T => values[Math.floor(random.between(0, values.length))]!;
  const floats = [
    Number.NaN,
    Infinity,
    -Infinity,
    null,
    null,
    0,
    0.1,
    -0.3,
    1e300,
    5e-324,
    0.30000000000000004,
    2 ** 53,
  ];
  const large = [
    9223372036854775807n,
    9223372036854775806n,
    -9223372036854775807n,
    0n,
    null,
    9007199254740993n,
    9007199254740992n,
  ];
  return Array.from({ length: count }, (_, id) => [
    id,
    one(floats),
    one([null, 0.125, 0.25, -3, 999999.999]),
    one(['a', 'b', 'ba', 'bb', 'c', '']),
    one([true, false, null]),
    one(large),
  ]);
}

function sorts(): readonly Sort[][] {
  const up = (column: string) => ({ column, descending: false });
  const down = (column: string) => ({ column, descending: true });
  return [
    [],
    ...names.flatMap((column) => [[up(column)], [down(column)]]),
    [up('f'), down('s')],
    [down('f'), up('n'), down('big')],
    [down('s'), down('f'), down('b')],
    [up('b'), up('big'), up('f'), up('n')],
  ];
}

/** SQLite has no NaN. */
function kept(rows: readonly Row[], engine: Engine): readonly Row[] {
  return engine === 'sqlite' ? rows.map((row) => row.map((value) => (Number.isNaN(value) ? null : value))) : rows;
}

/** Finite < +∞ < NaN, NULL last in either direction. */
function sorted(rows: readonly Row[], sort: readonly Sort[]): readonly Row[] {
  const rank = (value: TestValue) => (Number.isNaN(value) ? 'NaN' : value);
  const compare = (a: TestValue, b: TestValue): number => {
    if (a === 'NaN' || b === 'NaN') return Number(a === 'NaN') - Number(b === 'NaN');
    return a! < b! ? -1 : a! > b! ? 1 : 0;
  };
  return rows.toSorted((left, right) => {
    for (const { column, descending } of sort) {
      const [a, b] = [left, right].map((row) => rank(row[names.indexOf(column)]!)) as [TestValue, TestValue];
      if (a === null || b === null) {
        if (a !== b) return a === null ? 1 : -1;
      } else {
        const order = compare(a, b);
        if (order !== 0) return descending ? -order : order;
      }
    }
    return 0;
  });
}

async function walk(connection: Connection, relation: Relation, request: Partial<PageRequest>): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  let answer: Page;
  let after: string | undefined;
  do {
    const place = relation.key === null ? { offset: rows.length } : after === undefined ? {} : { after };
    answer = await page(connection, relation, { ...request, ...place });
    expect(answer.keys).toHaveLength(relation.key === null ? 0 : answer.rows.length);
    rows.push(...answer.rows.map((row) => [...row]));
    after = answer.keys.at(-1);
  } while (answer.more);
  return rows;
}

async function relationOf(connection: Connection, name: string): Promise<Relation> {
  const { tables } = await connection.catalogue();
  return tableRelation(connection, tables.find((table) => table.name === name)!);
}

function byNumber(a: unknown, b: unknown): number {
  return Number(a) - Number(b);
}

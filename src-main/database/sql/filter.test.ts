import { afterAll, describe, expect, it } from 'vitest';
import type { Condition } from '#shared/model/filter.ts';
import type { Engine } from '#shared/model/source.ts';
import type { Connection } from '../drivers/driver.ts';
import { count } from '../queries/count.ts';
import { page } from '../queries/page.ts';
import { tableRelation } from '../queries/table-relation.ts';
import { createTestDatabase, engines } from '../testing/engines.ts';

const max = '9223372036854775807';

/** Conditions as `column op value, value` and the ids of the rows that pass, the same on every engine. */
const cases: readonly (readonly [string, readonly number[]])[] = [
  [`big = ${max}`, [1]],
  [`big < ${max}`, [2, 3, 5]],
  ['big = 9223372036854775806', [2]],
  ['big > 9223372036854775807999', []],
  ['big < 1.5', [3, 5]],
  ['big between 0 , 9223372036854775806', [2, 5]],
  [`big in 0, ${max}`, [1, 5]],
  ['big in', []],
  ['big null', [4]],
  ['big not null', [1, 2, 3, 5]],
  ['big != 0', [1, 2, 3]],
  ['f > 1', [2]],
  ['f >= -Infinity', [1, 2, 5]],
  ['f = Infinity', [2]],
  ['f < 0.2', [1, 5]],
  ['f = 0.1', [1]],
  ['f not finite', [2, 3, 5]],
  ['d = 0.10', [1]],
  ['d = 0.1000001', []],
  ['d < 0.1000001', [1, 3]],
  ['d >= 12345678901234567.25', [2]],
  ['s contains AB', [1, 2]],
  ['s starts ab', [1]],
  ['s ends AB', [2]],
  ['s contains %', [3]],
  ['s contains éC', [5]],
  ['s starts éCOLE', [5]],
  ['s ends E ✓', [5]],
  ["s = it's", [4]],
  ['s in xaB, 50%_', [2, 3]],
  ['s matches ^[a-x]+B', [2]],
  ['s >= x', [2, 5]],
  ['b = true', [1, 4]],
  ['b != yes', [2]],
  ['t = 2024-02-29 12:00:00.123456', [1]],
  ['t > 2024-02-29', [1, 2]],
  ['t between 1969-01-01, 2024-03-01', [1, 4]],
  ['x = \\x00ff', [1]],
  ['x = 00FF', [1]],
  ['id starts 1', [1]],
];

describe.each(engines)('conditions on %s', (engine) => {
  it.each(cases)('%s', async (text, ids) => {
    const { connection, relation } = await opened(engine);
    const conditions = [parse(text)];
    if (text.startsWith('f not finite') && engine === 'sqlite') expect(await passing(conditions)).toEqual([2, 5]);
    else expect(await passing(conditions)).toEqual(ids);

    async function passing(asked: readonly Condition[]) {
      const { rows } = await page(connection, relation, { conditions: [...asked] });
      expect(await count(connection, relation, { conditions: [...asked] })).toBe(rows.length);
      return rows.map(([id]) => id);
    }
  });

  it('joins conditions and the search by AND', async () => {
    const { connection, relation } = await opened(engine);
    const conditions = [parse('s contains ab'), parse('b = true')];
    expect(await count(connection, relation, { conditions })).toBe(1);
    expect(await count(connection, relation, { search: ' AB ' })).toBe(2);
    expect(await count(connection, relation, { search: 'É' })).toBe(1);
    expect(await count(connection, relation, { conditions, search: 'nowhere' })).toBe(0);
  });

  it.each([
    ['big = many', 'a number'],
    ['f < 1_5', 'a number'],
    ['b = perhaps', 'true or false'],
    ['x = hello', 'hexadecimal'],
    ['t > yesterday', 'a date or time'],
    ['nothing = 1', 'no column'],
    ['x contains f', 'bytes'],
    ['big =', 'lacks a value'],
    ['s matches (', '“(”'],
  ])('says what is wrong with %s', async (text, words) => {
    const { connection, relation } = await opened(engine);
    await expect(count(connection, relation, { conditions: [parse(text)] })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining(words),
    });
  });

  it('does not mistake what is typed for SQL', async () => {
    const { connection, relation } = await opened(engine);
    for (const value of ["'; drop table t; --", '" or 1=1', '$1 ? :x', '\\', '%', '{{', '🐦']) {
      const conditions = (['=', 'contains', 'starts', 'ends'] as const).map((op) => ({
        column: 's',
        op,
        values: [value],
      }));
      for (const condition of conditions) await count(connection, relation, { conditions: [condition], search: value });
    }
    expect(await count(connection, relation, {})).toBe(5);
  });
});

it.each(['duckdb', 'postgres'] as const)('says on %s that a date does not exist', async (engine) => {
  const { connection, relation } = await opened(engine);
  const asked = count(connection, relation, { conditions: [parse('t > 2023-02-29')] });
  await expect(asked).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('2023-02-29') });
});

const databases = new Map<Engine, ReturnType<typeof open>>();

afterAll(async () => {
  for (const opening of databases.values()) await (await opening).database[Symbol.asyncDispose]();
});

/** One database an engine for all cases; nothing changes it. */
function opened(engine: Engine): ReturnType<typeof open> {
  const known = databases.get(engine) ?? open(engine);
  databases.set(engine, known);
  return known;
}

async function open(engine: Engine) {
  const database = await createTestDatabase(engine);
  await database.execute(...tableOf(engine));
  const connection: Connection = await database.open();
  const { tables } = await connection.catalogue();
  return { database, connection, relation: tableRelation(connection, tables[0]!) };
}

function tableOf(engine: Engine): readonly string[] {
  const special = (text: string) =>
    engine === 'sqlite' ? { NaN: 'null', Infinity: '9e999', '-Infinity': '-9e999' }[text] : `'${text}'`;
  const bytes = (hex: string) =>
    engine === 'sqlite' ? `x'${hex}'` : engine === 'duckdb' ? `from_hex('${hex}')` : `'\\x${hex}'`;
  const types =
    engine === 'postgres'
      ? ['timestamp', 'bytea']
      : engine === 'duckdb'
        ? ['timestamp', 'blob']
        : ['timestamp', 'blob'];
  const decimal = engine === 'sqlite' ? '12345678901234568' : '12345678901234567.25';
  return [
    `create table t (id int primary key, big bigint, f double precision, d decimal(20, 3), s varchar(20), b boolean, t ${types[0]}, x ${types[1]})`,
    `insert into t values
      (1, ${max}, 0.1, 0.1, 'Abc', true, '2024-02-29 12:00:00.123456', ${bytes('00ff')}),
      (2, 9223372036854775806, ${special('Infinity')}, ${decimal}, 'xaB', false, '2025-01-01 00:00:00', null),
      (3, -5, ${special('NaN')}, -1, '50%_', null, null, ${bytes('')}),
      (4, null, null, null, 'it''s', true, '1970-01-01 00:00:00', null),
      (5, 0, ${special('-Infinity')}, null, 'École ✓', null, null, null)`,
  ];
}

function parse(text: string): Condition {
  const [, column, op, rest = ''] = /^(\w+) (not null|not finite|[^ ]+) ?(.*)$/.exec(text)!;
  return {
    column: column!,
    op: op as Condition['op'],
    values: rest === '' ? [] : rest.split(',').map((each) => each.trim()),
  };
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cell, intCell } from '#shared/model/cell.ts';
import { raw } from '../../sql/sql.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import type { Connection } from '../driver.ts';

let database: TestDatabase;
let connection: Connection;

beforeAll(async () => {
  database = await createTestDatabase('postgres');
  await database.execute(
    "create type mood as enum ('sad', 'it''s ok', 'très \"bon\"')",
    'create type point3 as (x double precision, label text, tags text[])',
    'create domain percent as numeric check (value between 0 and 100)',
    'create type "odd.name" as (a "mood", b point3)',
    'create extension hstore',
    'create extension citext',
    // What values look like must not depend on what the server or the database prefers.
    `do $$ begin execute format('alter database %I set timezone to ''America/New_York''', current_database()); end $$`,
    `do $$ begin execute format('alter database %I set datestyle to ''German, DMY''', current_database()); end $$`,
    `do $$ begin execute format('alter database %I set intervalstyle to ''iso_8601''', current_database()); end $$`,
    `do $$ begin execute format('alter database %I set bytea_output to ''escape''', current_database()); end $$`,
    `do $$ begin execute format('alter database %I set extra_float_digits to ''-5''', current_database()); end $$`,
  );
  connection = await database.open();
});
afterAll(() => database[Symbol.asyncDispose]());

const t = (k: string, text: string) => ({ k, t: text }) as Cell;
const list = (...items: Cell[]): Cell => ({ k: 'list', items });

describe.each<[string, [expression: string, cell: Cell][]]>([
  [
    'numbers',
    [
      ['true', true],
      ['null::integer', null],
      ['(-32768)::smallint', -32768],
      ['9007199254740991::bigint', 9007199254740991],
      ['9007199254740993::bigint', t('int', '9007199254740993')],
      ['(-9223372036854775808)::bigint', t('int', '-9223372036854775808')],
      ['4294967295::oid', 4294967295],
      ['0.1::real', 0.1],
      ['0.1::double precision + 0.2::double precision', 0.30000000000000004],
      ["'-0'::double precision", t('float', '-0')],
      ["'NaN'::double precision", t('float', 'NaN')],
      ["'-Infinity'::real", t('float', '-Infinity')],
      ["'1.7976931348623157e308'::double precision", 1.7976931348623157e308],
      ["'5e-324'::double precision", 5e-324],
      ['1.10::numeric(10, 2)', t('decimal', '1.10')],
      [`${'9'.repeat(60)}.000000000000000000001::numeric`, t('decimal', `${'9'.repeat(60)}.000000000000000000001`)],
      ["'NaN'::numeric", t('decimal', 'NaN')],
      ["'Infinity'::numeric", t('decimal', 'Infinity')],
      ['55::percent', t('decimal', '55')],
      ["'1.50'::money::numeric", t('decimal', '1.50')],
    ],
  ],
  [
    'times',
    [
      ["'2024-02-29'::date", t('date', '2024-02-29')],
      ["'0044-03-15 BC'::date", t('date', '0044-03-15 BC')],
      ["'infinity'::date", t('date', 'infinity')],
      ["'2024-01-01 00:00:00.123456'::timestamp", t('timestamp', '2024-01-01 00:00:00.123456')],
      ["'294276-12-31 23:59:59.999999'::timestamp", t('timestamp', '294276-12-31 23:59:59.999999')],
      ["'-infinity'::timestamp", t('timestamp', '-infinity')],
      ["'2024-07-01 12:00:00.5+02'::timestamptz", t('timestamptz', '2024-07-01 10:00:00.5+00')],
      ["'12:34:56.789012'::time", t('time', '12:34:56.789012')],
      ["'12:34:56+05:30'::timetz", t('time', '12:34:56+05:30')],
      ["'1 year 2 mons 3 days 04:05:06.000007'::interval", t('interval', '1 year 2 mons 3 days 04:05:06.000007')],
      ["'-1 day'::interval", t('interval', '-1 days')],
    ],
  ],
  [
    'text',
    [
      ["''", ''],
      ["E'two\\nlines, a tab\\t, 🐟 and é'", 'two\nlines, a tab\t, 🐟 and é'],
      ["'abc'::varchar(10)", 'abc'],
      ["'abc'::char(5)", 'abc  '],
      ["'Abc'::citext", 'Abc'],
      ['\'a\'::"char"', 'a'],
      ['\'très "bon"\'::mood', t('enum', 'très "bon"')],
      ["'0b5e9f6a-0d4e-4c6c-9d43-1b6f6c0f7a11'::uuid", t('uuid', '0b5e9f6a-0d4e-4c6c-9d43-1b6f6c0f7a11')],
      [`'{"a" : 1e400, "a":12345678901234567890}'::json`, t('json', '{"a" : 1e400, "a":12345678901234567890}')],
      [`'{"b": 1.10, "a": null}'::jsonb`, t('json', '{"a": null, "b": 1.10}')],
      ["B'00101'", t('bit', '00101')],
      ["B'1'::bit varying(9)", t('bit', '1')],
      ["'\\x00ff10'::bytea", { k: 'blob', size: 3, hex: '00ff10' }],
      ["''::bytea", { k: 'blob', size: 0, hex: '' }],
    ],
  ],
  [
    'nested',
    [
      ['array[1, null, 3]', list(1, null, 3)],
      ["'{}'::integer[]", list()],
      ['array[[1, 2], [3, 4]]', list(list(1, 2), list(3, 4))],
      ["'[0:1]={1,2}'::integer[]", t('other', '[0:1]={1,2}')],
      [
        `array['plain', 'a,b', '{c}', 'say "hi"', 'back\\slash', '', 'NULL', null, E'line\\nbreak', ' spaced ']`,
        list('plain', 'a,b', '{c}', 'say "hi"', 'back\\slash', '', 'NULL', null, 'line\nbreak', ' spaced '),
      ],
      ["array['NaN', '1.5']::double precision[]", list(t('float', 'NaN'), 1.5)],
      ["array['sad', 'it''s ok']::mood[]", list(t('enum', 'sad'), t('enum', "it's ok"))],
      ["array[box '(1,2),(3,4)', box '(5,6),(7,8)']", list(t('other', '(3,4),(1,2)'), t('other', '(7,8),(5,6)'))],
      ["array['\\x01'::bytea]", list({ k: 'blob', size: 1, hex: '01' })],
      [
        `row(1.5, 'say "hi", (you)', array['a b', null])::point3`,
        {
          k: 'struct',
          fields: [
            ['x', 1.5],
            ['label', 'say "hi", (you)'],
            ['tags', list('a b', null)],
          ],
        },
      ],
      [
        `row('sad', row(null, '', null)::point3)::"odd.name"`,
        {
          k: 'struct',
          fields: [
            ['a', t('enum', 'sad')],
            [
              'b',
              {
                k: 'struct',
                fields: [
                  ['x', null],
                  ['label', ''],
                  ['tags', null],
                ],
              },
            ],
          ],
        },
      ],
    ],
  ],
  [
    'other types, by their text',
    [
      ["row(1, 'a')", t('other', '(1,a)')],
      ["'[1,5)'::int4range", t('other', '[1,5)')],
      ["'{[1,2),[5,6)}'::int4multirange", t('other', '{[1,2),[5,6)}')],
      ["'a=>1, b=>NULL'::hstore", t('other', '"a"=>"1", "b"=>NULL')],
      ["point '(1,2)'", t('other', '(1,2)')],
      ["polygon '((0,0),(1,1),(1,0))'", t('other', '((0,0),(1,1),(1,0))')],
      ["'192.168.0.0/16'::cidr", t('other', '192.168.0.0/16')],
      ["'a fat cat'::tsvector", t('other', "'a' 'cat' 'fat'")],
      ["'1 2'::int2vector", t('other', '1 2')],
      ["'<a>1</a>'::xml", t('other', '<a>1</a>')],
    ],
  ],
])('%s', (_, values) => {
  it.each(values)('%s', async (expression, cell) => {
    const answer = await connection.rows(raw(`select ${expression} as value`));
    expect(answer.rows).toEqual([[cell]]);
  });

  it('come the same in a stream', async () => {
    const query = raw(`select ${values.map(([expression]) => `(${expression})`).join(', ')}`);
    const rows: (readonly Cell[])[] = [];
    for await (const batch of connection.stream(query)) rows.push(...batch.rows);
    expect(rows).toEqual([values.map(([, cell]) => cell)]);
  });
});

it('names types and kinds, domains by what they hold (the server says no more)', async () => {
  const { columns } = await connection.rows(
    raw(`select 1 as a, 2::bigint as a, 3::numeric as b, 4::percent as c, 'sad'::mood as d, array[1] as e,
      row(1, '', null)::point3 as f, now() as g, '{}'::jsonb as h, ''::bytea as i, true as j, 1.5::real as k, interval '1s' as l`),
  );
  expect(columns.map(({ name, type, kind }) => [name, type, kind])).toEqual([
    ['a', 'integer', 'integer'],
    ['a (2)', 'bigint', 'integer'],
    ['b', 'numeric', 'decimal'],
    ['c', 'numeric', 'decimal'],
    ['d', 'mood', 'text'],
    ['e', 'integer[]', 'nested'],
    ['f', 'point3', 'nested'],
    ['g', 'timestamp with time zone', 'time'],
    ['h', 'jsonb', 'json'],
    ['i', 'bytea', 'blob'],
    ['j', 'boolean', 'boolean'],
    ['k', 'real', 'float'],
    ['l', 'interval', 'other'],
  ]);
});

it('reads types that were made after it was opened, and whole rows of tables', async () => {
  await database.execute(
    "create type colour as enum ('red')",
    'create type paint as (c colour, amount bigint)',
    'create table shelf (id integer, p paint)',
    "insert into shelf values (1, row('red', 9007199254740993))",
  );
  const paint: Cell = {
    k: 'struct',
    fields: [
      ['c', t('enum', 'red')],
      ['amount', intCell(9007199254740993n)],
    ],
  };
  const query = raw('select s.p, array[s.p], s from shelf s');
  const expected = [
    [
      paint,
      list(paint),
      {
        k: 'struct',
        fields: [
          ['id', 1],
          ['p', paint],
        ],
      },
    ],
  ];
  expect((await connection.rows(query)).rows).toEqual(expected);
  const other = await database.open();
  for await (const batch of other.stream(query)) expect(batch.rows).toEqual(expected);
});

it('turns values into doubles for pictures', async () => {
  const columns = await connection.numbers(
    raw(`select 9007199254740993::bigint, 1.5::numeric, 'Infinity'::real, null::integer, '12', true, 55::percent, now()
      union all select 1, 'NaN', '-0', 2, 'x', false, 1, now()`),
  );
  expect(columns.map((column) => [...column])).toEqual([
    [9007199254740992, 1],
    [1.5, Number.NaN],
    [Number.POSITIVE_INFINITY, -0],
    [Number.NaN, 2],
    [Number.NaN, Number.NaN],
    [1, 0],
    [55, 1],
    [Number.NaN, Number.NaN],
  ]);
});

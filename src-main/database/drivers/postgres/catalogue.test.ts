import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Catalogue, findTable, type TableInfo } from '#shared/model/catalogue.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';

let database: TestDatabase;
let catalogue: Catalogue;

const table = (name: string, schema = 'public'): TableInfo => {
  const found = findTable(catalogue, name, schema);
  if (found === undefined) throw new Error(`no ${schema}.${name}`);
  return found;
};

beforeAll(async () => {
  database = await createTestDatabase('postgres');
  await database.execute(
    'create schema lab',
    "create type mood as enum ('sad', 'ok')",
    `create table lab.sessions (
       id bigint generated always as identity primary key, name varchar(40) not null unique, started timestamptz default now(),
       price numeric(10, 2), mood mood, tags text[], extra jsonb, twice bigint generated always as (id * 2) stored, gone integer)`,
    'alter table lab.sessions drop column gone',
    "comment on table lab.sessions is 'One run of an experiment'",
    "comment on column lab.sessions.name is 'What people call it'",
    `create table episodes (
       session bigint references lab.sessions, number integer, label text, check (number > 0),
       primary key (number, session), unique (label, session))`,
    'create index on episodes (lower(label), session) include (number)',
    `create table steps (session bigint, number integer, at double precision,
       foreign key (number, session) references episodes (number, session))`,
    'insert into lab.sessions (name) select i::text from generate_series(1, 1000) i',
    'analyze lab.sessions',
    'create view ok as select id, name from lab.sessions',
    'create materialized view summary as select count(*) as sessions from lab.sessions',
    'create table parts (day date, value real) partition by range (day)',
    "create table parts_1 partition of parts for values from ('2024-01-01') to ('2025-01-01')",
    "create table parts_2 partition of parts for values from ('2025-01-01') to ('2026-01-01')",
    "insert into parts select date '2024-06-01' + i, i from generate_series(1, 500) i",
    'analyze parts_1, parts_2',
    'create extension file_fdw',
    'create server files foreign data wrapper file_fdw',
    "create foreign table outside (line text) server files options (filename '/dev/null')",
    'create temporary table passing (a integer)',
  );
  catalogue = await (await database.open()).catalogue();
});
afterAll(() => database[Symbol.asyncDispose]());

it('holds tables of every kind, no partitions, nothing of the system', () => {
  expect(catalogue.tables.map(({ schema, name, kind }) => `${schema}.${name}: ${kind}`)).toEqual([
    'lab.sessions: table',
    'public.episodes: table',
    'public.ok: view',
    'public.outside: foreign table',
    'public.parts: table',
    'public.steps: table',
    'public.summary: materialized view',
  ]);
});

it('describes columns', () => {
  const columns = table('sessions', 'lab').columns.map((column) => [
    ...[column.name, column.type, column.kind, column.nullable, column.default, column.generated],
  ]);
  expect(columns).toEqual([
    ['id', 'bigint', 'integer', false, null, false],
    ['name', 'character varying(40)', 'text', false, null, false],
    ['started', 'timestamp with time zone', 'time', true, 'now()', false],
    ['price', 'numeric(10,2)', 'decimal', true, null, false],
    ['mood', 'mood', 'text', true, null, false],
    ['tags', 'text[]', 'nested', true, null, false],
    ['extra', 'jsonb', 'json', true, null, false],
    ['twice', 'bigint', 'integer', true, null, true],
  ]);
});

it('keeps comments', () => {
  expect(table('sessions', 'lab').comment).toBe('One run of an experiment');
  expect(table('sessions', 'lab').columns[1]?.comment).toBe('What people call it');
  expect(table('episodes').comment).toBeNull();
});

it('knows keys, in the order of the key', () => {
  expect(table('sessions', 'lab')).toMatchObject({ primaryKey: ['id'], uniques: [['name']], foreignKeys: [] });
  expect(table('episodes')).toMatchObject({
    primaryKey: ['number', 'session'],
    uniques: [['label', 'session']],
    foreignKeys: [{ columns: ['session'], references: { schema: 'lab', name: 'sessions', columns: ['id'] } }],
  });
  expect(table('steps').foreignKeys).toEqual([
    {
      columns: ['number', 'session'],
      references: { schema: 'public', name: 'episodes', columns: ['number', 'session'] },
    },
  ]);
});

it('knows indexes, expressions by their text', () => {
  expect(table('episodes').indexes).toEqual([
    { name: 'episodes_label_session_key', columns: ['label', 'session'], unique: true },
    { name: 'episodes_lower_session_number_idx', columns: ['lower(label)', 'session'], unique: false },
    { name: 'episodes_pkey', columns: ['number', 'session'], unique: true },
  ]);
});

it('estimates rows without counting', () => {
  expect(table('sessions', 'lab').estimatedRows).toBe(1000);
  expect(table('parts').estimatedRows).toBe(500);
  expect(table('episodes').estimatedRows).toBeNull();
  expect(table('ok').estimatedRows).toBeNull();
});

describe('a large catalogue', () => {
  it('takes seconds at most for 2,000 tables', async () => {
    await using large = await createTestDatabase('postgres');
    await large.execute(`do $$ begin for i in 1..2000 loop
      execute format('create table t%s (id integer primary key, a text default ''x'', b double precision, c timestamptz, d jsonb)', i);
    end loop; end $$`);
    const connection = await large.open();
    const start = performance.now();
    const { tables } = await connection.catalogue();
    const milliseconds = performance.now() - start;
    expect(tables).toHaveLength(2000);
    expect(tables[0]?.columns).toHaveLength(5);
    expect(milliseconds).toBeLessThan(5000);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findColumn, findTable } from '#shared/model/catalogue.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/engines.ts';
import { kindOf } from './types.ts';

describe('the catalogue of DuckDB', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase('duckdb');
    await database.execute(
      'create schema "other.one"',
      "create type mood as enum ('sad', 'it''s')",
      `create table "other.one".t (id int primary key, feeling mood, "odd, ""name" int, x double default 1.5,
         twice double generated always as (x * 2) virtual, tags varchar[] not null, unique (x, id))`,
      'create index plain on "other.one".t ("odd, ""name", feeling)',
      'create unique index computed on "other.one".t ((x + 1))',
      `comment on table "other.one".t is 'what it is'`,
      `comment on column "other.one".t.x is 'metres'`,
      'create table gone as select 1 as a, 2 as b',
      'create view broken as select * from gone',
      'create view settings as select * from enable_profiling()',
      'drop table gone',
      'create table base as select 1 as a',
      'create view changed as select * from base',
      'create view fine as select 1.5 as c',
      `comment on view fine is 'as it was'`,
      'alter table base add column b varchar',
      'create macro twice_of(a) as a * 2',
      'create sequence ids',
    );
  });
  afterAll(() => database[Symbol.asyncDispose]());

  it('holds keys, indexes, comments, defaults and what is generated', async () => {
    await using other = await createTestDatabase('duckdb');
    expect((await (await other.open()).catalogue()).tables).toEqual([]);
    const table = findTable(await (await database.open()).catalogue(), 't', 'other.one');
    expect(table).toMatchObject({
      ...{ kind: 'table', comment: 'what it is', estimatedRows: 0, primaryKey: ['id'], uniques: [['x', 'id']] },
      indexes: [
        { name: 'computed', columns: ['((x + 1))'], unique: true },
        { name: 'plain', columns: ['odd, "name', 'feeling'], unique: false },
      ],
    });
    expect(
      table?.columns.map(({ name, type, kind, nullable, generated }) => [name, type, kind, nullable, generated]),
    ).toEqual([
      ['id', 'INTEGER', 'integer', false, false],
      ['feeling', "ENUM('sad', 'it''s')", 'text', true, false],
      ['odd, "name', 'INTEGER', 'integer', true, false],
      ['x', 'DOUBLE', 'float', true, false],
      ['twice', 'DOUBLE', 'float', true, true],
      ['tags', 'VARCHAR[]', 'nested', false, false],
    ]);
    expect(table && findColumn(table, 'x')).toMatchObject({ default: '1.5', comment: 'metres' });
  });

  it('says which views cannot be read, and what the others are like now', async () => {
    const catalogue = await (await database.open()).catalogue();
    expect(findTable(catalogue, 'broken')?.problem).toContain('gone');
    expect(findTable(catalogue, 'settings')?.problem).toContain('settings');
    expect(findTable(catalogue, 'changed')?.columns.map((column) => column.name)).toEqual(['a', 'b']);
    expect(findTable(catalogue, 'fine')).toMatchObject({
      ...{ kind: 'view', problem: null, comment: 'as it was' },
      columns: [{ name: 'c', type: 'DECIMAL(2,1)', kind: 'decimal', nullable: true }],
    });
    expect(catalogue.tables.map(({ name }) => name)).toEqual(['base', 'broken', 'changed', 'fine', 'settings', 't']);
  });

  it('of 2,000 tables and 500 views is there in no time', async () => {
    await using large = await createTestDatabase('duckdb');
    await large.execute(
      'begin',
      ...Array.from({ length: 2000 }, (_, at) => `create table t${at} (id int primary key, a varchar, b double)`),
      ...Array.from({ length: 500 }, (_, at) => `create view v${at} as select * from t${at}`),
      'commit',
    );
    const connection = await large.open();
    const start = performance.now();
    const { tables } = await connection.catalogue();
    expect(tables).toHaveLength(2500);
    // Well below a second on an idle machine, which the one that runs tests seldom is.
    expect(performance.now() - start).toBeLessThan(6000);
  });

  it('can be cancelled', async () => {
    const connection = await database.open();
    await expect(connection.catalogue({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

it.each([
  ['DECIMAL(18,3)', 'decimal'],
  ['TIMESTAMP WITH TIME ZONE', 'time'],
  ['TIME WITH TIME ZONE', 'other'],
  ["ENUM('a[]', 'b')", 'text'],
  ['INTEGER[3]', 'nested'],
  ['STRUCT(a INTEGER)', 'nested'],
  ['MAP(VARCHAR, INTEGER)', 'nested'],
  ['JSON', 'json'],
  ['UUID', 'other'],
  ['BIGNUM', 'integer'],
])('a column of type %s is %s', (type, kind) => {
  expect(kindOf(type)).toBe(kind);
});

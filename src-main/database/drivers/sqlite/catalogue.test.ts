import { describe, expect, it } from 'vitest';
import { findColumn, findTable } from '#shared/model/catalogue.ts';
import { createTestDatabase } from '../../testing/engines.ts';

async function catalogueOf(...statements: string[]) {
  await using database = await createTestDatabase('sqlite');
  await database.execute(...statements);
  const connection = await database.open();
  return await connection.catalogue();
}

describe('the catalogue of a SQLite database', () => {
  it('tells keys, references, uniques and indexes', async () => {
    const catalogue = await catalogueOf(
      'create table sessions (id integer primary key, name text not null unique)',
      `create table episodes (session int references sessions, number int, seed int, label text default 'none',
         primary key (session, number), unique (seed, label))`,
      'create table steps (session int, number int, at real, foreign key (session, number) references episodes (session, number))',
      'create index by_time on steps (at, number)',
      'create unique index by_label on episodes (lower(label)) where seed > 0',
    );
    expect(findTable(catalogue, 'sessions')).toMatchObject({ primaryKey: ['id'], uniques: [['name']], indexes: [] });
    expect(findTable(catalogue, 'episodes')).toMatchObject({
      primaryKey: ['session', 'number'],
      uniques: [['seed', 'label']],
      foreignKeys: [{ columns: ['session'], references: { schema: 'main', name: 'sessions', columns: ['id'] } }],
      indexes: [{ name: 'by_label', columns: ['(expression)'], unique: true }],
    });
    expect(findTable(catalogue, 'steps')).toMatchObject({
      foreignKeys: [
        { columns: ['session', 'number'], references: { name: 'episodes', columns: ['session', 'number'] } },
      ],
      indexes: [{ name: 'by_time', columns: ['at', 'number'], unique: false }],
    });
    expect(findColumn(findTable(catalogue, 'episodes')!, 'label')).toMatchObject({ default: "'none'", type: 'TEXT' });
  });

  it('knows which columns of a primary key may be NULL: SQLite lets them', async () => {
    const catalogue = await catalogueOf(
      'create table a (id integer primary key)',
      'create table b (id text primary key)',
      'create table c (id text primary key) without rowid',
      'create table d (id integer primary key desc)',
    );
    const nullable = ['a', 'b', 'c', 'd'].map((name) => findTable(catalogue, name)?.columns[0]?.nullable);
    expect(nullable).toEqual([false, true, false, true]);
  });

  it('shows generated columns, virtual tables and views, and says what is wrong with a view', async () => {
    const catalogue = await catalogueOf(
      'create table t (x real, y real as (x * 2), z real generated always as (x + 1) stored)',
      'create view good as select x, y from t',
      'create view no_table as select * from gone',
      'create view no_function as select st_area(x) from t',
      'create virtual table notes using fts5 (body)',
      'create virtual table boxes using rtree (id, low, high)',
    );
    expect(findTable(catalogue, 't')?.columns.map(({ name, generated }) => [name, generated])).toEqual([
      ['x', false],
      ['y', true],
      ['z', true],
    ]);
    expect(findTable(catalogue, 'good')).toMatchObject({
      kind: 'view',
      problem: null,
      columns: [{ name: 'x' }, { name: 'y' }],
    });
    expect(findTable(catalogue, 'no_table')?.problem).toContain('no such table');
    expect(findTable(catalogue, 'no_function')?.problem).toContain('no such function: st_area');
    expect(findTable(catalogue, 'notes')).toMatchObject({
      kind: 'virtual table',
      problem: null,
      columns: [{ name: 'body' }],
    });
    expect(findTable(catalogue, 'boxes')?.columns.map((column) => column.name)).toEqual(['id', 'low', 'high']);
  });

  it('estimates rows from what ANALYZE left, and never counts', async () => {
    const rows = `with recursive c(x) as (select 1 union all select x + 1 from c limit 500) select x, x % 7 from c`;
    const statements = [
      'create table t (x integer primary key, y int)',
      'create index i on t (y)',
      `insert into t ${rows}`,
    ];
    expect(findTable(await catalogueOf(...statements), 't')?.estimatedRows).toBeNull();
    expect(findTable(await catalogueOf(...statements, 'analyze'), 't')?.estimatedRows).toBe(500);
  });

  it('tells kinds by the declared type', async () => {
    const declared = {
      BOOLEAN: 'boolean',
      'tinyint(1)': 'integer',
      'UNSIGNED BIG INT': 'integer',
      'VARCHAR(20)': 'text',
      'DOUBLE PRECISION': 'float',
      float: 'float',
      'DECIMAL(10,2)': 'decimal',
      DATETIME: 'time',
      timestamp: 'time',
      date: 'time',
      JSON: 'json',
      BLOB: 'blob',
      POINT: 'integer',
      GEOMETRY: 'other',
      '': 'other',
    };
    const columns = Object.keys(declared).map((type, index) => `c${index} ${type}`);
    const catalogue = await catalogueOf(`create table t (${columns.join(', ')})`);
    const kinds = Object.fromEntries(findTable(catalogue, 't')!.columns.map(({ type, kind }) => [type, kind]));
    expect(kinds).toEqual(Object.fromEntries(Object.entries(declared).map(([type, kind]) => [type, kind])));
  });

  it('takes names of any kind', async () => {
    const names = ['select', 'two words', "it's", 'say "so"', '图表', '🐦', '[x]', 'a;b', 'sqlite-ish'];
    const catalogue = await catalogueOf(
      ...names.map((name) => `create table "${name.replaceAll('"', '""')}" ("${name.replaceAll('"', '""')}" int)`),
    );
    expect(catalogue.tables.map((table) => table.name).toSorted()).toEqual(names.toSorted());
    expect(catalogue.tables.every((table) => table.columns[0]?.name === table.name)).toBe(true);
  });

  it('reads 2,000 tables in few statements, which takes milliseconds', async () => {
    await using database = await createTestDatabase('sqlite');
    const tables = Array.from(
      { length: 2000 },
      (_, index) => `create table t${index} (id integer primary key, a text unique, b int references t0)`,
    );
    await database.execute(['begin', ...tables, 'commit'].join(';'));
    const connection = await database.open();
    const start = performance.now();
    expect((await connection.catalogue()).tables).toHaveLength(2000);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

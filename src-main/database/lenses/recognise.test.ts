import { describe, expect, it, onTestFinished } from 'vitest';
import type { Catalogue, TableInfo } from '#shared/model/catalogue.ts';
import { createTestDatabase, engines } from '../testing/engines.ts';
import { lenses } from './lenses.ts';
import { openLens } from './open-lens.ts';
import { recognise } from './recognise.ts';
import { listening } from './testing/listening.ts';
import { trackingDatabase } from './testing/tracking-data.ts';

const shop = [
  `create table artist (artist_id integer primary key, name varchar(120))`,
  `create table album (album_id integer primary key, title varchar(160), artist_id integer references artist (artist_id))`,
  `create table invoice (invoice_id integer primary key, invoice_date timestamp, billing_city varchar(40), total decimal(10, 2))`,
];

async function lensOf(engine: 'duckdb' | 'sqlite' | 'postgres', statements: readonly string[], chosen?: string) {
  const database = await createTestDatabase(engine);
  onTestFinished(() => database[Symbol.asyncDispose]());
  if (statements.length > 0) await database.execute(...statements);
  const connection = await database.open();
  return openLens(connection, await connection.catalogue(), chosen);
}

describe.each(engines)('recognising on %s', (engine) => {
  it.each([
    ['an empty database', []],
    ['a shop', shop],
    [
      'experiments of another kind',
      [
        `create table experiments (name varchar(20) primary key, status varchar(20), total_episodes integer)`,
        `create table episodes (experiment_name varchar(20), episode_number integer, total_reward real)`,
      ],
    ],
    ['sessions of a web site', [`create table sessions (session_id integer primary key, user_name varchar(20))`]],
  ])('takes %s for no known schema', async (_, statements) => {
    const lens = await lensOf(engine, statements);
    expect(lens.choice()).toMatchObject({ id: 'generic', variant: null, chosen: false });
    expect(lens.choice().alternatives).toEqual(lenses.map(({ id, title }) => ({ id, title, fits: false })));
  });

  it('does not take one missing column for tracking', async () => {
    const lens = await lensOf(engine, [
      `create table sessions (session_id integer primary key, session_name varchar(20))`,
      `create table episodes (episode_id integer primary key, session_id integer, episode_number integer, num_frames integer)`,
      `create table observations (episode_id integer, time_index integer, agent_id integer, x real, y real)`,
    ]);
    expect(lens.choice().id).toBe('generic');
  });

  it('refuses a lens that does not fit or exist', async () => {
    await expect(lensOf(engine, shop, 'tracking')).rejects.toMatchObject({ data: { code: 'BAD_INPUT' } });
    await expect(lensOf(engine, shop, 'trackng')).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
    expect((await lensOf(engine, shop, 'generic')).choice()).toMatchObject({ id: 'generic', chosen: true });
  });
});

describe('recognising tracking', () => {
  it('finds it in a schema of its own, beside other tables of the same names', async () => {
    const lens = await lensOf('postgres', [
      `create table sessions (id integer)`,
      `create schema lab`,
      `set search_path to lab`,
      ...trackingDatabase('E', 'postgres'),
    ]);
    expect(lens.choice()).toMatchObject({ id: 'tracking', variant: 'E' });
    expect(await lens.sessionsCount({ conditions: [], search: '', sort: [], limit: 1 })).toBe(4);
  });

  it('works without keys, as after a copy by query', async () => {
    const names = ['sessions', 'episodes', 'observations', 'agent_types', 'categories'];
    const copies = names.map((each) => `create table copy.${each} as select * from main.${each}`);
    const lens = await lensOf('duckdb', [
      ...trackingDatabase('D', 'duckdb'),
      'create schema copy',
      ...copies,
      'drop table extended_properties',
      'drop table observations',
    ]);
    expect(lens.choice()).toMatchObject({ id: 'tracking', variant: 'D' });
    const request = { conditions: [], search: '', sort: [], limit: 2 };
    const first = await lens.episodesPage(undefined, request);
    const rest = await lens.episodesPage(undefined, { ...request, after: first.keys.at(-1)! });
    expect([...first.rows, ...rest.rows]).toHaveLength(4);
    const rows = await lens.rows(String(first.rows[1]?.[0]), { ...request, limit: 200 }, undefined);
    expect(rows.rows.map(([time]) => time)).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2]);
  });

  it('can be put aside for the generic lens, which finds the same levels by itself', async () => {
    const lens = await lensOf('duckdb', trackingDatabase('E', 'duckdb'), 'generic');
    expect(lens.choice()).toMatchObject({ id: 'generic', chosen: true });
    const fitting = lens.choice().alternatives.filter(({ fits }) => fits);
    expect(fitting).toEqual([{ id: 'tracking', title: 'Tracking analytics', fits: true }]);
    expect(lens.choice().words).toEqual({ session: 'session', episode: 'episode', step: 'row' });
    expect(lens.lens.steps).toMatchObject({ table: 'observations', time: { by: 'time_index' }, agent: 'agent_id' });
  });
});

describe('time', () => {
  it.each([
    ['of no known schema', [], 'generic'],
    ['beside a known schema', trackingDatabase('E', 'sqlite'), 'tracking'],
  ])('takes less than 300 ms for 2,000 tables %s', async (_, known, id) => {
    const columns = Array.from({ length: 20 }, (_, at) => `measured_value_${at} real`).join(', ');
    const many = Array.from(
      { length: 2000 },
      (_, at) => `create table plain_${at} (id integer primary key, ${columns})`,
    );
    const database = await createTestDatabase('sqlite');
    onTestFinished(() => database[Symbol.asyncDispose]());
    await database.execute('begin', ...many, ...known, 'commit');
    const connection = await database.open();
    const catalogue = await connection.catalogue();
    expect(catalogue.tables.length).toBeGreaterThanOrEqual(2000);
    const started = performance.now();
    expect((await openLens(connection, catalogue)).choice().id).toBe(id);
    expect(performance.now() - started).toBeLessThan(300);
  });

  it('asks one small table for a row where variants differ in nothing else, and reads no other', async () => {
    const database = await createTestDatabase('duckdb');
    onTestFinished(() => database[Symbol.asyncDispose]());
    await database.execute(...trackingDatabase('E', 'duckdb'));
    const { connection, statements } = listening(await database.open());
    await openLens(connection, await connection.catalogue());
    expect(statements.map((each) => each.replaceAll(/\s+/g, ' '))).toEqual([
      expect.stringMatching(/^select 1 from "main"\."categories" "t" where .* limit 1$/),
    ]);
    const asked = lenses.flatMap(({ variants, steps, episode }) =>
      variants.flatMap(({ when }) =>
        when.flatMap(({ table, holds }) =>
          holds === undefined ? [] : [{ table, large: [steps?.table, episode?.table] }],
        ),
      ),
    );
    expect(asked.map(({ table }) => table)).toEqual(['categories', 'lerobot_datasets']);
    for (const { table, large } of asked) expect(large).not.toContain(table);
  });

  it('gives up when its budget is spent', async () => {
    const tables = [{ schema: 'main', name: 'sessions' } as TableInfo];
    let clock = 0;
    const late = () => {
      clock += 1000;
      return clock;
    };
    const catalogue: Catalogue = { tables };
    expect(await recognise(catalogue, lenses, () => Promise.resolve(true), late)).toBeNull();
  });
});

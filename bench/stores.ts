import { DuckDBInstance } from '@duckdb/node-api';
import Database from 'better-sqlite3';
import pg from 'pg';
import type { OpenTarget } from '../src-main/app/open-parts.ts';
import type { Engine } from '../src-shared/model/source.ts';
import { madeOnce } from './data.ts';
import type { BenchEngine, Floor } from './engine.ts';
import { duckdbFloor } from './engines/duckdb.ts';
import { postgresFloor } from './engines/postgres.ts';
import { sqliteFloor } from './engines/sqlite.ts';

/** A database of a known schema, beside the plain tables that an engine is measured with. */
export interface Store {
  readonly target: OpenTarget;
  floor(): Promise<Floor>;
}

/** What makes a store: its name, and statements of that engine. */
export interface StoreContent {
  readonly name: string;
  statements(engine: Engine, numbers: (count: number) => string): readonly string[];
}

/** Made on first use, and kept with the other data of the benchmark. */
export async function storeOf(engine: BenchEngine, content: StoreContent): Promise<Store> {
  if (engine.target.kind === 'postgres') return postgresStore(engine.target, content);
  return engine.name === 'SQLite' ? sqliteStore(content) : duckdbStore(content);
}

async function sqliteStore({ name, statements }: StoreContent): Promise<Store> {
  const numbers = (count: number) =>
    `(with recursive c(i) as (select 0 union all select i + 1 from c limit ${count}) select i from c) as numbers`;
  const path = await madeOnce(`${name}.sqlite`, async (file) => {
    const database = new Database(file);
    database.pragma('journal_mode = off');
    database.pragma('synchronous = off');
    for (const statement of statements('sqlite', numbers)) database.exec(statement);
    database.pragma('journal_mode = delete');
    database.close();
  });
  return { target: { kind: 'file', path }, floor: () => sqliteFloor(path) };
}

async function duckdbStore({ name, statements }: StoreContent): Promise<Store> {
  const path = await madeOnce(`${name}.duckdb`, async (file) => {
    const numbers = (count: number) => `(select range as i from range(${count})) as numbers`;
    await fillDuckdb(file, statements('duckdb', numbers));
  });
  return { target: { kind: 'file', path }, floor: () => duckdbFloor(path) };
}

/** Makes a DuckDB file of what some statements make. */
export async function fillDuckdb(path: string, statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const statement of [...statements, 'checkpoint']) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

/** The tables of the tracking layout that series need, without rows. */
export function trackingTables(engine: Engine): readonly string[] {
  const double = engine === 'sqlite' ? 'real' : 'double precision';
  return [
    'create table sessions (session_id varchar(20) primary key, session_name varchar(20))',
    `create table episodes (episode_id varchar(20) primary key, session_id varchar(20), episode_number integer, num_frames integer,
       num_agents integer, frame_rate ${double})`,
    `create table observations (observation_id bigint, episode_id varchar(20), time_index bigint, agent_id integer,
       agent_type_id varchar(20), x ${double}, y ${double}, z ${double}, v_x ${double}, v_y ${double}, v_z ${double})`,
  ];
}

async function postgresStore(target: OpenTarget & { kind: 'postgres' }, content: StoreContent): Promise<Store> {
  const { host, port, user } = target.profile;
  const { password = '' } = target;
  const database = `bench_${content.name.replaceAll('-', '_')}_v1`;
  const connected = async (to: string) => {
    const client = new pg.Client({ host, port, user, password, database: to });
    await client.connect();
    return client;
  };
  const admin = await connected('postgres');
  const { rows } = await admin.query('select 1 from pg_database where datname = $1', [database]);
  if (rows.length === 0) {
    console.log(`Making ${database}…`);
    await admin.query(`drop database if exists ${database}_making with (force)`);
    await admin.query(`create database ${database}_making`);
    const client = await connected(`${database}_making`);
    const numbers = (count: number) => `generate_series(0::bigint, ${count - 1}) as numbers(i)`;
    for (const statement of [...content.statements('postgres', numbers), 'vacuum analyze'])
      await client.query(statement);
    await client.end();
    await admin.query(`alter database ${database}_making rename to ${database}`);
  }
  await admin.end();
  const address = `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
  return {
    target: { ...target, profile: { ...target.profile, database } },
    floor: () => postgresFloor(address),
  };
}

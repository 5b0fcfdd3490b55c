import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startApp } from '../node/testing/start-app.ts';
import type { App } from './create-app.ts';
import type { ProcessHandle } from './host.ts';

let app: App;
let folder: string;
let path: string;
let processes: readonly ProcessHandle[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-second-'));
  path = join(folder, 'walks.sqlite');
  const file = new BetterSqlite3(path);
  file.exec(`
    create table episodes (episode_id text primary key, started text);
    insert into episodes values ('one', '2026-03-01T12:00:00Z');
    create table steps (episode_id text references episodes, step integer, x real, y real, primary key (episode_id, step));
    insert into steps with recursive r(n) as (select 0 union all select n + 1 from r limit 20) select 'one', n, n * 0.5, n from r`);
  file.close();
  ({ app, processes } = await startApp(folder));
});

afterEach(() => app.close());

const open = async (options = {}) => {
  const { id } = await app.client.databases.open({ source: { kind: 'file', path }, options });
  return id;
};

const rowsOf = async (database: string) =>
  (await app.client.trajectory.header({ database, episode: 'one', sketch: true })).rows;

/** A statement without an end; rejects when it is given up. */
function endless(database: string, signal: AbortSignal): Promise<void> {
  const sql = 'with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r';
  const work = async () => {
    for await (const _ of await app.client.sql.run({ database, sql }, { signal }));
  };
  return work().catch(() => undefined);
}

const alive = () =>
  Promise.all(
    processes.map(({ ended }) =>
      Promise.race([ended.then(() => false), new Promise<true>((resolve) => setTimeout(() => resolve(true), 500))]),
    ),
  );

it('answers what is urgent while a statement keeps the other from answering, and outlives its end', async () => {
  const database = await open();
  expect(processes).toHaveLength(1);
  const giveUp = new AbortController();
  const long = endless(database, giveUp.signal);
  expect(await rowsOf(database)).toBe(20);
  const { numbers } = await app.client.trajectory.frames({ database, episode: 'one', from: 3, to: 4 });
  expect(numbers.size).toBeGreaterThan(0);
  const conditions = [{ column: 'step', op: '=' as const, values: ['3'] }];
  const { rows } = await app.client.trajectory.rows({ database, episode: 'one', request: { conditions } });
  expect(rows).toHaveLength(1);
  giveUp.abort();
  await long;
  expect((await app.client.sessions.page({ database, request: {} })).rows).toBeDefined();
  expect(await rowsOf(database)).toBe(20);
  expect(processes).toHaveLength(3);
  expect(await alive()).toEqual([false, true, true]);
});

it('sees what others write, as the other does', async () => {
  const database = await open();
  expect(await rowsOf(database)).toBe(20);
  const file = new BetterSqlite3(path);
  file.exec(`insert into steps values ('one', 20, 0, 0)`);
  file.close();
  const [header, { rows }] = await Promise.all([
    app.client.trajectory.header({ database, episode: 'one', sketch: true }),
    app.client.trajectory.rows({ database, episode: 'one', request: {} }),
  ]);
  expect([header.rows, rows.length]).toEqual([21, 21]);
});

it('outlives questions that were given up: whoever scrubs gives up many, and what it knows of an episode took long', async () => {
  const file = new BetterSqlite3(path);
  file.exec(`
    insert into episodes values ('long', null);
    insert into steps with recursive r(n) as (select 0 union all select n + 1 from r limit 400000) select 'long', n, n, n from r`);
  file.close();
  const database = await open();
  expect(await rowsOf(database)).toBe(20);
  const giveUp = new AbortController();
  const long = app.client.trajectory.header({ database, episode: 'long', sketch: true }, { signal: giveUp.signal });
  setTimeout(() => giveUp.abort(), 50);
  await expect(long).rejects.toBeDefined();
  expect(await rowsOf(database)).toBe(20);
  expect(processes).toHaveLength(2);
});

it('starts where urgent questions are likely to come, and asks nothing of it by then', async () => {
  const database = await open();
  await app.client.sessions.page({ database, request: {} });
  expect(processes).toHaveLength(1);
  await app.client.episodes.page({ database, request: {} });
  await vi.waitFor(() => expect(processes).toHaveLength(2));
  expect(await rowsOf(database)).toBe(20);
  expect(processes).toHaveLength(2);
});

it('begins anew when what is seen has changed', async () => {
  const database = await open();
  expect(await rowsOf(database)).toBe(20);
  const [urgent] = processes.slice(-1);
  const { id, alternatives } = await app.client.lens.get({ database });
  const other = alternatives.find(({ fits }) => fits)?.id ?? id;
  await app.client.lens.choose({ database, lens: other });
  await urgent?.ended;
  await rowsOf(database).catch(() => undefined);
  expect(processes).toHaveLength(3);
});

it('is begun again after it has died, and the database stays open', async () => {
  const database = await open();
  expect(await rowsOf(database)).toBe(20);
  processes[1]?.kill();
  await processes[1]?.ended;
  expect(await rowsOf(database)).toBe(20);
  expect((await app.client.databases.list())[0]?.state).toBe('open');
});

it('is not there for a copy, which would be of another moment', async () => {
  const database = await open({ snapshot: true });
  expect(await rowsOf(database)).toBe(20);
  expect(processes).toHaveLength(1);
});

it('closes with its database, and leaves nothing behind', async () => {
  const database = await open();
  await rowsOf(database);
  await app.client.databases.close({ database });
  expect(await alive()).toEqual([false, false]);
  expect(await readdir(join(folder, 'data', 'cache', 'scratch'))).toEqual([]);
  expect((await readdir(folder)).filter((name) => name.startsWith('walks'))).toEqual(['walks.sqlite']);
});

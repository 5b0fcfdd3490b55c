import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../node/testing/start-app.ts';
import type { App } from './create-app.ts';
import type { ProcessHandle } from './host.ts';

let app: App;
let folder: string;
let path: string;
let processes: readonly ProcessHandle[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-app-'));
  path = join(folder, 'numbers.sqlite');
  const file = new BetterSqlite3(path);
  file.exec('create table numbers (n integer primary key); insert into numbers values (1), (2), (3)');
  file.close();
  ({ app, processes } = await startApp(folder));
});

afterEach(() => app.close());

const open = () => app.client.databases.open({ source: { kind: 'file', path } });
const endless = 'with recursive r(n) as (select 1 union all select n + 1 from r) select count(*) from r';

async function numbers(database: string): Promise<readonly unknown[]> {
  const table = { schema: 'main', name: 'numbers' };
  return (await app.client.tables.page({ database, table, request: {} })).rows.flat();
}

async function drain(database: string, sql: string, signal?: AbortSignal): Promise<void> {
  const pieces = await app.client.sql.run({ database, sql }, signal === undefined ? {} : { signal });
  for await (const piece of pieces) expect(piece.kind).not.toBe('done');
}

it('opens a source once, however often it is asked for', async () => {
  const [first, second] = await Promise.all([open(), open()]);
  expect(first.id).toBe(second.id);
  expect(processes).toHaveLength(1);
  expect(await numbers(first.id)).toEqual([1, 2, 3]);
});

it('shows what is new of a copy after it is renewed, and answers meanwhile', async () => {
  const { id } = await app.client.databases.open({ source: { kind: 'file', path }, options: { snapshot: true } });
  const file = new BetterSqlite3(path);
  file.exec('insert into numbers values (4)');
  file.close();
  expect(await numbers(id)).toEqual([1, 2, 3]);
  expect(await app.client.follow.version({ database: id })).toMatchObject({ outdated: true });
  const [, meanwhile] = await Promise.all([app.client.databases.renew({ database: id }), numbers(id)]);
  expect([3, 4]).toContain(meanwhile.length);
  expect(await numbers(id)).toEqual([1, 2, 3, 4]);
  expect(await app.client.follow.version({ database: id })).toMatchObject({ outdated: false });
});

describe('a process that dies', () => {
  it('costs one database, says so, and is replaced by reopening', async () => {
    const { id } = await open();
    processes[0]?.kill();
    await expect.poll(async () => (await app.client.databases.list())[0]?.state).toBe('crashed');
    await expect(numbers(id)).rejects.toMatchObject({ data: { code: 'PROCESS_ENDED' } });
    await app.client.databases.reopen({ database: id });
    expect(await numbers(id)).toEqual([1, 2, 3]);
  });

  it('ends the requests it was answering', async () => {
    const { id } = await open();
    const asked = drain(id, endless);
    await new Promise((resolve) => setTimeout(resolve, 100));
    processes[0]?.kill();
    await expect(asked).rejects.toMatchObject({ data: { code: 'PROCESS_ENDED' } });
  });
});

describe('cancelling a statement that only the end of its process stops', () => {
  it('answers at once, and the database goes on in a new process', async () => {
    const { id } = await open();
    const controller = new AbortController();
    const asked = drain(id, endless, controller.signal);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const waiting = numbers(id);
    const cancelled = performance.now();
    controller.abort();
    await expect(asked).rejects.toBeDefined();
    expect(performance.now() - cancelled).toBeLessThan(1000);
    expect(await waiting).toEqual([1, 2, 3]);
    expect((await app.client.databases.list())[0]?.state).toBe('open');
    expect(processes).toHaveLength(2);
    await processes[0]?.ended;
  });

  it('starts one new process however many requests are cancelled at once', async () => {
    const { id } = await open();
    const controller = new AbortController();
    const asked = [drain(id, endless, controller.signal), drain(id, endless, controller.signal)];
    await new Promise((resolve) => setTimeout(resolve, 150));
    controller.abort();
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await processes[0]?.ended;
    expect(await numbers(id)).toEqual([1, 2, 3]);
    expect(processes).toHaveLength(2);
  });
});

it('leaves nothing behind when it is closed', async () => {
  const { id } = await open();
  await numbers(id);
  await app.client.databases.close({ database: id });
  expect(await app.client.databases.list()).toEqual([]);
  expect(await readdir(join(folder, 'data', 'cache', 'scratch'))).toEqual([]);
  expect((await readdir(folder)).filter((name) => name.startsWith('numbers'))).toEqual(['numbers.sqlite']);
});

it('remembers what was opened and forgets it when asked', async () => {
  const { id } = await open();
  expect((await app.client.databases.recents()).map((recent) => recent.database.id)).toEqual([id]);
  await app.client.databases.forget({ database: id });
  expect(await app.client.databases.recents()).toEqual([]);
});

describe('closing', () => {
  const running = () => Promise.all(processes.map(({ ended }) => Promise.race([ended.then(() => 0), soon(1)])));
  const soon = (value: number) => new Promise<number>((resolve) => setTimeout(() => resolve(value), 500));

  it('lets the same file be opened again at once', async () => {
    const { id } = await open();
    const closed = app.client.databases.close({ database: id });
    const again = await open();
    await closed;
    expect(again.state).toBe('open');
    expect(await numbers(id)).toEqual([1, 2, 3]);
    expect((await app.client.databases.list()).map(({ state }) => state)).toEqual(['open']);
    expect(await running()).toEqual([0, 1]);
  });

  it('while a file is opening leaves no process and nothing in the list', async () => {
    const refused = expect(open()).rejects.toMatchObject({ data: { code: 'CANCELLED' } });
    await expect.poll(async () => (await app.client.databases.list())[0]?.state).toBe('opening');
    const [{ id } = { id: '' }] = await app.client.databases.list();
    await app.client.databases.close({ database: id });
    await refused;
    expect(await app.client.databases.list()).toEqual([]);
    expect((await running()).filter((each) => each === 1)).toEqual([]);
  });
});

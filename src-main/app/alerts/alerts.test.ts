import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type AlertRule, type AlertState, rulesKey } from '#shared/alerts/rule.ts';
import { createNodeHost } from '../../node/node-host.ts';
import { programs } from '../../node/testing/programs.ts';
import { type App, createApp } from '../create-app.ts';

let app: App;
let folder: string;
let writer: BetterSqlite3.Database;
let state: AlertState;
let notes: string[];

/** Two runs of two steps each. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-alerts-'));
  writer = new BetterSqlite3(join(folder, 'runs.sqlite'));
  writer.pragma('journal_mode = wal');
  writer.exec(`create table episodes (id text primary key);
    create table steps (episode_id text references episodes (id), step integer, loss real);
    insert into episodes values ('a'), ('b');
    insert into steps values ('a', 0, 3), ('a', 1, 2), ('b', 0, 3), ('b', 1, 2)`);
  process.env['STARLING_DATA'] = join(folder, 'data');
  notes = [];
  app = await start([folder]);
});

afterEach(async () => {
  await app.close();
  writer.close();
  await rm(folder, { recursive: true, force: true });
});

async function start(roots: readonly string[] | null): Promise<App> {
  const { databaseEntry } = await programs();
  const host = createNodeHost({ version: '0.0.0', databaseEntry, roots });
  const made = createApp({ ...host, notify: (title, body) => notes.push(`${title}: ${body}`) > 0 });
  state = { alarms: [], watching: [] };
  made.listen((event) => {
    if (event.kind === 'alerts') state = event.alerts;
  });
  return made;
}

const open = async (options = {}) =>
  (await app.client.databases.open({ source: { kind: 'file', path: join(folder, 'runs.sqlite') }, options })).id;
const rule = (more: Partial<AlertRule>): AlertRule => ({
  ...{ id: 'r', measure: 'loss', title: 'Loss', kind: 'above', value: 100, on: true, sessions: [], episodes: [] },
  ...more,
});
const keep = (database: string, ...rules: AlertRule[]) =>
  app.client.application.saveSettings({ [rulesKey(database)]: rules });
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 40_000, interval: 50 });

it('watches without any window, says once that a rule is broken, and again after it held', {
  timeout: 120_000,
}, async () => {
  const database = await open();
  await keep(database, rule({ episodes: ['a'] }), rule({ id: 'nan', kind: 'nan' }), rule({ id: 'off', on: false }));
  await eventually(() => expect(state.watching).toMatchObject([{ database, rules: 2, failure: null }]));
  const said = (what: RegExp) => notes.filter((note) => what.test(note)).length;
  const add = (episode: string, ...values: (number | string)[]) =>
    writer.exec(
      values.map((value) => `insert into steps select '${episode}', max(step) + 1, ${value} from steps`).join(';'),
    );
  // What is not finite is news each time: one looks, and has looked again.
  const look = () => {
    const before = said(/not finite/);
    return eventually(() => {
      add('b', '9e999');
      expect(said(/not finite/)).toBeGreaterThan(before);
    });
  };
  await look();
  // Another episode is none of the rule's, and what lies between two looks is not missed.
  add('b', 500);
  add('a', 900, 1);
  await eventually(() =>
    expect(state.alarms).toContainEqual(expect.objectContaining({ database, rule: 'r', shown: true })),
  );
  expect(said(/^Loss rises above 100: .*900 at/)).toBe(1);

  await app.client.alerts.dismiss({ rules: ['r', 'nan'] });
  expect(state.alarms).toEqual([]);
  add('a', 1);
  await look();
  await look();
  expect(said(/above 100/)).toBe(1);
  add('a', 700, 1);
  await eventually(() => expect(said(/above 100: .*700 at/)).toBe(1));
});

it('watches a copy anew when its original has changed, and no more when the rules or the database are gone', {
  timeout: 120_000,
}, async () => {
  const database = await open({ snapshot: true });
  await keep(database, rule({}));
  await eventually(() => expect(state.watching).toHaveLength(1));
  writer.exec(`insert into steps values ('b', 2, 5000)`);
  await eventually(() => expect(state.alarms).toHaveLength(1));
  await keep(database);
  expect(state.watching).toEqual([]);
  await keep(database, rule({}));
  expect(state.watching).toHaveLength(1);
  await app.client.databases.close({ database });
  await eventually(() => expect(state.watching).toEqual([]));
});

it('says why it cannot look, and lets a command watch nothing', { timeout: 120_000 }, async () => {
  const database = await open();
  await keep(database, rule({ measure: 'gone' }));
  await eventually(() => expect(state.watching[0]?.failure).toMatch(/gone/));
  // What can be looked at is looked at all the same.
  await keep(database, rule({ measure: 'gone' }), rule({ id: 'other', value: 1 }));
  await eventually(() => expect(state.alarms).toMatchObject([{ rule: 'other' }]));
  await app.close();
  app = await start(null);
  app.grant(join(folder, 'runs.sqlite'));
  await open();
  await keep(database, rule({}));
  expect(state.watching).toEqual([]);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type AlertRule, type AlertState, rulesKey } from '#shared/alerts/rule.ts';
import type { Source } from '#shared/model/source.ts';
import { createTestDatabase, engines, type TestDatabase } from '../../database/testing/engines.ts';
import { createNodeHost } from '../../node/node-host.ts';
import { programs } from '../../node/testing/programs.ts';
import { type App, createApp } from '../create-app.ts';

let app: App;
let folder: string;
let runs: TestDatabase;
let state: AlertState;
let notes: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-alerts-'));
  process.env['STARLING_DATA'] = join(folder, 'data');
  notes = [];
  app = await start([tmpdir()]);
});

afterEach(async () => {
  await app.close();
  await runs[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Two runs of two steps each. */
async function runsIn(engine: TestDatabase['engine']): Promise<void> {
  runs = await createTestDatabase(engine);
  await runs.execute(
    ...(engine === 'sqlite' ? ['pragma journal_mode = wal'] : []),
    'create table episodes (id varchar(9) primary key)',
    'create table steps (episode_id varchar(9) references episodes (id), step integer, loss double precision)',
    `insert into episodes values ('a'), ('b')`,
    `insert into steps values ('a', 0, 3), ('a', 1, 2), ('b', 0, 3), ('b', 1, 2)`,
  );
}

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

/** A DuckDB file has no other writer while it is open: what grows is looked at as a copy. */
async function open({ snapshot = runs.engine === 'duckdb' } = {}): Promise<string> {
  return (await app.client.databases.open({ source: await source(), options: { snapshot } })).id;
}

async function source(): Promise<Source> {
  const { target } = runs;
  if (target.kind !== 'postgres') return target;
  const { profile, password = '' } = target;
  await app.client.profiles.save({ profile, password, keep: false });
  return { kind: 'postgres', profile: profile.id };
}

const rule = (more: Partial<AlertRule>): AlertRule => ({
  ...{ id: 'r', measure: 'loss', title: 'Loss', kind: 'above', value: 100, on: true, sessions: [], episodes: [] },
  ...more,
});
const keep = (database: string, ...rules: AlertRule[]) =>
  app.client.application.saveSettings({ [rulesKey(database)]: rules });
const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 40_000, interval: 50 });

// What is written to a DuckDB file is seen in a new copy each time: below.
it.each(['sqlite', 'postgres'] as const)(
  'watches %s without any window, says once that a rule is broken, and again after it held',
  {
    timeout: 120_000,
  },
  async (engine) => {
    await runsIn(engine);
    const database = await open();
    await keep(database, rule({ episodes: ['a'] }), rule({ id: 'nan', kind: 'nan' }), rule({ id: 'off', on: false }));
    await eventually(() => expect(state.watching).toMatchObject([{ database, rules: 2, failure: null }]));
    const said = (what: RegExp) => notes.filter((note) => what.test(note)).length;
    const add = (episode: string, ...values: (number | string)[]) =>
      runs.execute(
        ...values.map((value) => `insert into steps select '${episode}', max(step) + 1, ${value} from steps`),
      );
    const infinite = engine === 'sqlite' ? '9e999' : `cast('Infinity' as double precision)`;
    // What is not finite is news each time: one looks, and has looked again.
    const look = () => {
      const before = said(/not finite/);
      return eventually(async () => {
        await add('b', infinite);
        expect(said(/not finite/)).toBeGreaterThan(before);
      });
    };
    await look();
    // Another episode is none of the rule's, and what lies between two looks is not missed.
    await add('b', 500);
    await add('a', 900, 1);
    await eventually(() =>
      expect(state.alarms).toContainEqual(expect.objectContaining({ database, rule: 'r', shown: true })),
    );
    expect(said(/^Loss rises above 100: .*900 at/)).toBe(1);

    await app.client.alerts.dismiss({ rules: ['r', 'nan'] });
    expect(state.alarms).toEqual([]);
    await add('a', 1);
    await look();
    await look();
    expect(said(/above 100/)).toBe(1);
    await add('a', 700, 1);
    await eventually(() => expect(said(/above 100: .*700 at/)).toBe(1));
  },
);

it.each(['sqlite', 'duckdb'] as const)(
  'watches a copy of %s anew when its original has changed, and no more when the rules or the database are gone',
  {
    timeout: 120_000,
  },
  async (engine) => {
    await runsIn(engine);
    const database = await open({ snapshot: true });
    await keep(database, rule({}));
    await eventually(() => expect(state.watching).toHaveLength(1));
    await runs.execute(`insert into steps values ('b', 2, 5000)`);
    await eventually(() => expect(state.alarms).toHaveLength(1));
    await keep(database);
    expect(state.watching).toEqual([]);
    await keep(database, rule({}));
    expect(state.watching).toHaveLength(1);
    await app.client.databases.close({ database });
    await eventually(() => expect(state.watching).toEqual([]));
  },
);

it.each(engines)(
  'says of %s why it cannot look, and lets a command watch nothing',
  { timeout: 120_000 },
  async (engine) => {
    await runsIn(engine);
    const database = await open();
    await keep(database, rule({ measure: 'gone' }));
    await eventually(() => expect(state.watching[0]?.failure).toMatch(/gone/));
    // What can be looked at is looked at all the same.
    await keep(database, rule({ measure: 'gone' }), rule({ id: 'other', value: 1 }));
    await eventually(() => expect(state.alarms).toMatchObject([{ rule: 'other' }]));
    await app.close();
    app = await start(null);
    if (runs.target.kind !== 'postgres') app.grant(runs.target.path);
    await open();
    await keep(database, rule({}));
    expect(state.watching).toEqual([]);
  },
);

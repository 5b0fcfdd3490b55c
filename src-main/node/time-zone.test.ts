import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, createApp } from '../app/create-app.ts';
import { occupancyDatabase } from '../database/lenses/testing/occupancy-data.ts';
import type { TestDatabase } from '../database/testing/engines.ts';
import { createNodeHost } from './node-host.ts';

let app: App;
let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'starling-time-zone-'));
  process.env['STARLING_DATA'] = folder;
  const databaseEntry = new URL('./database-entry.ts', import.meta.url).pathname;
  app = createApp(createNodeHost({ version: '0.0.0', databaseEntry, roots: null }));
  database = await occupancyDatabase('sqlite', 'models');
});

afterAll(async () => {
  await app.close();
  await database[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

/** Hours of the day on which the clocks of Berlin are put forward. */
async function hours(id: string): Promise<unknown> {
  const request = { conditions: [], search: '2024-03-31', sort: [], limit: 10 };
  const { columns, rows } = await app.client.episodes.page({ database: id, session: 'office', request });
  return rows[0]?.[columns.findIndex(({ name }) => name === 'hours')];
}

it('is that of the settings, at once where databases are open, unless one was named at opening', async () => {
  const { client } = app;
  const { target } = database;
  if (target.kind !== 'file') throw new Error('a file was expected');
  app.grant(target.path);
  await client.application.saveSettings({ timeZone: 'UTC' });
  const { id } = await client.databases.open({ source: target });
  expect(await hours(id)).toBe(24);
  await client.application.saveSettings({ timeZone: 'Europe/Berlin' });
  expect(await hours(id)).toBe(23);
  await expect(client.application.saveSettings({ timeZone: 'Europe/Atlantis' })).rejects.toThrow(/no time zone/);
  expect(await hours(id)).toBe(23);
  await client.databases.close({ database: id });
  const named = await client.databases.open({ source: target, options: { timeZone: 'Asia/Kolkata' } });
  await client.application.saveSettings({ timeZone: 'UTC' });
  await client.application.saveSettings({ timeZone: 'Europe/Berlin' });
  expect(await hours(named.id)).toBe(24);
});

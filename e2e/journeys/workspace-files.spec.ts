import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { trackingDatabase } from '../data/postgres.ts';
import { trainingFile } from '../data/training.ts';
import type { DesktopHost } from '../hosts/host.ts';
import { expect, test } from '../hosts/test.ts';
import { dropOn } from '../pages/importing.ts';
import { exportedAs, savedTo } from '../pages/saving.ts';
import { StarlingWindow } from '../pages/window.ts';
import { Workspaces } from '../pages/workspace.ts';

/** Eleven runs, two of which have no reward. */
const runs = 11;

test('a workspace is given away as a file, dropped in elsewhere, and finds a database that moved', async ({
  start,
  folder,
}) => {
  test.slow();
  const training = trainingFile(join(folder, 'training.sqlite'));
  const first = await start({ files: [training] });
  const given = new Workspaces(first.page);
  await given.addTrends('New workspace');
  await first.page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(given.lines).toHaveCount(runs);
  await given.title.fill('Læring à Davao');
  await given.title.press('Enter');
  await expect(new StarlingWindow(first.page).crumb('Læring à Davao')).toBeVisible();
  const file = join(folder, 'gift.starling-workspace');
  await savedTo(first, file, () => first.page.getByRole('button', { name: 'Save as…' }).click());
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ title: 'Læring à Davao', version: 1 });
  await found(first.page, 'davao', 'Læring à Davao');
  await first.quit();

  // Somebody else has never seen it, and keeps the database elsewhere.
  const moved = join(folder, 'moved.sqlite');
  renameSync(training, moved);
  const second = await start({ data: join(folder, '.other') });
  const { page } = second;
  await expect(new StarlingWindow(page).button('Open file…')).toBeVisible();
  await dropOn(page, [file], { x: 0.6, y: 0.5 });
  const taken = new Workspaces(page);
  await expect(taken.title).toHaveValue('Læring à Davao');
  const gone = taken.source('training.sqlite');
  await expect(gone.getByRole('alert')).toBeVisible();
  if (second.kind === 'browser') {
    await gone.getByRole('button', { name: 'Locate…' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /moved\.sqlite/ })
      .click();
  } else {
    await (second as DesktopHost).answerOpenDialog([moved]);
    await gone.getByRole('button', { name: 'Locate…' }).click();
  }
  await expect(taken.source('moved.sqlite')).toContainText('286 rows → 270 points', { timeout: 60_000 });
  await expect(taken.lines).toHaveCount(runs);
});

test('a chart of a Postgres database beside a file is exported whole, and the same each time', async ({
  start,
  postgres,
  folder,
  hostKind,
}, info) => {
  test.slow();
  const { host: server, port, user, password } = postgres;
  const database = `beside_${hostKind.replaceAll('-', '_')}_${info.workerIndex}_${info.repeatEachIndex}`;
  await trackingDatabase(postgres, database);
  const training = trainingFile(join(folder, 'training.sqlite'));
  const host = await start({ files: [training] });
  const { page } = host;
  const workspaces = new Workspaces(page);
  await workspaces.addTrends('New workspace');

  const window = new StarlingWindow(page);
  await window.press('Mod+K');
  await page.getByRole('combobox', { name: 'Search everything' }).fill('connect to postgres');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel('Paste an address or an .env file')
    .fill(`postgres://${user}:${password}@${server}:${port}/${database}`);
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('User')).toHaveValue(user);
  await dialog.getByRole('button', { name: 'Save and open' }).click();
  await expect(window.status).toContainText(/PostgreSQL/, { timeout: 60_000 });
  await workspaces.addTrends('Workspace 1');
  await workspaces.show('Workspace 1');
  await expect(workspaces.lines).toHaveCount(runs + 4, { timeout: 60_000 });
  const exporting = page.getByRole('button', { name: 'Export the chart of Workspace 1…' });
  const once = await exportedAs(host, join(folder, 'once.svg'), exporting);
  expect(once).toMatch(/training\.sqlite \(SQLite/);
  expect(once).toMatch(/\(PostgreSQL \d+/);
  expect(once.match(/<title>.*<\/title><\/path>/g)?.length).toBeGreaterThanOrEqual(runs - 2 + 4);
  expect(once).not.toContain(password);
  expect(await exportedAs(host, join(folder, 'twice.svg'), exporting)).toBe(once);
});

async function found(page: Page, typed: string, title: string): Promise<void> {
  const window = new StarlingWindow(page);
  await window.press('Mod+1');
  await window.press('Mod+K');
  await page.getByRole('combobox', { name: 'Search everything' }).fill(typed);
  await expect(page.getByRole('option', { name: title }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(new Workspaces(page).title).toHaveValue(title);
}

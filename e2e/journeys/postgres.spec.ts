import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { trackingDatabase } from '../data/postgres.ts';
import { expect, test } from '../hosts/test.ts';
import { Grid, openRow } from '../pages/grid.ts';
import { Trajectory } from '../pages/trajectory.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a pasted address becomes a connection, its password stays secret', async ({
  start,
  postgres,
  hostKind,
}, info) => {
  const { host: server, port, user, password } = postgres;
  const database = `flock_${hostKind.replaceAll('-', '_')}_${info.workerIndex}_${info.repeatEachIndex}`;
  await trackingDatabase(postgres, database);
  const first = await start();
  const { page } = first;
  const window = new StarlingWindow(page);
  await window.main.getByRole('button', { name: 'Connect to Postgres…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByLabel('Paste an address or an .env file')
    .fill(`postgres://${user}:wrong@${server}:${port}/${database}`);
  await page.keyboard.press('Enter');
  await expect(dialog.getByLabel('User')).toHaveValue(user);

  await dialog.getByRole('button', { name: 'Test' }).click();
  await expect(dialog.getByRole('alert')).toContainText('User or password not accepted');
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Test' }).click();
  await expect(dialog.getByRole('status')).toContainText(/PostgreSQL \d+.* answered in/);
  await dialog.getByRole('button', { name: 'Save and open' }).click();

  const sessions = new Grid(page, 'Sessions');
  await expect(sessions.rows).toHaveCount(2);
  await expect(window.status).toContainText(/PostgreSQL .*read-only/);
  expect(await page.content()).not.toContain(password);
  expect(filesWith(first.data, password)).toEqual([]);
  await openRow(sessions.rows.first());
  await openRow(new Grid(page, 'Episodes').rows.first());
  await expect(new Trajectory(page).picture).toBeVisible();
  await first.quit();
  expect(filesWith(first.data, password)).toEqual([]);
});

/** Names of the files below a folder that hold a text as it is. */
function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
    .filter((path) => readFileSync(path).includes(text));
}

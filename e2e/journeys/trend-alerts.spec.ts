import { join } from 'node:path';
import Database from 'better-sqlite3';
import { measurementsFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a rule that is broken while the page follows is said, stays in the status bar, and is kept', async ({
  start,
  folder,
}) => {
  const path = measurementsFile(join(folder, 'runs.sqlite'));
  const writer = new Database(path);
  writer.pragma('journal_mode = wal');
  const { page } = await start({ files: [path] });
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  await window.button('Alerts…').click();
  await page.getByRole('combobox', { name: 'Condition of the alert' }).click();
  await page.getByRole('option', { name: 'rises above' }).click();
  await page.getByRole('textbox', { name: 'Threshold' }).fill('100');
  await window.button('Add').click();
  const rule = page.getByRole('list', { name: 'Rules' }).getByRole('checkbox', { name: /rises above 100$/ });
  await expect(rule).toBeChecked();
  await page.keyboard.press('Escape');
  await window.button('Follow').click();
  await expect(window.main.getByText(/^as of \d\d:\d\d:\d\d$/)).toBeVisible();

  writer.prepare('insert into measurements values (5, 100, 5000, null)').run();
  await expect(window.status.getByRole('button', { name: '1 alert' })).toBeVisible();
  await window.status.getByRole('button', { name: '1 alert' }).click();
  await expect(page.getByRole('list', { name: 'Broken rules' })).toContainText(/rises above 100.*121/);
  await window.button('Seen').click();
  await expect(window.status.getByRole('button', { name: '1 alert' })).toBeHidden();

  await page.reload();
  await window.button('Alerts (1)…').click();
  await page.getByRole('button', { name: /^Remove .* rises above 100$/ }).click();
  await expect(window.button('Alerts…')).toBeVisible();
  writer.close();
});

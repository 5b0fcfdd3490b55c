import { join } from 'node:path';
import Database from 'better-sqlite3';
import { measurementsFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a rule is watched on whatever page one is, said when it is broken, and stays in the status bar until it is seen', async ({
  start,
  folder,
}) => {
  const path = measurementsFile(join(folder, 'runs.sqlite'));
  const writer = new Database(path);
  writer.pragma('journal_mode = wal');
  const { page } = await start({ files: [path] });
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  await addRule(window, '100');
  await page.keyboard.press('Escape');
  await window.status.getByRole('button', { name: '1 rule watched' }).click();
  await expect(page.getByRole('list', { name: 'Watched databases' })).toContainText(
    /runs\.sqlite.*1 rule is watched as long as it is open/,
  );
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await window.tab('Tables').click();

  writer.prepare('insert into measurements values (5, 100, 5000, null)').run();
  const alert = window.status.getByRole('button', { name: '1 alert' });
  await alert.click();
  await expect(page.getByRole('list', { name: 'Broken rules' })).toContainText(/rises above 100.*121/);
  expect(await seriousFaults(page)).toEqual([]);
  await window.button('Seen').click();
  await expect(alert).toBeHidden();
  await expect(window.status.getByRole('button', { name: '1 rule watched' })).toBeVisible();
  writer.close();
});

test('rules are turned off and removed', async ({ start, folder }) => {
  const { page } = await start({ files: [measurementsFile(join(folder, 'runs.sqlite'))] });
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  await addRule(window, '7');
  await page.getByRole('checkbox', { name: /rises above 7$/ }).uncheck();
  await expect(window.button('Alerts…')).toBeVisible();
  await page.getByRole('button', { name: /^Remove .* rises above 7$/ }).click();
  await expect(page.getByRole('list', { name: 'Rules' })).toBeHidden();
});

async function addRule(window: StarlingWindow, threshold: string): Promise<void> {
  const { page } = window;
  await window.button('Alerts…').click();
  await page.getByRole('combobox', { name: 'Condition of the alert' }).click();
  await page.getByRole('option', { name: 'rises above' }).click();
  await page.getByRole('textbox', { name: 'Threshold' }).fill(threshold);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('checkbox', { name: new RegExp(`rises above ${threshold}$`) })).toBeChecked();
}

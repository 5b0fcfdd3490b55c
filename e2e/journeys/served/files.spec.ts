import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { measurementsFile } from '../../data/files.ts';
import { expect, test } from '../../hosts/test.ts';
import { StarlingWindow } from '../../pages/window.ts';

test('files below the root are chosen from a list, and nothing above it', async ({ start, folder }) => {
  mkdirSync(join(folder, 'deep'));
  measurementsFile(join(folder, 'deep/lab.sqlite'));
  const { page } = await start();
  const window = new StarlingWindow(page);
  await window.button('Open file…').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /deep/ }).click();
  await dialog.getByRole('button', { name: /lab\.sqlite/ }).click();
  await expect(window.crumb('lab.sqlite')).toBeVisible();

  await window.press('Mod+O');
  await expect(dialog.getByRole('textbox', { name: 'Filter' })).toBeFocused();
  await dialog.getByRole('textbox', { name: 'Path' }).fill('/etc/passwd');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/not below a folder that Starling was given/)).toBeVisible();
});

test('a window without the token gets nothing', async ({ start, browser, folder }) => {
  const file = measurementsFile(join(folder, 'lab.sqlite'));
  const { page } = await start({ files: [file] });
  await expect(new StarlingWindow(page).tab('Tables')).toBeVisible();
  expect(page.url()).not.toContain('token');
  const stranger = await browser.newContext();
  const other = await stranger.newPage();
  await other.goto(new URL('/', page.url()).href);
  await expect(other.getByRole('main')).not.toContainText('lab.sqlite');
  await expect(other.getByRole('navigation', { name: 'Databases' })).not.toContainText('lab.sqlite');
  await stranger.close();
});

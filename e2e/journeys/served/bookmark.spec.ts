import { join } from 'node:path';
import { measurementsFile } from '../../data/files.ts';
import { expect, test } from '../../hosts/test.ts';
import { StarlingWindow } from '../../pages/window.ts';

test('a bookmark opens in a new tab, without the token', async ({ start, folder }) => {
  const { page } = await start({ files: [measurementsFile(join(folder, 'lab.sqlite'))] });
  await expect(new StarlingWindow(page).tab('Tables')).toBeVisible();
  const bookmark = page.url();
  expect(bookmark).not.toContain('token');
  const tab = await page.context().newPage();
  await tab.goto(bookmark);
  await expect(new StarlingWindow(tab).tab('Tables')).toBeVisible();
  expect(await tab.evaluate(() => document.cookie)).toBe('');
});

import { join } from 'node:path';
import { flawedFile } from '../data/flawed.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { Grid } from '../pages/grid.ts';
import { SqlPage } from '../pages/sql-page.ts';
import { StarlingWindow } from '../pages/window.ts';

test('checks run when asked for, and end in rows, in the episode, and in SQL', async ({ start, folder }) => {
  test.slow();
  const { page } = await start({ files: [await flawedFile(join(folder, 'flawed.duckdb'))] });
  const window = new StarlingWindow(page);
  await window.tab('Findings').click();
  const check = (name: string) => window.main.getByRole('link', { name: new RegExp(`^${name}`) });
  await expect(check('Missing steps')).toBeVisible();
  await expect(check('Missing steps')).not.toContainText('nothing');

  await window.button('Run all checks').click();
  await expect(window.main).toContainText(/\d+ checks? of \d+ found something/, { timeout: 30_000 });
  await expect(check('Missing steps')).toContainText('1 row');
  await expect(check('Jumps')).toContainText('2 rows');
  await expect(check('Numbers that disagree with the rows')).toContainText('1 row');
  await expect(check('Episodes without')).toContainText('nothing');

  await check('Missing steps').click();
  const rows = new Grid(page, 'Found by Missing steps').rows;
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText('3');
  await expect.poll(() => window.place()).toContain('check=missing-steps');
  await window.button('Open in the SQL page').click();
  const sql = new SqlPage(page);
  await expect(sql.editor).toContainText('select');
  await page.locator('body').press('ControlOrMeta+Enter');
  await expect(sql.summary).toContainText('1 row');

  await page.goBack();
  await rows.first().getByRole('link').first().click();
  await expect.poll(() => window.place()).toContain('/episodes/');

  // What was found stays while the application runs.
  await window.tab('Findings').click();
  await expect(check('Jumps')).toContainText('2 rows');
  await check('Jumps').click();
  await page.getByRole('textbox', { name: 'Times the mean speed' }).fill('100000');
  await page.keyboard.press('Enter');
  await expect(window.main).toContainText('Nothing was found: all is well here');
});

for (const scheme of ['light', 'dark'] as const) {
  test(`checks and what one found are accessible, ${scheme}`, async ({ start, folder }, info) => {
    test.slow();
    const { page } = await start({ files: [await flawedFile(join(folder, 'flawed.duckdb'))] });
    await page.emulateMedia({ colorScheme: scheme });
    const window = new StarlingWindow(page);
    await window.tab('Findings').click();
    const look = async (name: string) => {
      await info.attach(`${name}, ${scheme}`, { body: await page.screenshot(), contentType: 'image/png' });
      expect.soft(await seriousFaults(page), name).toEqual([]);
    };
    await window.button('Run all checks').click();
    await expect(window.main).toContainText('found something', { timeout: 30_000 });
    await look('checks');
    await window.main.getByRole('link', { name: /^Jumps/ }).click();
    await expect(new Grid(page, 'Found by Jumps').rows).toHaveCount(2);
    await look('jumps');
  });
}

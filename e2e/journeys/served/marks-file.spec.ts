import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { trackingFile } from '../../data/files.ts';
import { expect, test } from '../../hosts/test.ts';
import { Grid, openRow } from '../../pages/grid.ts';
import { StarlingWindow } from '../../pages/window.ts';

test('the marks that were searched for are given out as a file', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  const sessions = new Grid(page, 'Sessions').rows;
  const form = page.getByRole('dialog', { name: /^Mark…/ });
  for (const [at, note] of ['worth a second look', 'the flock turns'].entries()) {
    await openRow(sessions.nth(at));
    await expect(new Grid(page, 'Episodes').rows.first()).toBeVisible();
    await window.button('Mark…').click();
    await form.getByRole('textbox', { name: 'Note' }).fill(note);
    await form.getByRole('button', { name: 'Mark', exact: true }).click();
    await expect(window.button('Mark… (1)')).toBeVisible();
    await page.goBack();
  }
  await page.evaluate(() => globalThis.location.assign('#/marks'));
  const marks = page.getByRole('list', { name: 'Marks' }).getByRole('listitem');
  await expect(marks).toHaveCount(2);
  await page.getByRole('searchbox', { name: 'Search marks' }).fill('turns');
  await expect(marks).toHaveCount(1);
  const [download] = await Promise.all([page.waitForEvent('download'), window.button('Export as JSON').click()]);
  const file = JSON.parse(await readFile(await download.path(), 'utf8')) as { marks: { note: string }[] };
  expect(file.marks.map(({ note }) => note)).toEqual(['the flock turns']);
});

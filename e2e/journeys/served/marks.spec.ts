import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trackingFile } from '../../data/files.ts';
import { expect, test } from '../../hosts/test.ts';
import { Grid, openRow } from '../../pages/grid.ts';
import { StarlingWindow } from '../../pages/window.ts';

test('marks of one tab come to another at once, and an exported file is taken in again', async ({ start, folder }) => {
  test.slow();
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  await openRow(new Grid(page, 'Sessions').rows.first());
  await expect(new Grid(page, 'Episodes').rows).toHaveCount(3);
  const tab = await page.context().newPage();
  await tab.goto(`${page.url().split('#')[0]}#/marks`);
  const marks = tab.getByRole('list', { name: 'Marks' }).getByRole('listitem');
  await expect(tab.getByText('Nothing is marked yet')).toBeVisible();

  await window.button('Mark…').click();
  const form = page.getByRole('dialog', { name: /^Mark…/ });
  await form.getByRole('textbox', { name: 'Note' }).fill('worth a second look');
  await form.getByRole('button', { name: 'Mark', exact: true }).click();
  await expect(marks).toHaveCount(1);

  const download = tab.waitForEvent('download');
  await tab.getByRole('button', { name: 'Export as JSON' }).click();
  const path = join(folder, 'marks.json');
  await (await download).saveAs(path);
  const file = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...file, marks: [...file.marks, { note: 'of nothing' }] }));
  await tab.getByRole('button', { name: /^Remove the mark of/ }).click();
  await expect(marks).toHaveCount(0);
  await expect(window.button('Mark…')).toBeVisible();
  await tab.getByLabel('File of marks').setInputFiles(path);
  await expect(marks).toHaveCount(1);
  await expect(tab.getByText(/1 mark added; 1 could not be read: Mark 2 lacks/)).toBeVisible();
  await expect(window.button('Mark… (1)')).toBeVisible();
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { reload } from '../pages/reload.ts';
import { StarlingWindow } from '../pages/window.ts';

test('lines and notes are put onto a chart and stay; a measure is drawn against another', async ({ start, folder }) => {
  const { page, data } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  const chart = window.main.getByRole('img', { name: /^Speed/ }).first();
  await expect(window.main.getByText(/rows → .* points/).first()).toBeVisible();

  const box = (await chart.boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + 40, { button: 'right' });
  const form = page.getByRole('dialog', { name: /^Mark/ });
  await expect(form.getByLabel('y', { exact: true })).not.toHaveValue('');
  await form.getByLabel('y', { exact: true }).fill('0.9');
  await form.getByLabel('Text').fill('what we hope for');
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(chart.getByText('what we hope for')).toBeVisible();

  // Kept among the settings, which are written a moment later.
  const kept = () => readFile(join(data, 'settings.json'), 'utf8');
  await expect(async () => expect(await kept()).toContain('what we hope for')).toPass();
  await reload(page);
  await expect(chart.getByText('what we hope for')).toBeVisible();

  await window.main.getByLabel('x', { exact: true }).click();
  await page.getByRole('option', { name: /^Distance to target centre/ }).click();
  await expect.poll(() => window.place()).toContain('against=');
  await expect(window.main.getByText('Distance to target centre (scene units)', { exact: true }).first()).toBeVisible();
  await expect(chart.getByText('what we hope for')).toBeVisible();

  await window.main.getByRole('button', { name: 'Marks (1)…' }).first().click();
  await page.getByRole('button', { name: 'Remove what we hope for' }).click();
  await expect(chart.getByText('what we hope for')).toBeHidden();
});

import { join } from 'node:path';
import { outliersFile } from '../data/outliers.ts';
import { trainingFile } from '../data/training.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { drawnBy, exportedAs } from '../pages/saving.ts';
import { StarlingWindow } from '../pages/window.ts';

test('one outlier leaves a histogram its bars, is counted beside them, and can be drawn to scale', async ({
  start,
  folder,
}) => {
  test.slow();
  const file = outliersFile(join(folder, 'losses.sqlite'));
  const host = await start({ files: [file] });
  const { page } = host;
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  await expect(window.main.getByText(/^1000 rows → /)).toBeVisible();
  await page.goto(`${page.url().split('?')[0]}?episodes=a,b&draw=histogram`);
  await expect(window.main.getByText('1000 rows → 101 bars, 1 far from all others in bars at the ends')).toBeVisible();
  const chart = window.main.getByRole('img', { name: 'loss over loss' });
  await expect(chart).toContainText(/1 above 5, up to 4.000.000/);
  const saved = (name: string) => exportedAs(host, join(folder, name), window.button('Export the chart of loss'));
  const drawn = (...more: string[]) =>
    drawnBy(folder, file, ['--measure', 'loss', '--draw', 'histogram', '--episode', 'a', '--episode', 'b', ...more]);
  const svg = await saved('close.svg');
  expect(svg).toMatch(/>1 above 5, up to 4.000.000<\/text>/);
  expect(svg).toBe(await drawn());

  await window.main.getByRole('checkbox', { name: 'Bars over all values' }).check();
  await expect(window.main.getByText('1000 rows → 3 bars', { exact: true })).toBeVisible();
  await expect.poll(() => window.place()).toContain('bars=whole');
  expect(await saved('whole.svg')).toBe(await drawn('--whole'));
});

test('in a small window the controls of trends take two rows, and the others come when they are asked for', async ({
  start,
  folder,
}) => {
  const { page } = await start({ files: [trainingFile(join(folder, 'training.sqlite'))] });
  await page.setViewportSize({ width: 900, height: 600 });
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  const chart = window.main.getByRole('img', { name: / over / }).first();
  await expect(chart).toBeVisible();
  const tabs = (await window.tab('Trends').boundingBox())!;
  const last = (await window.button('Look…').boundingBox())!;
  expect(last.y + last.height - tabs.y - tabs.height).toBeLessThan(75);

  await window.button('Look…').click();
  const look = page.getByRole('dialog', { name: /^Look/ });
  await look.getByLabel('Smoothing', { exact: true }).click();
  await page.getByRole('option', { name: 'moving median' }).click();
  await expect(window.main).toContainText('median of 11');
  await look.getByText('Log', { exact: true }).click();
  await expect.poll(() => window.place()).toContain('y=log');
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(look).toBeHidden();
  await expect(window.button('Look (2)…')).toBeVisible();
});

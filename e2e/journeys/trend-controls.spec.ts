import { join } from 'node:path';
import { trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { StarlingWindow } from '../pages/window.ts';

test('trends are smoothed, aligned, drawn on a logarithmic axis, coloured and split by what sessions say', async ({
  start,
  folder,
}) => {
  test.slow();
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  const charts = window.main.getByRole('img', { name: / over / });
  await expect(charts).toHaveCount(2);
  await window.main.getByRole('checkbox', { name: 'Distance to target centre' }).click();
  await expect(charts).toHaveCount(1);
  await window.main.getByText('Episodes', { exact: true }).click();
  await window.button(/^Choose$/).click();
  await expect(window.main.getByText(/mean per observation/)).toBeVisible();

  const choose = async (label: string, option: string | RegExp) => {
    await window.main.getByLabel(label, { exact: true }).click();
    await page.getByRole('option', { name: option }).click();
  };
  await choose('Smoothing', 'moving mean');
  await expect(window.main).toContainText('mean of 11 observations around each, n = 1600; faint: as recorded');
  // The smoothed lines and, behind each, what it was made of.
  await expect(charts.locator('.recharts-line-curve')).toHaveCount(10);
  await page.getByLabel('observations around each').fill('41');
  await expect.poll(() => window.place()).toContain('smooth=mean%3A41');
  await expect(window.main).toContainText('mean of 41 observations');

  await choose('x', 'seconds since the first');
  await expect(window.main).toContainText('Time since the first (s)');
  await window.main.getByText('Log', { exact: true }).click();
  await expect.poll(() => window.place()).toContain('y=log');
  await window.main.getByText('Outliers outside').click();
  await expect.poll(() => window.place()).toContain('cut=outliers');

  await choose('Colours', /Session/);
  await expect(window.main.getByRole('list', { name: 'Lines' }).getByText('×').first()).toBeVisible();
  await choose('Charts', /Session/);
  await expect(charts).toHaveCount(2);
  const address = window.place();
  await page.reload();
  await expect(charts).toHaveCount(2);
  expect(window.place()).toBe(address);
  await expect(page.getByLabel('observations around each')).toHaveValue('41');
});

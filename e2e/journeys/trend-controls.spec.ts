import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { trackingFile } from '../data/files.ts';
import { trainingFile } from '../data/training.ts';
import { expect, test } from '../hosts/test.ts';
import { reload } from '../pages/reload.ts';
import { savedTo } from '../pages/saving.ts';
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
  await reload(page);
  await expect(charts).toHaveCount(2);
  expect(window.place()).toBe(address);
  await expect(page.getByLabel('observations around each')).toHaveValue('41');
});

test('a box is drawn into a chart and left again, and all charts go into one page or a file each', async ({
  start,
  folder,
}) => {
  test.slow();
  const host = await start({ files: [trainingFile(join(folder, 'training.sqlite'))] });
  const { page } = host;
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  const charts = window.main.getByRole('img', { name: / over / });
  await window.main.getByRole('checkbox', { name: 'Total reward' }).click();
  await window.main.getByRole('checkbox', { name: 'Waiting time' }).click();
  await expect(charts).toHaveCount(2);
  await expect(window.main.getByText(/^286 rows → /)).toHaveCount(2);

  const { x, y, width, height } = (await charts.first().boundingBox())!;
  await page.keyboard.down('Shift');
  // From the axis on the left to beyond the right edge: all of x, and a part of y.
  await page.mouse.move(x + 58, y + height * 0.1);
  await page.mouse.down();
  await page.mouse.move(x + width, y + height * 0.3, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect.poll(() => window.place()).toMatch(/range=.*box=|box=.*range=/);
  // What lies beyond is said, and no row is left out of the count.
  await expect(window.main.getByText(/points? outside/)).toHaveCount(1);
  await expect(window.main.getByText(/^286 rows → /)).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect.poll(() => window.place()).not.toContain('box=');
  await expect(window.main.getByText(/points? outside/)).toHaveCount(0);
  await expect(window.button('Show all')).toBeHidden();

  await window.button('Export all charts…').click();
  const dialog = page.getByRole('dialog', { name: 'Export 2 charts' });
  const preview = dialog.getByRole('img', { name: 'The chart as it will be exported' });
  await expect(preview).toBeVisible({ timeout: 30_000 });
  const exporting = () => dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const svg = readFileSync(await savedTo(host, join(folder, 'page.svg'), exporting), 'utf8');
  expect(svg).toMatch(/<text [^>]*>Waiting time \(s\)<\/text>/);
  expect(svg).toContain('width="89mm"');
  await window.button('Export all charts…').click();
  await dialog.getByText('A file each (zip)').click();
  const zip = await savedTo(host, join(folder, 'charts.zip'), exporting);
  expect(Object.keys(unzipSync(readFileSync(zip)))).toEqual(['01 Total reward.svg', '02 Waiting time (s).svg']);
});

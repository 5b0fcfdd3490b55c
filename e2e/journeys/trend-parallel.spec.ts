import { join } from 'node:path';
import { trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { StarlingWindow } from '../pages/window.ts';

test('axes are limited by dragging and by keys, and what lies within is kept for the other charts', async ({
  start,
  folder,
}) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  await window.main.getByText('Episodes', { exact: true }).click();
  await window.button(/^Choose$/).click();
  await window.main.getByLabel('Kind of chart', { exact: true }).click();
  await page.getByRole('option', { name: 'Parallel' }).click();
  await expect(window.main.getByRole('img', { name: /^5 lines over \d+ axes$/ })).toBeVisible();

  // All five differ in their number: the upper two are taken hold of.
  const speed = window.main.getByRole('slider', { name: /^Limit Speed/ }).first();
  const { x, y, width, height } = (await speed.boundingBox())!;
  await page.mouse.move(x + width / 2, y + 2);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height * 0.3, { steps: 4 });
  await page.mouse.up();
  await expect(speed).toHaveAttribute('aria-valuetext', / to /);
  const within = window.main.getByText(/^\d of 5 episodes within/);
  await expect(within).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);

  await speed.press('Escape');
  await expect(within).toBeHidden();
  await speed.press('ArrowUp');
  await expect(within).toBeVisible();
  for (let step = 0; step < 10; step++) await speed.press('ArrowDown');
  await expect(within).toBeVisible();
  const count = Number(/^\d/.exec((await within.textContent()) ?? '')?.[0]);
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(5);

  await window.button('Keep these').click();
  await expect(within).toBeHidden();
  await expect
    .poll(() => new URLSearchParams(window.place().split('?')[1]).get('episodes')?.split(',').length)
    .toBe(count);
  await page.goBack();
  await expect(window.main.getByRole('img', { name: /^5 lines over \d+ axes$/ })).toBeVisible();
});

import { join } from 'node:path';
import { rewardPartsFile } from '../data/traffic.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { drawnBy, exportedAs } from '../pages/saving.ts';
import { drawStacked } from '../pages/stack.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a stack takes lines of a person, is zoomed into a part of y, and both go into its file', async ({
  start,
  folder,
}) => {
  test.slow();
  const host = await start({ files: [rewardPartsFile(join(folder, 'parts.sqlite'))] });
  const { page } = host;
  const window = new StarlingWindow(page);
  const chart = await drawStacked(window, 'Total reward');
  await window.main.getByText('bonus', { exact: true }).last().click();
  await expect(chart).toHaveCount(1);
  await expect(window.main.getByText(/^On a linear axis/)).toBeVisible();
  await expect(window.main.getByLabel('x', { exact: true })).toHaveValue('in order');

  const box = (await chart.boundingBox())!;
  await page.mouse.click(box.x + box.width / 2, box.y + 60, { button: 'right' });
  const form = page.getByRole('dialog', { name: /^Mark/ });
  await form.getByLabel('y', { exact: true }).fill('10');
  await form.getByLabel('Text').fill('what we hope for');
  await form.getByRole('button', { name: 'Add' }).click();
  await expect(chart.getByText('what we hope for')).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);

  await page.keyboard.down('Shift');
  await page.mouse.move(box.x + box.width * 0.4, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.7, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect.poll(() => window.place()).toMatch(/box=[^&]*stack.{1,5}total_reward/);
  const saved = await exportedAs(host, join(folder, 'zoomed.svg'), window.button(/^Export the chart of Total reward/));
  expect(saved).toContain('what we hope for');
  await window.button('Show all').click();
  await expect.poll(() => window.place()).not.toContain('box=');
});

test('parts are smoothed each by itself before they are stacked, and go into a workspace as lines', async ({
  start,
  folder,
}) => {
  test.slow();
  const file = rewardPartsFile(join(folder, 'parts.sqlite'));
  const host = await start({ files: [file] });
  const { page } = host;
  const window = new StarlingWindow(page);
  const chart = await drawStacked(window, 'Total reward');
  await window.main.getByText('bonus', { exact: true }).last().click();
  await expect(chart).toHaveCount(1);
  await window.main.getByLabel('Smoothing', { exact: true }).click();
  await page.getByRole('option', { name: 'moving mean' }).click();
  const formula = 'mean of 11 training episodes around each, of each part before they are stacked';
  await expect(window.main.getByRole('list', { name: 'Parts' })).toContainText(formula);
  // Means of parts are parts of the mean, but where the bonus is in some of its rows.
  await expect(window.main.getByText(/^The parts add up to Total reward at 15 of 40 places/)).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  const saved = await exportedAs(host, join(folder, 'smooth.svg'), window.button(/^Export the chart of Total reward/));
  expect(saved).toContain('of each part before they are stacked');
  const command = ['--measure', 'speed_reward', '--draw', 'stacked', '--session', 'b', '--smooth', 'mean:11'];
  expect(saved).toBe(await drawnBy(folder, file, command));

  await window.main.getByRole('button', { name: 'Add to workspace…' }).click();
  await page.getByRole('menuitem', { name: 'New workspace' }).click();
  await expect(page.getByText(/^Added 4 series to /)).toBeVisible();
});

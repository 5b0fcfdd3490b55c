import { join } from 'node:path';
import { rewardPartsFile } from '../data/traffic.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { exportedAs } from '../pages/saving.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a stack takes lines of a person, is zoomed into a part of y, and both go into its file', async ({
  start,
  folder,
}) => {
  test.slow();
  const host = await start({ files: [rewardPartsFile(join(folder, 'parts.sqlite'))] });
  const { page } = host;
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  await window.main.getByRole('checkbox', { name: 'Total reward' }).check();
  await window.main.getByLabel('Kind of chart', { exact: true }).click();
  await page.getByRole('option', { name: 'Stacked' }).click();
  await window.main.getByText('bonus', { exact: true }).last().click();
  const chart = window.main.getByRole('img', { name: /^Parts of Total reward of / });
  await expect(chart).toHaveCount(1);
  await expect(window.main.getByText(/^As recorded, on a linear axis/)).toBeVisible();
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

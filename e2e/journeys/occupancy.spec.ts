import { join } from 'node:path';
import { occupancyFile } from '../data/occupancy.ts';
import { expect, test } from '../hosts/test.ts';
import { StarlingWindow } from '../pages/window.ts';

test('states of rooms are looked at from days to minutes, by the pointer and by keys, under an address', async ({
  start,
  folder,
}) => {
  const { page } = await start({ files: [occupancyFile(join(folder, 'rooms.db'))] });
  const window = new StarlingWindow(page);
  await window.tab('Occupancy').click();
  const moment = page.getByRole('slider', { name: 'Moment' });
  await expect(moment).toBeVisible();

  // The office is occupied for half of each hour.
  await page.getByRole('button', { name: 'office', exact: true }).click();
  const monday = page.getByRole('row', { name: /^Monday/ });
  await expect(monday).toContainText('50.0 %');
  await expect.poll(() => window.place()).toContain('of=office');

  await moment.focus();
  await page.keyboard.press('ArrowRight');
  await expect(window.main).toContainText('2026-01-05 00:30:00');
  await expect(window.main).toContainText(/office\s*vacant since 2026-01-05 00:30:00, for 30 min 0 s/);

  const box = (await moment.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.5, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.52, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => window.place()).toContain('range=');
  await window.button('Show all').click();
  await expect(window.button('Show all')).toBeDisabled();
  await page.goBack();
  await expect(window.button('Show all')).toBeEnabled();
  await page.reload();
  await expect(window.button('Show all')).toBeEnabled();
  await expect.poll(() => window.place()).toContain('range=');
});

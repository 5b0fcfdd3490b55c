import { join } from 'node:path';
import { occupancyFile } from '../data/occupancy.ts';
import { expect, test } from '../hosts/test.ts';
import { atRest, seriousFaults } from '../pages/accessibility.ts';
import { reload } from '../pages/reload.ts';
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
  await reload(page);
  await expect(window.button('Show all')).toBeEnabled();
  await expect.poll(() => window.place()).toContain('range=');
});

for (const scheme of ['light', 'dark'] as const) {
  test(`moves, predictions and the care of data of rooms, ${scheme}`, async ({ start, folder }, info) => {
    test.slow();
    const { page } = await start({ files: [occupancyFile(join(folder, 'rooms.db'))] });
    await page.emulateMedia({ colorScheme: scheme });
    const window = new StarlingWindow(page);
    await window.tab('Occupancy').click();
    const look = async (name: string) => {
      await atRest(page);
      await info.attach(`${name}, ${scheme}`, { body: await page.screenshot(), contentType: 'image/png' });
      expect.soft(await seriousFaults(page), name).toEqual([]);
    };
    const part = (name: string) => window.main.getByText(name, { exact: true });
    await page.getByRole('button', { name: 'office', exact: true }).click();
    await expect(page.getByRole('figure').first()).toContainText('Share occupied by day and hour');
    await look('hours');

    await part('Transitions').click();
    await expect(page.getByRole('row', { name: /^initial/ })).toContainText('1');
    // From the office to the kitchen twice, after 60 and 90 seconds.
    await expect(page.getByRole('row', { name: /^office/ })).toContainText('21 min 15 s (1 min 0 s–1 min 30 s)');
    const band = page.getByRole('button', {
      name: 'office → kitchen: 2 times, mean 1 min 15 s, from 1 min 0 s to 1 min 30 s',
    });
    await band.focus();
    await expect(band).toHaveAttribute('aria-pressed', 'true');
    await look('transitions');

    await page.getByRole('button', { name: 'Export the chart of Transitions…' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('img', { name: /chart/ })).toBeVisible();
    await look('file of transitions');
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);

    await part('Predictions').click();
    // Nineteen times 0.8 for what happened: (1 − 0.8)² and −ln 0.8.
    const score = page.getByRole('row', { name: /^office 15/ }).first();
    await expect(score).toHaveText(/office151919(0\.04)(0\.2231)/);
    // 100 minutes expected from ten o'clock on, 120 it took.
    await expect(page.getByRole('row', { name: /^kitchen 1 1/ })).toHaveText(/kitchen11-2020/);
    await look('predictions');

    await part('Data care').click();
    const desk = page.getByRole('row', { name: /office · desk/ });
    await expect(desk).toContainText('97');
    await expect(desk).toHaveText(/desk979530 min 0 s.*?11vacant/);
    await look('care');
    await desk.getByRole('button').click();
    await expect.poll(() => window.place()).toContain('range=');
  });
}

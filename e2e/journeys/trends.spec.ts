import { join } from 'node:path';
import { trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { reload } from '../pages/reload.ts';
import { StarlingWindow } from '../pages/window.ts';

test('measures are chosen, the best episodes drawn over their frames, zoomed, hidden, and opened at a point', async ({
  start,
  folder,
}) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  await expect(window.tab('Trends')).toBeVisible();
  await window.press('Mod+5');
  await expect(window.main.getByText(/rows → .* points/).first()).toBeVisible();

  await window.main.getByText('Episodes', { exact: true }).click();
  await page.getByRole('textbox', { name: 'How many episodes' }).fill('2');
  await window.button('Choose').click();
  await expect(window.main.getByRole('list', { name: 'Lines' }).first().getByRole('button')).toHaveCount(2);
  await expect.poll(() => window.place()).toContain('episodes=');

  await expect(window.main).toContainText('3200 rows → 400 points, mean per observation');

  const chart = window.main.getByRole('img', { name: / over / }).first();
  const box = (await chart.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.4, box.y + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.6, box.y + 60, { steps: 4 });
  await page.mouse.up();
  await expect(window.button('Show all')).toBeVisible();
  expect(window.place()).toContain('range=');
  await page.goBack();
  await expect(window.button('Show all')).toBeHidden();

  const [first] = await window.main.getByRole('list', { name: 'Lines' }).first().getByRole('button').all();
  await first!.click();
  await expect(first!).toHaveAttribute('aria-pressed', 'false');
  await reload(page);
  await expect(first!).toHaveAttribute('aria-pressed', 'false');
  await first!.click();

  const curves = chart.locator('.recharts-line-curve');
  await expect(curves).toHaveCount(2);
  const { x, y } = await curves.first().evaluate((path: SVGPathElement) => {
    const at = path.getPointAtLength(path.getTotalLength() / 2);
    const { x: left, y: top } = path.ownerSVGElement!.getBoundingClientRect();
    return { x: left + at.x, y: top + at.y };
  });
  await page.mouse.move(x, y);
  await expect(window.main).toContainText('click opens it');
  await page.mouse.click(x, y);
  await expect.poll(() => window.place()).toMatch(/\/episodes\/.*frame=\d+/);
});

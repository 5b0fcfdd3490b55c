import { join } from 'node:path';
import { restartedFile } from '../data/restarted.ts';
import { expect, test } from '../hosts/test.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a run that was restarted is drawn as its parts, and it is said', async ({ start, folder }) => {
  const { page } = await start({ files: [restartedFile(join(folder, 'runs.sqlite'))] });
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  await page.getByRole('textbox', { name: 'How many runs' }).fill('1');
  await window.button('Choose').click();
  await expect(window.main.getByText(/^100 rows → 100 points, every row, restarted 2 times$/).first()).toBeVisible();
  await expect(window.main.getByRole('button', { name: 'first, restarted 2 times' }).first()).toBeVisible();
  await expect(window.main.locator('.recharts-line-curve')).toHaveCount(3);
});

import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../hosts/test.ts';
import { StarlingWindow } from '../pages/window.ts';

test('the settings tell what prepared series take, and clear them', async ({ start, folder }) => {
  const file = join(folder, '.data', 'cache', 'pyramids', 'series.pyramid');
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, new Uint8Array(1_500_000));
  const { page } = await start();
  const window = new StarlingWindow(page);
  await window.button('Settings').click();
  await expect(window.main).toContainText('1.5 MB. Those of more than 5 million rows are prepared');
  await window.main.getByRole('button', { name: 'Clear' }).click();
  await expect(window.main).toContainText('None is prepared.');
  await expect(window.main.getByRole('button', { name: 'Clear' })).toBeDisabled();
  expect(existsSync(file)).toBe(false);
});

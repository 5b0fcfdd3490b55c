import { join } from 'node:path';
import { statesFile } from '../data/states.ts';
import { expect, test } from '../hosts/test.ts';
import { StarlingWindow } from '../pages/window.ts';

test('lists say which runs are running, stalled, completed or failed, and are sorted by it', async ({
  start,
  folder,
}) => {
  const { page } = await start({ files: [statesFile(join(folder, 'runs.sqlite'))] });
  const window = new StarlingWindow(page);
  await window.tab('Runs').click();
  const states = window.main.getByRole('gridcell', { name: /^(running|stalled for \d+ (min|h)|completed|failed)$/ });
  await expect(states).toHaveCount(4);
  await window.main.getByRole('button', { name: 'Run state', exact: true }).click();
  await expect(states).toHaveText(['completed', 'failed', 'running', /^stalled for \d+ min$/]);
  await window.main.getByRole('gridcell', { name: /^stalled/ }).click();
  await expect(page.getByRole('complementary', { name: 'Facts of the selected run' })).toContainText(
    /Stalled for \d+ min. It last wrote \d+ min ago/,
  );
});

import { kneeDatabase } from '../data/postgres.ts';
import { expect, test } from '../hosts/test.ts';
import { Grid, openRow } from '../pages/grid.ts';
import { StarlingWindow } from '../pages/window.ts';

test('records stand beside a participant’s recordings and a recording’s cycles; superseded rows come on demand', async ({
  start,
  postgres,
  hostKind,
}, info) => {
  const { host, port, user, password } = postgres;
  const database = `knees_${hostKind.replaceAll('-', '_')}_${info.workerIndex}_${info.repeatEachIndex}`;
  await kneeDatabase(postgres, database);
  const { page } = await start();
  const window = new StarlingWindow(page);
  await window.main.getByRole('button', { name: 'Connect to Postgres…' }).click();
  const dialog = page.getByRole('dialog');
  const address = `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
  await dialog.getByLabel('Paste an address or an .env file').fill(address);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Save and open' }).click();

  await openRow(new Grid(page, 'Participants').row('AOA 1011'));
  const recordings = new Grid(page, 'Recordings');
  await expect(recordings.rows).toHaveCount(4);
  const parts = page.getByRole('navigation', { name: 'Parts of this page' });
  await expect(parts.getByRole('link')).toHaveText(['Recordings', /Biomechanics imports\s*3/]);
  await window.press('Alt+PageDown');
  const imports = new Grid(page, 'biomechanics imports');
  await expect(imports.rows).toHaveCount(3);
  await page.getByPlaceholder('Search biomechanics imports').fill('slow');
  await expect(imports.rows).toHaveCount(1);
  await page.reload();
  await expect(imports.rows).toHaveCount(1);
  await window.press('Alt+PageUp');

  await window.status.getByRole('button', { name: 'superseded rows hidden' }).click();
  await expect(recordings.rows).toHaveCount(6);
  await window.status.getByRole('button', { name: 'superseded rows shown' }).click();
  await expect(recordings.rows).toHaveCount(4);

  await openRow(recordings.row('pass 1, slow'));
  await parts.getByRole('link', { name: 'Quality intervals' }).click();
  const intervals = new Grid(page, 'quality intervals');
  await expect(intervals.rows).toHaveCount(7);
  expect((await intervals.column('From')).slice(0, 3)).toEqual(['0.25', '0.5', '1']);
  await page.goBack();
  await expect(page.getByRole('grid', { name: 'Observations' })).toBeVisible();
});

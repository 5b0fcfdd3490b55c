import { expect, test } from '../hosts/test.ts';
import { Grid, openRow } from '../pages/grid.ts';
import { openKnees } from '../pages/knees.ts';
import { reload } from '../pages/reload.ts';

test('records stand beside a participant’s recordings and a recording’s cycles; superseded rows come on demand', async ({
  start,
  postgres,
  hostKind,
}, info) => {
  const { page } = await start();
  const window = await openKnees(page, { server: postgres, hostKind, name: 'knees' }, info);

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
  await reload(page);
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

import { join } from 'node:path';
import { trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { Grid, openRow } from '../pages/grid.ts';
import { reload } from '../pages/reload.ts';
import { Trajectory } from '../pages/trajectory.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a moment and a session are marked, found in lists, on the time line and by searching', async ({
  start,
  folder,
}, info) => {
  test.slow();
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  const sessions = new Grid(page, 'Sessions').rows;
  await openRow(sessions.first());
  await expect(new Grid(page, 'Episodes').rows).toHaveCount(3);

  // The session as a whole.
  await window.button('Mark…').click();
  const form = page.getByRole('dialog', { name: /^Mark…/ });
  await form.getByRole('textbox', { name: 'Note' }).fill('worth a second look');
  expect.soft(await seriousFaults(page), 'the form').toEqual([]);
  await form.getByRole('button', { name: 'Mark', exact: true }).click();
  await expect(window.button('Mark… (1)')).toBeVisible();

  // A moment of an episode.
  await openRow(new Grid(page, 'Episodes').rows.first());
  await expect(new Trajectory(page).curves).toContainText(/rows → \d+ points/);
  const { hash } = new URL(page.url());
  await page.evaluate((to) => globalThis.location.assign(to), `${hash.split('?')[0]}?frame=120`);
  await expect(page.getByRole('slider', { name: 'Frame' })).toHaveValue('120');
  await page.keyboard.press('ControlOrMeta+d');
  await form.getByRole('combobox', { name: 'Tags' }).fill('turn');
  await page.keyboard.press('Enter');
  await form.getByRole('textbox', { name: 'Note' }).fill('the flock turns');
  await form.getByRole('button', { name: 'Mark', exact: true }).click();
  await expect(page.getByTestId('mark on the time line')).toHaveCount(1);

  await window.crumb(/Orchard/).click();
  await expect(
    new Grid(page, 'Episodes').rows.first().getByRole('img', { name: 'Marked: turn, the flock turns' }),
  ).toBeVisible();

  await page.evaluate(() => globalThis.location.assign('#/marks'));
  const marks = page.getByRole('list', { name: 'Marks' }).getByRole('listitem');
  await expect(marks).toHaveCount(2);
  await info.attach('marks', { body: await page.screenshot(), contentType: 'image/png' });
  expect.soft(await seriousFaults(page), 'the list').toEqual([]);
  await page.getByRole('searchbox', { name: 'Search marks' }).fill('#turn');
  await expect(marks).toHaveCount(1);
  await marks.getByRole('link').click();
  await expect.poll(() => window.place()).toContain('frame=120');
  await page.goBack();
  await page.getByRole('searchbox', { name: 'Search marks' }).fill('');
  await page
    .getByRole('button', { name: /^Remove the mark of/ })
    .last()
    .click();
  await expect(marks).toHaveCount(1);
  await window.button('Undo').click();
  await expect(marks).toHaveCount(2);

  // They are kept in a file, not in the window.
  await reload(page);
  await expect(marks).toHaveCount(2);
});

test('a note that was begun outlasts a click beside it, and the keyboard comes back', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  const sessions = new Grid(page, 'Sessions');
  await openRow(sessions.rows.first());
  const note = page.getByRole('textbox', { name: 'Note' });
  const mark = window.button('Mark…');
  await mark.press('Enter');
  await expect(note).toBeFocused();
  await window.status.click();
  await expect(note).toHaveCount(0);

  await mark.press('Enter');
  await expect(note).toBeFocused();
  await page.keyboard.type('teleports here');
  await window.status.click();
  await expect(note).toHaveValue('teleports here');
  await note.press('Escape');
  await expect(note).toHaveCount(0);
  await expect(mark).toBeFocused();

  // Escape leaves it for later, Cancel drops it.
  await mark.press('Enter');
  await expect(note).toHaveValue('teleports here');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await mark.press('Enter');
  await expect(note).toHaveValue('');
  await page.keyboard.press('Escape');
  await openRow(new Grid(page, 'Episodes').rows.first());
  await mark.press('Enter');
  await expect(note).toHaveValue('');
});

import { join } from 'node:path';
import { flawedFile } from '../data/flawed.ts';
import { occupancyFile } from '../data/occupancy.ts';
import { expect, test } from '../hosts/test.ts';
import { atRest, seriousFaults } from '../pages/accessibility.ts';
import { Grid } from '../pages/grid.ts';
import { reload } from '../pages/reload.ts';
import { StarlingWindow } from '../pages/window.ts';

test('what a finding names is left out of everything until it is taken back', async ({ start, folder }) => {
  test.slow();
  const { page } = await start({ files: [await flawedFile(join(folder, 'flawed.duckdb'))] });
  const window = new StarlingWindow(page);
  const sessions = new Grid(page, 'Sessions');
  await expect(sessions.rows).toHaveCount(2);
  await window.tab('Findings').click();
  await window.main.getByRole('link', { name: /^Missing steps/ }).click();
  await expect(new Grid(page, 'Found by Missing steps').rows).toHaveCount(1);

  const leaveOut = async (what: string) => {
    await window.button('Leave these out').click();
    await atRest(page);
    await page.getByRole('menuitem', { name: what }).click();
  };
  await leaveOut('These episodes');
  const told = window.status.getByRole('button', { name: '1 episode left out by findings' });
  await expect(told).toBeVisible();
  // The check still finds what it found: it says what is left out.
  await expect(new Grid(page, 'Found by Missing steps').rows).toHaveCount(1);
  await window.button('Undo').click();
  await expect(told).toHaveCount(0);

  await leaveOut('Their sessions');
  await window.tab('Sessions').click();
  await expect(window.status.getByRole('button', { name: '1 session left out by findings' })).toBeVisible();
  await expect(sessions.rows).toHaveCount(1);
  await window.status.getByRole('button', { name: '1 session left out by findings' }).click();
  await page.getByRole('switch', { name: 'Show for now' }).click();
  await expect(sessions.rows).toHaveCount(2);
  await page.getByRole('switch', { name: 'Show for now' }).click();
  await expect(sessions.rows).toHaveCount(1);

  // It outlives the window.
  await reload(page);
  await expect(window.status.getByRole('button', { name: '1 session left out by findings' })).toBeVisible();
  await window.status.getByRole('button', { name: '1 session left out by findings' }).click();
  await page.getByRole('button', { name: 'Take back Missing steps' }).click();
  await expect(sessions.rows).toHaveCount(2);
  await expect(window.status).not.toContainText('left out');
});

test('a day that is left out is not in the states of its room either', async ({ start, folder }) => {
  const { page } = await start({ files: [occupancyFile(join(folder, 'rooms.db'))] });
  const window = new StarlingWindow(page);
  await window.tab('Findings').click();
  // On Monday the desk has a reading twice.
  await window.main.getByRole('link', { name: /^Repeated steps/ }).click();
  await expect(new Grid(page, 'Found by Repeated steps').rows).toHaveCount(1);
  await window.button('Leave these out').click();
  await atRest(page);
  await page.getByRole('menuitem', { name: 'Their days' }).click();
  await expect(window.status.getByRole('button', { name: '1 day left out by findings' })).toBeVisible();

  await window.tab('Occupancy').click();
  await page.getByRole('button', { name: 'office', exact: true }).click();
  const [monday, tuesday] = [/^Monday/, /^Tuesday/].map((name) => page.getByRole('row', { name }));
  // The record ends with the last half-hour of Tuesday.
  await expect(tuesday!).toContainText('51.1 %');
  await expect(monday!).not.toContainText('%');
  await window.status.getByRole('button', { name: '1 day left out by findings' }).click();
  await page.getByRole('switch', { name: 'Show for now' }).click();
  await expect(monday!).toContainText('50.0 %');
});

for (const scheme of ['light', 'dark'] as const) {
  test(`what is left out is told accessibly, ${scheme}`, async ({ start, folder }, info) => {
    test.slow();
    const { page } = await start({ files: [await flawedFile(join(folder, 'flawed.duckdb'))] });
    await page.emulateMedia({ colorScheme: scheme });
    const window = new StarlingWindow(page);
    await window.tab('Findings').click();
    await window.main.getByRole('link', { name: /^Jumps/ }).click();
    await expect(new Grid(page, 'Found by Jumps').rows).toHaveCount(2);
    const show = async (name: string) => {
      await atRest(page);
      await info.attach(`${name}, ${scheme}`, { body: await page.screenshot(), contentType: 'image/png' });
    };
    await window.button('Leave these out').click();
    await show('ways to leave out');
    await page.getByRole('menuitem', { name: 'The rows of these steps' }).click();
    await window.status.getByRole('button', { name: /left out by findings/ }).click();
    await show('what is left out');
    expect(await seriousFaults(page)).toEqual([]);
  });
}

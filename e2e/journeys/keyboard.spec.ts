import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { Grid } from '../pages/grid.ts';
import { Trajectory } from '../pages/trajectory.ts';
import { StarlingWindow } from '../pages/window.ts';

test('from the list to a trajectory and back by keys alone', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  const sessions = new Grid(page, 'Sessions');
  await expect(sessions.rows).toHaveCount(2);
  await window.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(sessions.grid).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const episodes = new Grid(page, 'Episodes');
  await expect(episodes.rows).toHaveCount(3);
  await episodes.grid.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const trajectory = new Trajectory(page);
  await expect(trajectory.picture).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(trajectory.slider).toHaveValue('2');
  await page.keyboard.press('Space');
  await expect(trajectory.button('Pause')).toBeVisible();
  await page.keyboard.press('Space');
  await expect(trajectory.button('Play')).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(episodes.rows).toHaveCount(3);
  await window.press('Mod+1');
  await expect(sessions.rows).toHaveCount(2);
});

test('the palette finds actions, places and tables', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  await expect(new Grid(page, 'Sessions').rows).toHaveCount(2);
  await window.press('Mod+K');
  const palette = page.getByRole('combobox', { name: 'Search everything' });
  await expect(palette).toBeFocused();
  await page.keyboard.type('obser');
  await expect(page.getByRole('option').first()).toContainText('observations');
  await page.keyboard.press('Enter');
  await expect(window.crumb('observations')).toBeVisible();
  await window.press('Mod+K');
  await expect(palette).toBeFocused();
  await page.keyboard.type('shortcuts');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Search everything');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await window.press('Mod+B');
  await expect(window.databases).toBeHidden();
  await window.press('Mod+B');
  await expect(window.databases).toBeVisible();
});

test('closing a dialog gives the keyboard back to what it was opened from', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  await expect(new Grid(page, 'Sessions').rows).toHaveCount(2);
  const opened = async (key: string, from: Locator, name: string | RegExp) => {
    await from.focus();
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(from, `${name}`).toBeFocused();
  };
  const tables = window.tab('Tables');
  await opened('ControlOrMeta+k', tables, 'Search everything');
  await opened('?', tables, 'Keyboard shortcuts');
  await opened('Enter', page.getByRole('button', { name: 'Export sessions…' }), 'Export sessions');
  await opened('Enter', page.getByRole('button', { name: 'Connect to Postgres' }), 'Connect to Postgres');

  // From one dialog to another it is kept for the end.
  await tables.focus();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('keyboard shortcuts');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tables).toBeFocused();
});

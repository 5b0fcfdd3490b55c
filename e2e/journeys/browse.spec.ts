import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { Grid, openRow } from '../pages/grid.ts';
import { reload } from '../pages/reload.ts';
import { Trajectory } from '../pages/trajectory.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a first visit: from the welcome page over the sample to one agent', async ({ start }) => {
  const { page } = await start();
  const window = new StarlingWindow(page);
  await window.button('Open the sample').click();
  const sessions = new Grid(page, 'Sessions');
  await expect(sessions.rows).toHaveCount(2);
  await expect(window.status).toContainText(/DuckDB .*read-only/);
  await expect(window.status).toContainText('Tracking');

  await openRow(sessions.rows.first());
  const episodes = new Grid(page, 'Episodes');
  await expect(episodes.rows).toHaveCount(3);

  await openRow(episodes.rows.first());
  const trajectory = new Trajectory(page);
  await expect(trajectory.picture).toBeVisible();
  await expect(trajectory.slider).toHaveAttribute('max', '199');
  await expect(trajectory.curves).toContainText(/rows → \d+ points/);

  await trajectory.side('Agents').click();
  await trajectory
    .agent(/^3\b|agent 3\b/i)
    .first()
    .click();
  await expect(page).toHaveURL(/agents=/);
  await expect(window.trail.getByRole('link')).toHaveCount(4);
});

test('back, forward, up and an address lead through the same places', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  await expect(new Grid(page, 'Sessions').rows).toHaveCount(2);
  const atSessions = window.place();
  await openRow(new Grid(page, 'Sessions').rows.last());
  await expect(new Grid(page, 'Episodes').rows).toHaveCount(3);
  const atEpisodes = window.place();
  const episode = (await new Grid(page, 'Episodes').column('Episode'))[1] ?? '';
  const trail = (await window.trail.getByRole('link').allTextContents()).concat(episode);
  const shown = await watchTrail(window.trail);
  await openRow(new Grid(page, 'Episodes').rows.nth(1));
  const here = window.trail.getByRole('link').last();
  await expect(here).toHaveText(episode);
  const atEpisode = window.place();
  // The list knew what it is called: neither its key nor a wait is to be seen.
  await expect(page.getByRole('slider', { name: 'Frame' })).toBeVisible();
  expect((await shown()).filter((each) => each.length > 1)).toEqual([trail]);

  await window.button('Back').click();
  await expect(new Grid(page, 'Episodes').rows).toHaveCount(3);
  expect(window.place()).toBe(atEpisodes);
  await window.press('Alt+ArrowLeft');
  await expect(new Grid(page, 'Sessions').rows).toHaveCount(2);
  expect(window.place()).toBe(atSessions);
  await window.press('Alt+ArrowRight');
  await window.button('Forward').click();
  await expect(here).toHaveText(episode);

  await window.trail.getByRole('link').nth(1).click();
  await expect(new Grid(page, 'Sessions').rows).toHaveCount(2);
  await page.evaluate((address) => location.assign(address), atEpisode);
  await expect(here).toHaveText(episode);
  await reload(page);
  await expect(here).toHaveText(episode);
});

test('what was open is remembered, and an old address opens it again', async ({ start, folder }) => {
  const first = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  await openRow(new Grid(first.page, 'Sessions').rows.first());
  await expect(new Grid(first.page, 'Episodes').rows).toHaveCount(3);
  const place = new StarlingWindow(first.page).place();
  await first.quit();

  const { page } = await start({ data: first.data });
  const window = new StarlingWindow(page);
  await expect(window.main.getByRole('list')).toContainText('flock.duckdb');
  await page.evaluate((address) => location.assign(address), place);
  await expect(new Grid(page, 'Episodes').rows).toHaveCount(3);
});

/** Every way that the line on top says from now on. */
async function watchTrail(trail: Locator): Promise<() => Promise<readonly (readonly string[])[]>> {
  const seen = await trail.evaluateHandle((line) => {
    const ways = new Set<string>();
    const note = () => ways.add(JSON.stringify([...line.querySelectorAll('a')].map(({ textContent }) => textContent)));
    new MutationObserver(note).observe(line, { childList: true, subtree: true, characterData: true });
    return ways;
  });
  return async () => (await seen.evaluate((ways) => [...ways])).map((way) => JSON.parse(way));
}

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { trackingFile } from '../data/files.ts';
import { rewardsFolder } from '../data/rewards.ts';
import { trainingFile } from '../data/training.ts';
import { expect, test } from '../hosts/test.ts';
import { atRest, seriousFaults } from '../pages/accessibility.ts';
import { StarlingWindow } from '../pages/window.ts';
import { Workspaces } from '../pages/workspace.ts';

/** Two sessions with two measures, eleven runs, and all rows of the CSV file. */
const drawn = 2 * 2 + 11 + 1;

/** Every database is a process to start. */
const opening = { timeout: 60_000 };

test('lines of a DuckDB file, a SQLite file and a folder of CSV share an axis, come back after a restart, and outlive one of them', async ({
  start,
  folder,
}, info) => {
  test.setTimeout(400_000);
  const flock = await trackingFile(join(folder, 'flock.duckdb'));
  const training = trainingFile(join(folder, 'training.sqlite'));
  const rewards = rewardsFolder(join(folder, 'rewards'));

  const first = await start({ files: [flock] });
  await new Workspaces(first.page).addTrends('New workspace');
  await first.page.getByRole('button', { name: 'Show', exact: true }).click();
  const one = new Workspaces(first.page);
  await expect(one.lines).toHaveCount(4);
  await expect(one.note).toContainText(
    'Different units on one axis: Speed in scene units/frame; Distance to target centre',
  );
  await one.title.fill('All of them');
  await one.title.press('Enter');
  await expect(new StarlingWindow(first.page).crumb('All of them')).toBeVisible();
  await one.show('All of them');
  await first.quit();

  const second = await start({ files: [training] });
  await new Workspaces(second.page).addTrends('All of them');
  await second.quit();

  const third = await start({ files: [rewards] });
  const { page } = third;
  const workspaces = new Workspaces(page);
  await workspaces.addTrends('All of them');
  await workspaces.show('All of them');
  await workspaces.says('flock.duckdb', '9600 rows → 6 points');
  await workspaces.says('training.sqlite', '286 rows → 270 points');
  await expect(workspaces.source('rewards')).toContainText(/80 rows → \d+ points/);
  await expect(workspaces.source('rewards')).toContainText(/as of \d\d:\d\d:\d\d/);
  await expect(workspaces.lines).toHaveCount(drawn, opening);
  // Two runs of controllers have no reward at all.
  await expect(workspaces.source('training.sqlite').getByText('No finite value here')).toHaveCount(2);
  await expect(page.locator('.recharts-line-curve')).toHaveCount(drawn - 2);
  await look(page, info, 'a workspace');

  await ownX(page, workspaces);
  await removed(page, workspaces);
  await third.quit();

  rmSync(training);
  const fourth = await start({ files: [flock] });
  await survived(fourth.page);
  await look(fourth.page, info, 'a workspace that lacks a database');
});

/** The x of one series is laid elsewhere, by itself. */
async function ownX(page: Page, workspaces: Workspaces): Promise<void> {
  const series = workspaces.source('flock.duckdb');
  await series
    .getByRole('button', { name: /^Change Orchard/ })
    .first()
    .click();
  const form = page.getByRole('dialog', { name: /^Change Orchard/ });
  await form.getByLabel('plus').fill('100');
  await form.getByRole('button', { name: 'Apply' }).click();
  await page.keyboard.press('Escape');
  await expect(series).toContainText('at Episode in order + 100');
  await expect(workspaces.note).toContainText('“Episode in order + 100” of flock.duckdb');
}

async function removed(page: Page, workspaces: Workspaces): Promise<void> {
  await workspaces.source('training.sqlite').getByRole('button', { name: 'Remove fixed' }).click();
  await expect(workspaces.lines).toHaveCount(drawn - 1);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(workspaces.lines).toHaveCount(drawn);
}

/** One of three databases is gone: it is said, the others are drawn, and what was set is still there. */
async function survived(page: Page): Promise<void> {
  const workspaces = new Workspaces(page);
  await expect(new StarlingWindow(page).tab('Trends')).toBeVisible();
  await workspaces.show('All of them');
  const gone = workspaces.source('training.sqlite');
  await expect(gone).toContainText('is not there any more; it may have been moved or renamed', opening);
  await expect(gone.getByRole('button', { name: 'Locate…' })).toBeVisible();
  await expect(workspaces.lines).toHaveCount(drawn - 11, opening);
  await expect(workspaces.source('flock.duckdb')).toContainText('at Episode in order + 100');
  await expect(workspaces.source('rewards')).toContainText(/80 rows → \d+ points/, opening);
}

async function look(page: Page, info: TestInfo, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await atRest(page);
    await info.attach(`${name}, ${scheme}`, { body: await page.screenshot(), contentType: 'image/png' });
    expect.soft(await seriousFaults(page), `${name}, ${scheme}`).toEqual([]);
  }
}

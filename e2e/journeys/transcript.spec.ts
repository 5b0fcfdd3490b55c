import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { transcriptFile } from '../data/transcripts.ts';
import { expect, test } from '../hosts/test.ts';
import { Grid, openRow } from '../pages/grid.ts';
import { reload } from '../pages/reload.ts';
import { Transcript } from '../pages/transcript.ts';
import { StarlingWindow } from '../pages/window.ts';

/** Opens the n-th run of a version by the keyboard. */
async function openRun(page: Page, version: string, run: number): Promise<Transcript> {
  await openRow(new Grid(page, 'Versions').row(version));
  await openRow(new Grid(page, 'Runs').rows.nth(run));
  const transcript = new Transcript(page);
  await expect(transcript.step('1')).toBeVisible();
  return transcript;
}

test('a run is read step by step: code, answers, errors, rewards; only what is in sight is there', async ({
  start,
  folder,
}) => {
  const { page } = await start({ files: [transcriptFile(join(folder, 'agents.db'))] });
  const transcript = await openRun(page, 'v3', 0);
  await expect(transcript.step('1')).toContainText('Value 3.2');
  await expect(transcript.step('1')).toContainText('+11 iron-ore by hand');
  await expect(transcript.step('1').locator('code, pre').first()).toContainText('get_entity(Prototype.StoneFurnace');
  expect(await transcript.steps.count()).toBeLessThan(20);

  await page.keyboard.press('j');
  await page.keyboard.press('ArrowDown');
  await expect(transcript.current).toHaveAccessibleName('program 3');
  await expect(page).toHaveURL(/step=3/);
  await page.keyboard.press('k');
  await expect(transcript.current).toHaveAccessibleName('program 2');
  await page.keyboard.press('e');
  await expect(transcript.current).toHaveAccessibleName('program 10');
  await expect(transcript.current).toContainText('EntityError: Could not insert coal: no furnace at x=10.5');
  await page.keyboard.press('e');
  await expect(transcript.current).toHaveAccessibleName('program 20–26');
  await transcript.current.getByRole('button', { name: 'same code × 7' }).click();
  await expect(transcript.current).toHaveAccessibleName('program 20');
  await page.keyboard.press('Shift+E');
  await expect(transcript.current).toHaveAccessibleName('program 10');
  await page.keyboard.press('r');
  await expect(transcript.current).toHaveAccessibleName('program 11');
  await reload(page);
  await expect(transcript.current).toHaveAccessibleName('program 11');

  await expect(
    page.getByText(/^60 programs · 59 min 0 s · value .* in all · production score 180 at the end/),
  ).toBeVisible();

  await transcript.only(/^Errors 6/);
  await expect(transcript.steps).toHaveCount(6);
  await transcript.only(/^State changes/);
  await expect(transcript.steps.first()).toContainText('changed: Entities, Inventories');
});

test('the state of a step is a tree, a map, and what changed', async ({ start, folder }) => {
  const { page } = await start({ files: [transcriptFile(join(folder, 'agents.db'))] });
  const transcript = await openRun(page, 'v3', 0);
  await page.keyboard.press('j');
  await transcript.beside('State');
  await expect(page.getByText('4 entities of 3 kinds')).toBeVisible();
  await transcript.beside('Map');
  await expect(page.getByRole('application', { name: /^Map of 4 things/ })).toBeVisible();
  const kinds = page.getByRole('list', { name: 'Kinds of things' });
  await expect(kinds.getByRole('button')).toHaveText([/transport-belt 2/, /stone-furnace 1/, /wooden-chest 1/]);
  await transcript.beside('Changes');
  const changes = page.getByRole('region', { name: 'What program 2 changed since 1' });
  await expect(changes.getByRole('listitem')).toHaveText([
    /\+transport-belt 1\.5, 2\.5/,
    /~0 › coal99 → 98/,
    /~0 › iron-plate2 → 4/,
  ]);
  await transcript.beside('Charts');
  await expect(page.getByRole('img', { name: 'Inventories over steps' })).toBeVisible();
  await transcript.beside('Conversation');
  await expect(page.getByText('Observation 1: the lake shimmers')).toBeVisible();
});

test('a text is found in a run and in all runs of a version, and the places are walked', async ({ start, folder }) => {
  const { page } = await start({ files: [transcriptFile(join(folder, 'agents.db'))] });
  const transcript = await openRun(page, 'v3', 0);
  await page.keyboard.press('ControlOrMeta+f');
  await expect(transcript.find).toBeFocused();
  await page.keyboard.type('ENTITYERROR');
  await expect(transcript.hits).toHaveCount(6);
  await transcript.hits.first().click();
  const marked = () => page.evaluate(() => CSS.highlights.get('transcript-found')?.size ?? 0);
  await expect.poll(marked).toBeGreaterThan(0);
  await page.goBack();
  await transcript.find.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('n');
  await expect(transcript.current).toHaveAccessibleName('program 10');
  await page.keyboard.press('n');
  await expect(transcript.current).toHaveAccessibleName('program 20–26');
  await page.getByText('This version', { exact: true }).click();
  await expect(transcript.hits).toHaveCount(12);
  await transcript.hits.nth(6).click();
  await expect(page.getByRole('heading', { name: 'process 1 · agent 0' }).last()).toBeVisible();
  await expect(transcript.current).toHaveAccessibleName('program 10');

  await new StarlingWindow(page).crumb(/^v3/).click();
  await page.getByRole('navigation', { name: 'Parts of this page' }).getByRole('link', { name: 'Search' }).click();
  // A hit says when: of runs that were not opened nobody has counted the programs.
  await transcript.find.fill('ENTITYERROR');
  await expect(page.getByText('Found in 12 programs')).toBeVisible();
  await expect(transcript.hits.first()).toContainText(/agent 0 · \d{4}-\d\d-\d\d \d\d:\d\d.* · answer/);
  await transcript.find.fill('nobody wrote this');
  await expect(page.getByText('No program here holds “nobody wrote this”')).toBeVisible();
  await transcript.find.fill('its own way at 31');
  await expect(transcript.hits).toHaveCount(1);
  await transcript.hits.first().click();
  await expect(transcript.current).toHaveAccessibleName('program 31');
});

test('two attempts stand beside each other, and part where they part', async ({ start, folder }) => {
  const { page } = await start({ files: [transcriptFile(join(folder, 'agents.db'))] });
  await openRun(page, 'v3', 0);
  await page.getByRole('combobox', { name: 'Compare with' }).click();
  await page.getByRole('option', { name: 'process 1 · agent 0' }).click();
  const transcript = new Transcript(page);
  await expect(transcript.pairs.first()).toHaveAccessibleName('program 1: other answer');
  await page.getByRole('button', { name: 'First other code · 9' }).click();
  await expect(transcript.current).toHaveAccessibleName('program 9: other code');
  await expect(transcript.current).toContainText('process one goes its own way at 9');
  // Whose column is whose stays in sight, and how much is otherwise is said in full.
  const both = page.getByRole('region', { name: 'Both transcripts' });
  for (const name of ['process 0 · agent 0', 'process 1 · agent 0']) {
    await expect(both.getByText(name, { exact: true })).toBeInViewport();
  }
  const sum = page.getByText('60 programs: 45 with other code, 14 answered otherwise');
  expect(await sum.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  await expect(page.getByRole('region', { name: /^States after program 9/ })).toContainText('18 → 19');
  await page.goBack();
  await expect(transcript.step('1')).toBeVisible();
});

test('a search is walked as a tree', async ({ start, folder }) => {
  const { page } = await start({ files: [transcriptFile(join(folder, 'agents.db'))] });
  const transcript = await openRun(page, 'v4', 0);
  await transcript.beside('Tree');
  const tree = page.getByRole('tree', { name: 'Tree' });
  await expect(tree.getByRole('treeitem')).toHaveCount(15);
  await expect(page.getByText('Each program below the one it goes on from, with its value')).toBeVisible();
  await tree.focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await expect(transcript.current).toHaveAccessibleName('program 5');
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('treeitem')).toHaveCount(13);
  await page.keyboard.press('ArrowLeft');
  await expect(transcript.current).toHaveAccessibleName('program 2');
});

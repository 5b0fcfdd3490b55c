import { join } from 'node:path';
import { trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { QuestionPage } from '../pages/question-page.ts';
import { reload } from '../pages/reload.ts';
import { SqlPage } from '../pages/sql-page.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a named question is found, asked, answered as rows and as a chart, and gone on with in SQL', async ({
  start,
  folder,
}) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  await window.tab('Questions').click();
  await page.getByRole('searchbox', { name: 'Search questions' }).fill('speed windows');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');

  const question = new QuestionPage(page, 'Speed over windows of time');
  await expect(window.main).toContainText('Choose an episode to ask');
  await question.choose('Episode', /episode-1/);
  await expect(question.chart).toBeVisible();
  await expect.poll(() => question.answer.column('From frame')).toEqual(['0', '100']);
  await expect.poll(() => question.answer.column('Values')).toEqual(['800', '800']);
  await expect(window.main).toContainText('2 rows → 2 points, every row');

  await question.field('Window (frames)').fill('50');
  await page.keyboard.press('Enter');
  await expect.poll(() => question.answer.column('From frame')).toEqual(['0', '50', '100', '150']);
  expect(window.place()).toContain('p.window_size=50');
  await reload(page);
  await expect.poll(() => question.answer.column('From frame')).toEqual(['0', '50', '100', '150']);
  await page.goBack();
  await expect.poll(() => question.answer.column('From frame')).toEqual(['0', '100']);

  await question.field('Window (frames)').fill('0');
  await page.keyboard.press('Tab');
  await window.button('Show SQL').click();
  await window.button('Open in the SQL page').click();
  const sql = new SqlPage(page);
  await expect(sql.editor).toContainText('order by');
  await window.press('Mod+Enter');
  await expect(sql.summary).toContainText('2 rows');
});

test('the palette asks, and the next question is about the same session', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const window = new StarlingWindow(page);
  await expect(window.tab('Questions')).toBeVisible();
  await window.press('Mod+K');
  await page.getByRole('combobox', { name: 'Search everything' }).fill('ask episodes session');
  await page.keyboard.press('Enter');
  const episodes = new QuestionPage(page, 'Episodes of a session');
  await episodes.choose('Session', /./);
  await expect.poll(() => episodes.answer.column('Number')).toEqual(['0', '1', '2']);

  await window.press('Mod+K');
  await page.getByRole('combobox', { name: 'Search everything' }).fill('ask agent types session');
  await page.keyboard.press('Enter');
  const types = new QuestionPage(page, 'Agent types of a session');
  await expect.poll(() => types.answer.column('Agents')).toContain('24');

  await page.goBack();
  await episodes.answer.rows.first().getByRole('link').click();
  await expect(page.getByRole('slider').first()).toBeVisible();
});

test('what is surprising is said in a quiet line until it is dismissed', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const strip = page.getByRole('region', { name: 'What may surprise here' });
  await expect(strip).toContainText('30 frames per second');
  await strip.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await expect(strip).toBeHidden();
  await reload(page);
  await expect(page.getByRole('grid', { name: 'Sessions' })).toBeVisible();
  await expect(strip).toBeHidden();
});

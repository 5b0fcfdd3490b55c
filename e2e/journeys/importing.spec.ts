import { join } from 'node:path';
import { measurementsFile, numbersFile } from '../data/files.ts';
import { brokenParquet, longFile, motFolder, raggedFile, textsFolder } from '../data/importable.ts';
import { expect, test } from '../hosts/test.ts';
import { Grid, openRow } from '../pages/grid.ts';
import { dropOn, Importing, importSpot } from '../pages/importing.ts';
import { reload } from '../pages/reload.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a run folder dropped on a database becomes its sessions, and is taken back', async ({ start, folder }) => {
  const { page } = await start({ files: [await numbersFile(join(folder, 'lab.duckdb'), 10)] });
  const window = new StarlingWindow(page);
  await expect(window.tab('Tables')).toBeVisible();
  await dropOn(page, [motFolder(folder)], importSpot);

  const importing = new Importing(page);
  await expect(importing.set('MOT16-02')).toContainText('MOTChallenge');
  await expect(window.main).toContainText('Makes 1 session · 1 episode');
  await expect(importing.firstRows('observations').rows.first()).toBeVisible();
  await importing.option('Session').fill('Plaza');
  await page.keyboard.press('Enter');
  await expect(window.main.getByRole('region', { name: 'What it makes' })).toContainText('Plaza');
  await importing.start.click();

  await expect(importing.heading).toContainText('Imported MOT16-02 into lab.duckdb');
  await expect(window.main).toContainText(/rows read = .* written \+ 0 rejected \+ 0 skipped/);
  await window.button('Open lab.duckdb').click();
  await expect(new Grid(page, 'Sessions').row('Plaza')).toBeVisible();
  await openRow(new Grid(page, 'Sessions').row('Plaza'));
  await expect(new Grid(page, 'Episodes').rows).toHaveCount(1);

  await window.tab('Imports').click();
  await openRow(new Grid(page, 'Imports').rows.first());
  await importing.undo();
  await expect(window.main).toContainText('Nothing was imported into this database yet');
  await expect(window.tab('Sessions')).toHaveCount(0);
  await window.tab('Tables').click();
  await expect(window.main.getByRole('link', { name: /^numbers\b/ })).toBeVisible();
  await expect(window.main.getByRole('link', { name: /^observations\b/ })).toHaveCount(0);
});

test('what is unclear is asked, every row is accounted for, and the same file is recognised', async ({
  start,
  folder,
}) => {
  const file = raggedFile(join(folder, 'ragged.csv'), 400, 3);
  const { page } = await start({ files: [measurementsFile(join(folder, 'lab.sqlite'))] });
  const window = new StarlingWindow(page);
  await expect(window.tab('Tables')).toBeVisible();
  await dropOn(page, [file], importSpot);
  const importing = new Importing(page);
  await expect(importing.status).toContainText('1 question is open');
  await expect(importing.start).toBeDisabled();
  await page.getByRole('radio', { name: 'The day (31/12/2026)' }).check();
  await expect(importing.start).toBeEnabled();
  await importing.start.click();

  await expect(importing.heading).toContainText('Imported ragged.csv into lab.sqlite');
  await expect(window.main).toContainText('403 rows read = 400 written + 3 rejected + 0 skipped');
  await expect(importing.rejects.rows).toHaveCount(3);
  await expect.poll(() => importing.rejects.column('line')).toEqual(['402', '403', '404']);

  await dropOn(page, [file], importSpot);
  await page.getByRole('radio', { name: 'The day (31/12/2026)' }).check();
  await expect(importing.status).toContainText('Say what to do with files that were imported before');
  await page.getByText('Skip them').click();
  await importing.start.click();
  await expect(window.main).toContainText('0 written');
  await expect(window.main).toContainText(/skipped/);
});

test('what is left out for one reason is one line, with all names when it is unfolded', async ({ start, folder }) => {
  const { page } = await start({ files: [await numbersFile(join(folder, 'lab.duckdb'), 10)] });
  const window = new StarlingWindow(page);
  await expect(window.tab('Tables')).toBeVisible();
  await dropOn(page, [textsFolder(folder, 40)], importSpot);
  const importing = new Importing(page);
  await expect(importing.set('ppo')).toContainText('Training logs');
  await reload(page);
  await expect(importing.set('ppo')).toContainText('Training logs');
  for (const shows of ['the preview', 'the report']) {
    await test.step(shows, async () => {
      const line = window.main.getByText(/^Texts, which no chart draws 40$/);
      const name = window.main.getByText('progress.csv: text/40, 2 times', { exact: true });
      await expect(line).toBeVisible();
      await expect(name).toBeHidden();
      await line.click();
      await expect(name).toBeVisible();
    });
    if (shows === 'the report') break;
    await importing.start.click();
    await expect(importing.heading).toContainText('Imported ppo into lab.duckdb');
  }
});

test('a file that cannot be read gives a sentence and stops nobody else', async ({ start, folder }) => {
  const files = [brokenParquet(join(folder, 'broken.parquet')), motFolder(folder)];
  const { page } = await start({ files: [measurementsFile(join(folder, 'lab.sqlite'))] });
  const window = new StarlingWindow(page);
  await expect(window.tab('Tables')).toBeVisible();
  await dropOn(page, files, importSpot);
  const importing = new Importing(page);
  await expect(importing.files).toHaveCount(2);
  await importing.show('broken.parquet');
  await expect(window.failure).toContainText(/damaged/);
  await expect(importing.status).toContainText('1 entry cannot be imported and will be left out');
  await importing.start.click();
  await expect(importing.heading).toContainText('Imported MOT16-02');
});

test('an import that is cancelled leaves the database as it was, and goes on when its page is left', async ({
  start,
  folder,
}) => {
  test.slow();
  const file = longFile(join(folder, 'long.csv'), 1_500_000);
  const { page } = await start({ files: [measurementsFile(join(folder, 'lab.sqlite'))] });
  const window = new StarlingWindow(page);
  await expect(window.tab('Tables')).toBeVisible();
  await dropOn(page, [file], importSpot);
  const importing = new Importing(page);
  await expect(importing.start).toBeEnabled({ timeout: 60_000 });
  await importing.start.click();
  await expect(importing.heading).toContainText('Importing long.csv into lab.sqlite');
  await window.database('lab.sqlite').click();
  await expect(window.tab('Tables')).toBeVisible();
  await window.status.getByRole('button', { name: /Importing long\.csv/ }).click();
  await page.getByRole('link', { name: 'long.csv' }).click();
  await reload(page);
  await expect(importing.heading).toContainText('Importing long.csv');
  await window.button('Cancel').click();
  await expect(importing.heading).toContainText('was cancelled');
  await expect(window.main).toContainText('The database is as it was before');
  await window.database('lab.sqlite').click();
  await window.tab('Tables').click();
  await expect(window.main.getByRole('link', { name: /^runs\b/ })).toBeVisible();
  await expect(window.main.getByRole('link', { name: /^long\b/ })).toHaveCount(0);
});

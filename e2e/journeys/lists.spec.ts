import { join } from 'node:path';
import { measurementsFile, trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { Filter } from '../pages/filter.ts';
import { Grid } from '../pages/grid.ts';
import { reload } from '../pages/reload.ts';
import { StarlingWindow } from '../pages/window.ts';

test('sessions are searched and sorted in the engine', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const sessions = new Grid(page, 'Sessions');
  await expect(sessions.rows).toHaveCount(2);
  const created = await sessions.column('Created');
  await sessions.sortBy('Created');
  await expect(sessions.header('Created')).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => sessions.column('Created')).toEqual(created.toSorted());
  await sessions.sortBy('Created');
  await expect.poll(() => sessions.column('Created')).toEqual(created.toSorted().toReversed());

  const [label = ''] = await sessions.column('Session');
  await new Filter(page).search.fill(label);
  await expect(sessions.rows).toHaveCount(1);
  await reload(page);
  await expect(sessions.rows).toHaveCount(1);
  await new Filter(page).search.fill('nothing is called that');
  await expect(page.getByRole('main')).toContainText('No session passes the filter');
});

test('episodes are sorted and filtered by what their steps come to', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const sessions = new Grid(page, 'Sessions');
  await sessions.rows.first().getByRole('link').first().click();
  const episodes = new Grid(page, 'Episodes');
  const speeds = async () => (await episodes.column('Mean speed')).map(Number);
  // Rows arrive, and then what their steps come to; a cell without a value yet reads as 0.
  let found: readonly number[] = [];
  const known = async () => {
    found = await speeds();
    return found.length > 2 && found.every((speed) => speed > 0);
  };
  await expect.poll(known).toBe(true);
  await episodes.sortBy('Mean speed');
  await expect(episodes.header('Mean speed')).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(speeds).toEqual(found.toSorted((one, other) => one - other));
  await episodes.sortBy('Mean speed');
  await expect.poll(speeds).toEqual(found.toSorted((one, other) => other - one));

  const filter = new Filter(page);
  await filter.addCondition('Mean speed', 'is more than', '1000000');
  await expect(page.getByRole('main')).toContainText('No episode passes the filter');
});

test('rows of a table pass typed conditions', async ({ start, folder }) => {
  const { page } = await start({ files: [measurementsFile(join(folder, 'lab.sqlite'))] });
  const window = new StarlingWindow(page);
  await window.tab('Tables').click();
  await window.main.getByRole('link', { name: /^measurements\b/ }).click();
  const rows = new Grid(page, 'Rows of measurements');
  const filter = new Filter(page);
  await expect(filter.line).toContainText('250 rows');
  // Run 5 begins at 23 °C and grows by 0.02 a step: only its last four measurements are above 23.9.
  await filter.addCondition('temperature', 'is more than', '23.9');
  await expect(filter.line).toContainText('4 rows');
  await expect.poll(() => rows.column('temperature')).toEqual(['23.92', '23.94', '23.96', '23.98']);
  await filter.addCondition('note', 'has a value');
  await expect(window.main).toContainText('No row passes these conditions');
  await window.button('Remove the condition note').click();
  await expect(filter.line).toContainText('4 rows');
});

test('a table of a million rows scrolls to its end', async ({ start, folder }) => {
  const { numbersFile } = await import('../data/files.ts');
  const { page } = await start({ files: [await numbersFile(join(folder, 'numbers.duckdb'), 1_000_000)] });
  const window = new StarlingWindow(page);
  await window.tab('Tables').click();
  await window.main.getByRole('link', { name: /^numbers\b/ }).click();
  const rows = new Grid(page, 'Rows of numbers');
  await expect(rows.row('0.5').first()).toBeVisible();
  await rows.rows.first().getByRole('gridcell').first().click();
  await window.press('ControlOrMeta+End');
  await expect.poll(() => rows.column('number')).toContain('999999');
  await rows.sortBy('number');
  await rows.sortBy('number');
  await window.press('ControlOrMeta+Home');
  await expect.poll(async () => (await rows.column('number'))[0]).toBe('999999');
});

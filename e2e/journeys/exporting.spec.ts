import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { measurementsFile, trackingFile } from '../data/files.ts';
import { commandLine } from '../hosts/places.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { Grid } from '../pages/grid.ts';
import { savedTo } from '../pages/saving.ts';
import { SqlPage } from '../pages/sql-page.ts';
import { StarlingWindow } from '../pages/window.ts';

test('rows of a table go into a file: filtered, whole, as the command writes them', async ({ start, folder }) => {
  const file = measurementsFile(join(folder, 'lab.sqlite'));
  const host = await start({ files: [file] });
  const { page } = host;
  const window = new StarlingWindow(page);
  await window.tab('Tables').click();
  await window.main.getByRole('link', { name: /measurements/ }).click();
  await new Grid(page, 'Rows of measurements').column('run_id');
  await window.button('Export rows…').click();
  const dialog = page.getByRole('dialog', { name: 'Export measurements' });
  await expect(dialog.getByRole('radio', { name: 'All rows' })).toBeChecked();
  expect(await seriousFaults(page)).toEqual([]);
  const path = await savedTo(host, join(folder, 'window.csv'), () =>
    dialog.getByRole('button', { name: 'Export' }).click(),
  );
  await expect(page.getByText(/Exported 250 rows to/)).toBeVisible();
  const command = join(folder, 'command.csv');
  execFileSync(process.execPath, [commandLine, 'export', file, '--table', 'measurements', '-o', command]);
  expect(readFileSync(path, 'utf8')).toBe(readFileSync(command, 'utf8'));
  expect(readFileSync(path, 'utf8').split('\r\n')).toHaveLength(252);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('an answer of SQL goes into JSON lines, and a session into a zip', async ({ start, folder }) => {
  const host = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const { page } = host;
  const window = new StarlingWindow(page);
  await window.tab('SQL').click();
  const sql = new SqlPage(page);
  await sql.run('select 9007199254740993 as big, null as none union all select 1, 2 order by 1 desc');
  await expect(sql.summary).toContainText('2 rows');
  await window.press('Mod+E');
  const dialog = page.getByRole('dialog', { name: 'Export answer' });
  await dialog.getByRole('combobox', { name: 'Format' }).click();
  await page.getByRole('option', { name: 'JSON lines' }).click();
  const lines = await savedTo(host, join(folder, 'answer.jsonl'), () =>
    dialog.getByRole('button', { name: 'Export' }).click(),
  );
  expect(readFileSync(lines, 'utf8')).toBe('{"big":9007199254740993,"none":null}\n{"big":1,"none":2}\n');

  await window.tab('Sessions').click();
  const sessions = new Grid(page, 'Sessions');
  await sessions.rows.first().getByRole('gridcell').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: /Export this session/ }).click();
  const session = page.getByRole('dialog', { name: /^Export / });
  await session.getByRole('combobox', { name: 'Format' }).click();
  await page.getByRole('option', { name: 'Zip of CSV files' }).click();
  const zip = await savedTo(host, join(folder, 'session.zip'), () =>
    session.getByRole('button', { name: 'Export' }).click(),
  );
  expect(readFileSync(zip).subarray(0, 2).toString()).toBe('PK');
});

test('a chart goes into a file, byte for byte as the command draws it, and onto the clipboard', async ({
  start,
  folder,
}) => {
  test.slow();
  const file = await trackingFile(join(folder, 'flock.duckdb'));
  const host = await start({ files: [file] });
  const { page } = host;
  await page.emulateMedia({ colorScheme: 'dark' });
  const window = new StarlingWindow(page);
  await expect(window.tab('Trends')).toBeVisible();
  await window.press('Mod+5');
  await window.main.getByText('Episodes', { exact: true }).click();
  await page.getByRole('textbox', { name: 'How many episodes' }).fill('2');
  await window.button('Choose').click();
  await expect(window.main.getByRole('list', { name: 'Lines' }).first().getByRole('button')).toHaveCount(2);
  await expect.poll(() => window.place()).toContain('episodes=');
  const episodes = new URLSearchParams(window.place().split('?')[1]).get('episodes')?.split(',') ?? [];

  await window.button(/^Export the chart of Speed /).click();
  const dialog = page.getByRole('dialog', { name: /^Export the chart of Speed/ });
  await expect(dialog.getByRole('img', { name: 'The chart as it will be exported' })).toBeVisible();
  expect(await seriousFaults(page), 'dark').toEqual([]);
  await dialog.getByRole('textbox', { name: 'Width in mm' }).fill('120');
  const path = await savedTo(host, join(folder, 'window.svg'), () =>
    dialog.getByRole('button', { name: 'Export', exact: true }).click(),
  );
  const svg = readFileSync(path, 'utf8');
  expect(svg).toContain('width="120mm" height="60mm"');
  expect(svg).toMatch(/<text [^>]*>Speed \(scene units\/frame\)<\/text>/);
  const command = join(folder, 'command.svg');
  const which = episodes.flatMap((episode) => ['--episode', episode]);
  const asked = ['chart', file, '--measure', 'speed', ...which, '--size', '120x60mm', '-o', command];
  execFileSync(process.execPath, [commandLine, ...asked]);
  expect(svg).toBe(readFileSync(command, 'utf8'));

  await window.button(/^Export the chart of Speed /).click();
  await dialog.getByRole('combobox', { name: 'Format' }).click();
  await page.getByRole('option', { name: 'Parquet of the drawn points' }).click();
  const points = await savedTo(host, join(folder, 'window.parquet'), () =>
    dialog.getByRole('button', { name: 'Export', exact: true }).click(),
  );
  const drawn = join(folder, 'command.parquet');
  execFileSync(process.execPath, [commandLine, ...asked.slice(0, -1), drawn]);
  expect(readFileSync(points).equals(readFileSync(drawn))).toBe(true);
  await page.emulateMedia({ colorScheme: 'light' });

  await page
    .context()
    .grantPermissions(['clipboard-read', 'clipboard-write'])
    .catch(() => undefined);
  await window.button(/^Export the chart of Speed /).click();
  await dialog.getByRole('button', { name: 'Copy as data' }).click();
  await expect(page.getByText('Copied the points')).toBeVisible();
  expect(await seriousFaults(page), 'light').toEqual([]);
});

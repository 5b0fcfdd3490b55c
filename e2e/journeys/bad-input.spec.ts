import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { measurementsFile, numbersFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { Grid } from '../pages/grid.ts';
import { StarlingWindow } from '../pages/window.ts';

/** Each makes a file that cannot be opened. */
const bad: Record<string, (path: string) => Promise<void>> = {
  'an empty file': (path) => writeFile(path, ''),
  'a text': (path) => writeFile(path, 'Dear diary, this is no database.\n'.repeat(100)),
  'random bytes': (path) => writeFile(path, Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7919) % 251))),
  'a truncated DuckDB file': async (path) => {
    await numbersFile(`${path}.whole`, 100_000);
    await writeFile(path, (await readFile(`${path}.whole`)).subarray(0, 9000));
  },
  'a truncated SQLite file': async (path) => {
    measurementsFile(`${path}.whole`);
    await writeFile(path, (await readFile(`${path}.whole`)).subarray(0, 5000));
  },
};

for (const [what, make] of Object.entries(bad)) {
  test(`${what} is refused in a sentence and left as it is`, async ({ start, folder }) => {
    const path = join(folder, 'bad.db');
    await make(path);
    const before = await readFile(path);
    const { page } = await start({ files: [path] });
    const window = new StarlingWindow(page);
    await expect(window.failure.first()).toBeVisible();
    await expect(window.failure.first()).not.toContainText(/internal|undefined|\[object/i);
    expect(await readFile(path)).toEqual(before);
    await window.page.getByRole('link', { name: 'Starling' }).click();
    await expect(window.button('Open the sample')).toBeEnabled();
  });
}

test('a folder without data says so', async ({ start, folder }) => {
  const empty = join(folder, 'empty folder');
  await mkdir(empty);
  const window = new StarlingWindow((await start({ files: [empty] })).page);
  await expect(window.failure).toBeVisible();
  await expect(window.failure).not.toContainText(/internal/i);
});

test('a file that goes away while it is open can be asked for again', async ({ start, folder }) => {
  const path = measurementsFile(join(folder, 'lab.sqlite'));
  await copyFile(path, `${path}.kept`);
  const { page } = await start({ files: [path] });
  const window = new StarlingWindow(page);
  await window.tab('Tables').click();
  const runs = window.main.getByRole('link', { name: /^runs\b/ });
  await expect(runs).toBeVisible();
  await rm(path);
  await runs.click();
  await expect(window.failure).toContainText(/There is no file .*lab\.sqlite/);
  await rename(`${path}.kept`, path);
  await window.button('Retry').click();
  await expect(new Grid(page, 'Rows of runs').rows).toHaveCount(5);
});

test('names with quotes, spaces, emoji and reserved words are names', async ({ start, folder }) => {
  const { page } = await start({ files: [measurementsFile(join(folder, 'lab.sqlite'))] });
  const window = new StarlingWindow(page);
  await window.tab('Tables').click();
  await window.main.getByRole('link', { name: /odd "name" 🐦/ }).click();
  const rows = new Grid(page, /Rows of odd "name" 🐦/);
  await expect.poll(() => rows.column('a b')).toEqual(['quoted']);
  await rows.sortBy('select');
  await expect(rows.header('select')).toHaveAttribute('aria-sort', 'ascending');
  await expect.poll(() => rows.column('select')).toEqual(['1']);
});

test('a view that fails costs its place only', async ({ start, folder }) => {
  const path = measurementsFile(join(folder, 'lab.sqlite'));
  const database = new Database(path);
  database.exec('create table gone (a); create view broken as select a from gone; drop table gone');
  database.close();
  const { page } = await start({ files: [path] });
  const window = new StarlingWindow(page);
  await window.tab('Tables').click();
  await window.main.getByRole('link', { name: /^broken\b/ }).click();
  await expect(window.failure).toContainText(/gone|broken/);
  await window.tab('Tables').click();
  await window.main.getByRole('link', { name: /^runs\b/ }).click();
  await expect(new Grid(page, 'Rows of runs').rows).toHaveCount(5);
});

test('a table of a thousand columns and a cell of ten megabytes are shown', async ({ start, folder }) => {
  const path = join(folder, 'wide.sqlite');
  const database = new Database(path);
  const names = Array.from({ length: 1000 }, (_, at) => `c${at}`);
  database.exec(`create table wide (${names.join(', ')})`);
  database.prepare(`insert into wide (c0, c1, c999) values (?, ?, ?)`).run('x'.repeat(10_000_000), 'second', 'last');
  database.close();
  const { page } = await start({ files: [path] });
  const window = new StarlingWindow(page);
  await window.tab('Tables').click();
  await window.main.getByRole('link', { name: /^wide\b/ }).click();
  const rows = new Grid(page, 'Rows of wide');
  await expect.poll(() => rows.column('c1')).toEqual(['second']);
  await rows.rows.first().getByRole('gridcell').first().click();
  await window.press('End');
  await expect.poll(() => rows.column('c999')).toEqual(['last']);
});

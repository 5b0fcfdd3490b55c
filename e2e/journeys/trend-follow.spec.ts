import { join } from 'node:path';
import Database from 'better-sqlite3';
import { measurementsFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { StarlingWindow } from '../pages/window.ts';

test('what a writer adds to a database in WAL mode appears by itself', async ({ start, folder }) => {
  const path = measurementsFile(join(folder, 'runs.sqlite'));
  const writer = new Database(path);
  writer.pragma('journal_mode = wal');
  const insert = writer.prepare('insert into measurements values (5, ?, 30, null)');
  insert.run(5);
  const { page } = await start({ files: [path] });
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  await expect(window.main.getByText(/^251 rows → /)).toBeVisible();

  await window.button('Follow').click();
  await expect(window.main.getByText(/^as of \d\d:\d\d:\d\d$/)).toBeVisible();
  insert.run(5.1);
  insert.run(5.2);
  await expect(window.main.getByText(/^253 rows → /)).toBeVisible();
  await expect.poll(() => window.place()).toContain('follow=yes');

  await window.button('Follow').click();
  await expect(window.main.getByText(/^as of/)).toBeHidden();
  writer.close();
});

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

test('lines over steps are read on, and anew where something before has changed', async ({ start, folder }) => {
  const path = join(folder, 'losses.sqlite');
  const writer = new Database(path);
  writer.pragma('journal_mode = wal');
  writer.exec(`create table runs (run text primary key);
    create table steps (run text references runs (run), step integer, loss real);
    insert into runs values ('a'), ('b');
    with recursive n (step) as (select 0 union all select step + 1 from n where step < 999)
    insert into steps select run, step, step % 7 from runs, n`);
  const { page } = await start({ files: [path] });
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  await expect(window.main.getByText(/^2000 rows → 2 points/)).toBeVisible();
  await page.goto(`${page.url().split('?')[0]}?episodes=a,b`);
  await window.button('Follow').click();
  await expect(window.main.getByText(/^2000 rows → 2000 points/)).toBeVisible();

  const curve = window.main.locator('.recharts-line-curve').first();
  const begins = async () => (await curve.getAttribute('d'))?.slice(0, 300);
  const before = await begins();
  writer.exec(`insert into steps values ('a', 1000, 3), ('b', 1000, 3), ('a', 1001, 5)`);
  await expect(window.main.getByText(/^2003 rows → 2003 points/)).toBeVisible();
  // Neither the axis nor what was drawn has moved.
  expect(await begins()).toBe(before);
  writer.exec(`update steps set loss = 9e999 where run = 'b' and step = 500`);
  await expect(window.main.getByText(/^2003 rows → 2002 points.* 1 not finite/)).toBeVisible();
  writer.exec(`insert into steps values ('b', 1001, 2)`);
  await expect(window.main.getByText(/^2004 rows → 2003 points.* 1 not finite/)).toBeVisible();

  await page.goto(`${page.url().split('?')[0]}?episodes=a,b&smooth=trailing:10&x=relative&follow=yes`);
  await expect(window.main.getByText(/^2004 rows → 2003 points.* 1 not finite/)).toBeVisible();
  await expect(window.main.getByText(/^as of \d\d:\d\d:\d\d$/)).toBeVisible();
  writer.exec(`insert into steps values ('a', 1002, 4), ('b', 1002, 3)`);
  await expect(window.main.getByText(/^2006 rows → 2005 points.* 1 not finite/)).toBeVisible();
  writer.close();
});

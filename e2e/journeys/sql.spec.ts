import { join } from 'node:path';
import { measurementsFile, numbersFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { SqlPage } from '../pages/sql-page.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a statement runs, is remembered, and what is wrong with one is said', async ({ start, folder }) => {
  const { page } = await start({ files: [measurementsFile(join(folder, 'lab.sqlite'))] });
  const window = new StarlingWindow(page);
  await window.tab('SQL').click();
  const sql = new SqlPage(page);
  await sql.run('select name, count(*) as n from runs join measurements using (run_id) group by name order by name');
  await expect(sql.summary).toContainText('5 rows');
  await expect.poll(() => sql.answer.column('n')).toEqual(['50', '50', '50', '50', '50']);

  await sql.run('select * from no_such_table');
  await expect(window.failure).toContainText(/no_such_table/);

  await sql.run("insert into runs values (77, 'mine', null)");
  await expect(window.failure).toContainText(/read/i);
  await sql.run('select count(*) as n from runs');
  await expect(sql.summary).toContainText('1 row');
  await expect.poll(() => sql.answer.column('n')).toEqual(['5']);

  await window.button('History').click();
  await page.getByRole('menuitem', { name: /no_such_table/ }).click();
  await expect(sql.editor).toContainText('no_such_table');
});

for (const engine of ['duckdb', 'sqlite'] as const) {
  test(`a statement that runs for ever is cancelled, ${engine}`, async ({ start, folder }) => {
    const file =
      engine === 'sqlite'
        ? measurementsFile(join(folder, 'lab.sqlite'))
        : await numbersFile(join(folder, 'numbers.duckdb'), 10);
    const { page } = await start({ files: [file] });
    await new StarlingWindow(page).tab('SQL').click();
    const sql = new SqlPage(page);
    await sql.run(endless[engine]);
    await expect(sql.summary).toContainText('Running for');
    await sql.cancel();
    await expect(sql.summary).toContainText('Cancelled after');
    await sql.run('select 7 * 6 as answer');
    await expect(sql.summary).toContainText('1 row');
    await expect.poll(() => sql.answer.column('answer')).toEqual(['42']);
  });
}

const endless = {
  duckdb: 'select sum(a.range * b.range % 7) as s from range(1000000000) a, range(1000000000) b',
  sqlite: 'with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) as m from n',
};

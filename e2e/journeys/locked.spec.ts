import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { numbersFile } from '../data/files.ts';
import { root } from '../hosts/places.ts';
import { expect, test } from '../hosts/test.ts';
import { SqlPage } from '../pages/sql-page.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a file that another process writes: who holds it, and a snapshot of what is committed', async ({
  start,
  folder,
}) => {
  const path = await numbersFile(join(folder, 'busy.duckdb'), 10);
  const holder = fork(join(root, 'e2e/data/holder.ts'), [path], { execArgv: [] });
  await once(holder, 'message');
  const { page } = await start({ files: [path] });
  const window = new StarlingWindow(page);
  await expect(window.failure).toContainText(String(holder.pid));
  await window.button('Open a snapshot').click();
  await window.tab('SQL').click();
  const sql = new SqlPage(page);
  await sql.run('select count(*) as n from numbers');
  await expect(sql.summary).toContainText('1 row');
  await expect.poll(() => sql.answer.column('n')).toEqual(['15']);
  await expect(window.status).toContainText('snapshot taken');
  holder.disconnect();
});

test('an encrypted file asks for its key, and says when it is the wrong one', async ({ start, folder }) => {
  const path = join(folder, 'secret.duckdb');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  // Enough for a test: without the downloaded crypto extension DuckDB would only read such files.
  await connection.run('set force_mbedtls_unsafe = true');
  await connection.run(`attach '${path}' as secret (encryption_key 'open sesame')`);
  await connection.run('create table secret.numbers as select range as number from range(3)');
  await connection.run('detach secret');
  instance.closeSync();
  const { page } = await start({ files: [path] });
  const window = new StarlingWindow(page);
  const key = page.getByLabel('Key of the encrypted file');
  await key.fill('guess');
  await page.keyboard.press('Enter');
  await expect(window.failure).toContainText('does not fit');
  await key.fill('open sesame');
  await page.keyboard.press('Enter');
  await window.tab('Tables').click();
  await expect(window.main.getByRole('link', { name: /^numbers\b/ })).toBeVisible();
});

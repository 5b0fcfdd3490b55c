import { join } from 'node:path';
import { measurementsFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a database process that ends costs its tab only, and can be replaced', async ({ start, folder }) => {
  const host = await start({ files: [measurementsFile(join(folder, 'lab.sqlite'))] });
  const window = new StarlingWindow(host.page);
  await expect(window.tab('Tables')).toBeVisible();
  const before = await host.databaseProcesses();
  expect(before.length).toBeGreaterThan(0);
  for (const pid of before) process.kill(pid, 'SIGKILL');
  await expect(window.failure).toContainText('ended');
  await window.button('Reopen').click();
  await expect(window.tab('Tables')).toBeVisible();
  const after = await host.databaseProcesses();
  expect(after.length).toBeGreaterThan(0);
  expect(after.filter((pid) => before.includes(pid))).toEqual([]);
});

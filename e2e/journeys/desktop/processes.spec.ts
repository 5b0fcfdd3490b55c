import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { measurementsFile, numbersFile } from '../../data/files.ts';
import { expect, test } from '../../hosts/test.ts';
import { StarlingWindow } from '../../pages/window.ts';

test('quitting closes every database and ends every process', async ({ startDesktop, folder }) => {
  const files = [measurementsFile(join(folder, 'lab.sqlite')), await numbersFile(join(folder, 'numbers.duckdb'), 10)];
  // Written in WAL mode, as a live experiment would.
  const writer = new Database(files[0]);
  writer.pragma('journal_mode = wal');
  writer.exec("insert into runs values (9, 'late', null)");
  writer.close();
  const before = readdirSync(folder).toSorted();
  const host = await startDesktop({ files });
  const window = new StarlingWindow(host.page);
  await expect(window.database('lab.sqlite')).toBeVisible();
  await expect(window.tab('Tables')).toBeVisible();
  const processes = await host.databaseProcesses();
  expect(processes.length).toBeGreaterThanOrEqual(files.length);
  const started = Date.now();
  await host.quit();
  expect(Date.now() - started).toBeLessThan(5000);
  expect(
    readdirSync(folder)
      .filter((name) => name !== '.data')
      .toSorted(),
  ).toEqual(before);
  expect(processes.filter(isRunning)).toEqual([]);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

import { join } from 'node:path';
import { measurementsFile, numbersFile } from '../../data/files.ts';
import { expect, test } from '../../hosts/test.ts';
import { dropOn, openSpot } from '../../pages/importing.ts';
import { StarlingWindow } from '../../pages/window.ts';

test('files named on the command line open', async ({ startDesktop, folder }) => {
  const files = [measurementsFile(join(folder, 'lab.sqlite')), await numbersFile(join(folder, 'numbers.duckdb'), 10)];
  const window = new StarlingWindow((await startDesktop({ files })).page);
  await expect(window.database('lab.sqlite')).toBeVisible();
  await expect(window.database('numbers.duckdb')).toBeVisible();
  await expect(window.tab('Tables')).toBeVisible();
});

test('a file that the system hands over opens in the running window', async ({ startDesktop, folder }) => {
  const file = measurementsFile(join(folder, 'handed over.db'));
  const host = await startDesktop();
  const window = new StarlingWindow(host.page);
  await expect(window.main).toContainText('Open an experiment database');
  expect(await host.openFileEvent(file)).toBe(true);
  await expect(window.crumb('handed over.db')).toBeVisible();
  await expect(window.status).toContainText(/SQLite .*read-only/);
});

test('a second start hands its files to the first and ends', async ({ startDesktop, folder }) => {
  const file = measurementsFile(join(folder, 'second.sqlite'));
  const host = await startDesktop();
  const window = new StarlingWindow(host.page);
  expect(await host.startAgain([file])).toBe(0);
  await expect(window.crumb('second.sqlite')).toBeVisible();
  expect(await host.startAgain([])).toBe(0);
  expect(await host.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length, null)).toBe(1);
});

test('the open dialog opens what was chosen, and begins where that was', async ({ startDesktop, folder }) => {
  const first = measurementsFile(join(folder, 'deep/first.sqlite'));
  const host = await startDesktop();
  const window = new StarlingWindow(host.page);
  await window.button('Open file…').click();
  await expect.poll(() => host.openDialogs()).toHaveLength(1);
  await expect(window.main).toContainText('Open an experiment database');
  await host.answerOpenDialog([first]);
  await window.button('Open file…').click();
  await expect(window.crumb('first.sqlite')).toBeVisible();
  await host.answerOpenDialog([join(folder, 'deep')]);
  await host.clickMenu('open-folder');
  await expect.poll(() => host.openDialogs()).toHaveLength(3);
  const [cancelled, , third] = await host.openDialogs();
  expect(cancelled?.['defaultPath']).toBeUndefined();
  expect(third).toMatchObject({ defaultPath: join(folder, 'deep'), properties: ['openDirectory'] });
});

test('a dropped file opens; what the page made up does not', async ({ startDesktop, folder }) => {
  const files = [measurementsFile(join(folder, 'a.sqlite')), measurementsFile(join(folder, 'Überraschung 🐦.db'))];
  const host = await startDesktop();
  const window = new StarlingWindow(host.page);
  await expect(window.button('Open file…')).toBeVisible();
  await dropOn(host.page, files, openSpot);
  await expect(window.database('a.sqlite')).toBeVisible();
  await expect(window.database('Überraschung 🐦.db')).toBeVisible();
});

test('a file that is not there is a failure in the window, not the end', async ({ startDesktop, folder }) => {
  const window = new StarlingWindow((await startDesktop({ files: [join(folder, 'gone.duckdb')] })).page);
  await expect(window.failure).toContainText(/gone\.duckdb/);
  await expect(window.button('Try again')).toBeVisible();
});

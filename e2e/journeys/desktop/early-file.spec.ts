import { join } from 'node:path';
import { measurementsFile } from '../../data/files.ts';
import { expect, test } from '../../hosts/test.ts';
import { StarlingWindow } from '../../pages/window.ts';

// Only macOS itself can do this to real Electron.
test('a file handed over before the application is ready opens when it is', async ({ startDesktop, folder }) => {
  const early = [measurementsFile(join(folder, 'early.sqlite'))];
  const window = new StarlingWindow((await startDesktop({ early })).page);
  await expect(window.crumb('early.sqlite')).toBeVisible();
});

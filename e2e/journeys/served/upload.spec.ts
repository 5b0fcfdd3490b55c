import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { measurementsFile } from '../../data/files.ts';
import { longFile, motFolder, raggedFile } from '../../data/importable.ts';
import { expect, test } from '../../hosts/test.ts';
import { Grid } from '../../pages/grid.ts';
import { dropOn, Importing, importSpot } from '../../pages/importing.ts';
import { StarlingWindow } from '../../pages/window.ts';

/** What lies in the folders of this server's sendings. */
async function sent(data: string): Promise<readonly string[]> {
  const folder = join(data, 'uploads');
  return existsSync(folder) ? (await readdir(folder, { recursive: true })).filter((name) => /\.\w+$/.test(name)) : [];
}

test('what is sent goes when it is imported, what is given up goes at once, and rejected rows are saved as a file', async ({
  start,
  folder,
}) => {
  const { page, data } = await start({ files: [measurementsFile(join(folder, 'lab.sqlite'))] });
  const window = new StarlingWindow(page);
  await expect(window.tab('Tables')).toBeVisible();
  await dropOn(page, [motFolder(folder), raggedFile(join(folder, 'ragged.csv'), 50, 2)], importSpot);
  const importing = new Importing(page);
  await expect(importing.files).toHaveCount(2);
  expect(await sent(data)).toHaveLength(3);
  await importing.show('ragged.csv');
  await page.getByRole('radio', { name: 'Keep them as text' }).check();
  await importing.start.click();
  await expect(importing.heading).toContainText('Imported');
  await expect.poll(() => sent(data)).toEqual([]);

  await page
    .getByRole('list', { name: 'Reports' })
    .getByRole('button', { name: /ragged/ })
    .click();
  const download = page.waitForEvent('download');
  await window.button('Save as CSV').click();
  expect((await download).suggestedFilename()).toBe('ragged-rejected.csv');
});

test('sending is shown with its size and can be cancelled', async ({ start, folder }) => {
  test.slow();
  const { page, data } = await start();
  const window = new StarlingWindow(page);
  await window.button('Import…').click();
  await page
    .context()
    .newCDPSession(page)
    .then((devtools) =>
      devtools.send('Network.emulateNetworkConditions', {
        ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 500_000 },
      }),
    );
  await dropOn(page, [longFile(join(folder, 'long.csv'), 400_000)], importSpot);
  await expect(window.main).toContainText(/Sending 1 file to the server · .* of 1\d(\.\d)? MB/);
  await window.main.getByRole('button', { name: 'Cancel' }).click();
  await expect(window.main).not.toContainText('Sending');
  await expect(window.main).toContainText('Drop files or folders here');
  await expect.poll(() => sent(data)).toEqual([]);
});

test('files of the server are chosen below its roots and go into a new database', async ({ start, folder }) => {
  raggedFile(join(folder, 'ragged.csv'), 20, 0);
  const { page } = await start();
  const window = new StarlingWindow(page);
  await expect(window.button('Import…')).toBeVisible();
  await window.press('Mod+Shift+I');
  await window.button('Choose on the server…').click();
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Choose ragged.csv' }).check();
  await window.button('Look at 1 entry').click();
  const importing = new Importing(page);
  await importing.into('New SQLite file…');
  await expect(page.getByRole('textbox', { name: 'Path of the new file' })).toHaveValue(join(folder, 'ragged.sqlite'));
  await page.getByRole('radio', { name: 'Keep them as text' }).check();
  await expect(importing.start).toBeEnabled();
  await importing.start.click();
  await window.button('Open ragged.sqlite').click();
  await window.main.getByRole('link', { name: /^ragged\b/ }).click();
  await expect(new Grid(page, 'Rows of ragged').rows.first()).toBeVisible();
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { DesktopHost } from '../hosts/host.ts';
import { expect, test } from '../hosts/test.ts';
import { atRest, seriousFaults } from '../pages/accessibility.ts';
import { Grid } from '../pages/grid.ts';
import { StarlingWindow } from '../pages/window.ts';

/** SHA-256 of "abc" (FIPS 180-4). */
const OF_ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

function filesDatabase(path: string): string {
  const database = new Database(path);
  database.exec(`create table recordings (id integer primary key, pkl_file_path text, pkl_file_checksum text);
    insert into recordings values (1, 'left.pkl', '${OF_ABC}'), (2, 'right.pkl', '${'ab'.repeat(32)}')`);
  database.close();
  return path;
}

for (const scheme of ['light', 'dark'] as const) {
  test(`a pickled file is told of and checked but never loaded, ${scheme}`, async ({ start, folder }, info) => {
    await writeFile(join(folder, 'left.pkl'), 'abc');
    await writeFile(join(folder, 'right.pkl'), 'abc');
    const host = await start({ files: [filesDatabase(join(folder, 'knees.db'))] });
    const { page } = host;
    await page.emulateMedia({ colorScheme: scheme });
    const window = new StarlingWindow(page);
    await window.tab('Tables').click();
    await window.main.getByRole('link', { name: /^recordings/ }).click();
    const rows = new Grid(page, 'Rows of recordings').rows;
    const ask = async (path: string) => {
      await rows.getByRole('gridcell', { name: path, exact: true }).dblclick();
      await window.button('About this file…').click();
    };
    await ask('left.pkl');
    const dialog = page.getByRole('dialog', { name: 'A file that the database names' });
    if (host.kind !== 'browser') {
      // A window of the desktop sees nothing that nobody handed over.
      await expect(dialog).toContainText('opens only files that were chosen');
      await (host as DesktopHost).answerOpenDialog([folder]);
      await dialog.getByRole('button', { name: 'Choose the folder that paths begin at…' }).click();
    }
    await expect(dialog).toContainText(join(folder, 'left.pkl'));
    await expect(dialog).toContainText('3 B');
    await dialog.getByRole('button', { name: 'Compute checksums' }).click();
    await expect(dialog).toContainText(OF_ABC);
    await expect(dialog).toContainText('Its SHA-256 is the one that the database has recorded');
    await atRest(page);
    await info.attach(`a file, ${scheme}`, { body: await page.screenshot(), contentType: 'image/png' });
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);

    await ask('right.pkl');
    await dialog.getByRole('button', { name: 'Compute checksums' }).click();
    await expect(dialog).toContainText('It is not the file that was recorded');
  });
}

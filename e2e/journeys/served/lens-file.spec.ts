import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unknownFile } from '../../data/unknown.ts';
import { expect, test } from '../../hosts/test.ts';
import { Drawing } from '../../pages/drawing.ts';
import { StarlingWindow } from '../../pages/window.ts';

test('a lens is given out as a file and taken in again', async ({ start, folder }) => {
  const { page } = await start({ files: [unknownFile(join(folder, 'fluege.sqlite'))] });
  await new StarlingWindow(page).status.getByRole('button', { name: /why/ }).click();
  await page.getByRole('button', { name: 'Draw your own…' }).click();
  const drawing = new Drawing(page);
  await drawing.name.fill('Shared');
  const download = page.waitForEvent('download');
  await drawing.button('Export…').click();
  const given = await download;
  expect(given.suggestedFilename()).toBe('Shared.lens.json');
  const path = join(folder, 'Shared.lens.json');
  await given.saveAs(path);
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ starlingLens: 1, steps: { table: 'lagen' } });

  const chooser = page.waitForEvent('filechooser');
  await drawing.button('Import…').click();
  await (await chooser).setFiles(path);
  await expect(drawing.state).toHaveText('Kept');
  await expect(page).toHaveURL(/edit=my-shared/);
});

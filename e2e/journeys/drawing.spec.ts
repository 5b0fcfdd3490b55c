import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { unknownFile } from '../data/unknown.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { Drawing } from '../pages/drawing.ts';
import { Grid } from '../pages/grid.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a lens is drawn by keys, kept, and there again after a restart', async ({ start, folder }) => {
  const file = unknownFile(join(folder, 'fluege.sqlite'));
  const first = await start({ files: [file] });
  const window = new StarlingWindow(first.page);
  await expect(window.status).toContainText('Any database');
  await window.press('Mod+K');
  await expect(first.page.getByRole('combobox', { name: 'Search everything' })).toBeFocused();
  await first.page.keyboard.type('draw your own');
  await expect(first.page.getByRole('option').first()).toContainText('Draw your own lens…');
  await first.page.keyboard.press('Enter');

  const drawing = new Drawing(first.page);
  await expect(drawing.state).toHaveText('Not kept yet');
  await expect(drawing.field('Steps', 'Order')).toHaveValue('takt');
  await expect(drawing.field('Steps', 'x')).toHaveValue('lage_x');
  await expect(drawing.preview).toContainText('1 of 120 rows: hoehe is no finite number');
  await expect.poll(() => drawing.column('Flugs', 2)).toEqual(['Flug 1', 'Flug 2']);

  await drawing.choose('Episodes', 'Label', 'nr');
  await expect.poll(() => drawing.column('Flugs', 2)).toEqual(['1', '2']);
  await drawing.preview.getByRole('button', { name: 'W', exact: true }).press('Enter');
  await expect.poll(() => drawing.column('Flugs', 2)).toEqual(['10']);
  await first.page.locator('body').press('ControlOrMeta+z');
  await expect.poll(() => drawing.column('Flugs', 2)).toEqual(['Flug 10']);

  await drawing.name.fill('Flights');
  await drawing.name.press('ControlOrMeta+s');
  await expect(drawing.state).toHaveText('Kept');
  await expect(window.status).toContainText('Flights');
  await drawing.button('Undo').click();
  await expect(drawing.state).toHaveText('Changed');
  await drawing.name.fill('Flights');
  await drawing.button('Save').click();
  await expect(drawing.state).toHaveText('Kept');
  expect(await readdir(join(first.data, 'lenses'))).toEqual(['my-flights.lens.json']);
  await first.quit();

  const { page } = await start({ data: first.data, files: [file] });
  await expect(new Grid(page, 'Ortes').rows).toHaveCount(2);
  const again = new StarlingWindow(page);
  await again.status.getByRole('button', { name: /Flights/ }).click();
  await expect(page.getByRole('heading', { name: 'Flights, drawn for this very schema' })).toBeVisible();
  await page.getByRole('button', { name: 'Edit…' }).click();
  await expect(new Drawing(page).name).toHaveValue('Flights');
  await expect(new Drawing(page).state).toHaveText('Kept');
  expect(again.place()).toContain('/lens?edit=my-flights');
});

test('a lens that is dropped is taken, and one that is torn says where', async ({ start, folder }) => {
  const { page, data } = await start({ files: [unknownFile(join(folder, 'fluege.sqlite'))] });
  const window = new StarlingWindow(page);
  await window.status.getByRole('button', { name: /why/ }).click();
  await page.getByRole('button', { name: 'Draw your own…' }).click();
  const drawing = new Drawing(page);
  await drawing.name.fill('Shared');
  await drawing.button('Save').click();
  await expect(drawing.state).toHaveText('Kept');
  const text = await readFile(join(data, 'lenses', 'my-shared.lens.json'), 'utf8');

  await window.tab('Tables').click();
  await drop(page, 'from a friend.lens.json', text.replace('Shared', 'From a friend'));
  const dialog = page.getByRole('dialog', { name: 'From a friend' });
  await expect(dialog).toContainText('from lagen');
  await expect(dialog).toContainText('is seen through it now');
  await dialog.getByRole('button', { name: 'Good' }).click();
  await expect(window.status).toContainText('From a friend');
  await expect(window.tab('Flugs').or(window.tab('All flugs'))).toBeVisible();

  await drop(page, 'torn.lens.json', text.replace('"lagen"', '3'));
  await expect(
    page.getByText(
      /torn\.lens\.json cannot be read as a lens, line \d+: recognise\[\d\]\.table must be text, and is 3/,
    ),
  ).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`the page is accessible, ${scheme}`, async ({ start, folder }) => {
    const { page } = await start({ files: [unknownFile(join(folder, 'fluege.sqlite'))] });
    await page.emulateMedia({ colorScheme: scheme });
    await new StarlingWindow(page).status.getByRole('button', { name: /why/ }).click();
    await page.getByRole('button', { name: 'Draw your own…' }).click();
    await expect(new Drawing(page).preview.getByRole('table').first()).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
  });
}

/** Drops a file as a person does, as far as a page can tell. */
async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName, { type: 'application/json' }));
      return transfer;
    },
    [name, text] as const,
  );
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('body', type, { dataTransfer: data });
}

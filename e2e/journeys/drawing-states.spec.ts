import { join } from 'node:path';
import { talksFile } from '../data/unknown.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { Drawing } from '../pages/drawing.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a drawn lens tells what was written as a transcript, and draws states as bands', async ({ start, folder }) => {
  test.slow();
  const { page } = await start({ files: [talksFile(join(folder, 'talks.sqlite'))] });
  const window = new StarlingWindow(page);
  await window.status.getByRole('button', { name: /why/ }).click();
  await page.getByRole('button', { name: 'Draw your own…' }).click();
  const drawing = new Drawing(page);
  await drawing.choose('Steps', 'Table', 'turns');
  await expect(drawing.field('Steps', 'Order')).toHaveValue('turn');
  await expect(drawing.field('Sessions', 'Table')).toHaveValue('halls');
  await drawing.choose('Steps', 'Written by the agent', 'said');
  await drawing.choose('Steps', 'Answered', 'heard');
  await drawing.choose('States', 'Table', 'doors');
  await expect(drawing.preview).toContainText('Doors must name the hall by 1 column');
  await drawing.choose('States', 'Belongs to hall', 'hall');
  await drawing.choose('States', 'State', 'door');
  const bands = drawing.preview.getByRole('region', { name: 'States', exact: true });
  await expect(bands).toContainText('No row says yet that anything is on or off');
  await expect(drawing.preview).toContainText('All of 4 rows of states: the state is neither on nor off');
  await drawing.choose('States', 'On where it says', 'open');
  await drawing.choose('States', 'Off where it says', 'shut');
  await drawing.mapping
    .getByRole('group', { name: /^States/ })
    .getByRole('textbox', { name: 'Called' })
    .fill('Doors');
  await expect(drawing.preview).toContainText('Every row looked at can be read');
  const doors = drawing.preview.getByRole('region', { name: 'Doors', exact: true });
  await expect(doors.getByRole('img', { name: 'States over time' })).toBeVisible();
  await expect(doors).toContainText('north');
  await expect(doors).toContainText('4 rows');
  const read = drawing.preview.getByRole('region', { name: 'Transcript' });
  await expect(read.getByRole('article', { name: 'Row 1' })).toContainText('Is anybody there');
  await expect(read.getByRole('article', { name: 'Row 2' })).toContainText('Indeed');
  const turns = drawing.preview.getByRole('region', { name: 'All columns of turns' });
  await expect(turns.getByRole('row', { name: /^said/ })).toContainText('written by the agent');
  await expect(turns.getByRole('row', { name: /^turn / })).toContainText('part of the key');
  expect(await seriousFaults(page)).toEqual([]);
  await drawing.name.fill('Talks');
  await drawing.button('Save').click();
  await expect(drawing.state).toHaveText('Kept');

  await window.tab('Doors').click();
  await expect(window.main.getByText('north').first()).toBeVisible();
  await expect(window.main.getByText('shut', { exact: true }).first()).toBeVisible();
  await page.goto(`${page.url().split('#')[0]}#${window.place().slice(1).split('/').slice(0, 3).join('/')}/episodes/1`);
  await expect(window.main.getByText('Is anybody there, or is the hall empty at this hour?').first()).toBeVisible();
  await expect(window.main.getByText('Indeed').first()).toBeVisible();
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { trackingFile } from '../../data/files.ts';
import { occupancyFile } from '../../data/occupancy.ts';
import { expect, test } from '../../hosts/test.ts';
import { Replay } from '../../pages/replay.ts';
import { StarlingWindow } from '../../pages/window.ts';

// Systems draw the edges of lines a little differently: a few of ten thousand pixels may be others. An agent takes more.
const like = { threshold: 0.25, maxDiffPixelRatio: 0.0005 };

test('agents, paths and trails look as they did, flat and in space', async ({ start, folder }) => {
  test.slow();
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const replay = new Replay(page);
  await replay.open(/./);
  await replay.address({ frame: '120' });
  await expect(replay.slider).toHaveValue('120');
  await expect(async () => expect(await pixels(replay.picture)).toMatchSnapshot('flock-flat.png', like)).toPass();
  await replay.address({ frame: '60', plane: 'space' });
  await expect(replay.space).toBeVisible();
  // Letters differ from system to system: those of the caption take most of what may be different.
  const saved = async () => readFile(await (await replay.save('Save as PNG')).path());
  const nearly = { ...like, maxDiffPixelRatio: 0.006 };
  await expect(async () => expect(await saved()).toMatchSnapshot('flock-space.png', nearly)).toPass();
});

test('the map of where agents are looks as it did', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  await new StarlingWindow(page).tab('Density').click();
  const map = page.getByRole('img', { name: /rows/ }).first();
  await expect(async () => expect(await pixels(map)).toMatchSnapshot('flock-density.png', like)).toPass();
});

test('the states of rooms look as they did', async ({ start, folder }) => {
  const { page } = await start({ files: [occupancyFile(join(folder, 'rooms.db'))] });
  const window = new StarlingWindow(page);
  await window.tab('Occupancy').click();
  const bands = window.main.locator('canvas').first();
  await expect(async () => expect(await pixels(bands)).toMatchSnapshot('rooms-bands.png', like)).toPass();
});

/** What is painted on a canvas, or on the first one in an element, as PNG. */
async function pixels(element: Locator): Promise<Buffer> {
  const address = await element.evaluate((found) => {
    const canvas = found instanceof HTMLCanvasElement ? found : found.querySelector('canvas');
    return canvas?.toDataURL('image/png') ?? '';
  });
  return Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { trackingFile } from '../../data/files.ts';
import { expect, test } from '../../hosts/test.ts';
import { Replay } from '../../pages/replay.ts';

test('a picture is saved as PNG and SVG, and a film as WebM', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const replay = new Replay(page);
  await replay.open(/./);
  await replay.address({ frame: '50' });
  const png = await readFile(await (await replay.save('Save as PNG')).path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const svg = await readFile(await (await replay.save('Save as SVG')).path(), 'utf8');
  expect(svg).toContain('Frame 50 of 199');
  expect(svg.match(/<path /g)!.length).toBeGreaterThan(16);
  await replay.button('Save the picture or a film').click();
  await page.getByRole('menuitem', { name: 'Play and record as WebM' }).click();
  await expect(replay.button('Stop recording')).toBeVisible();
  await page.waitForTimeout(1500);
  const [film] = await Promise.all([page.waitForEvent('download'), replay.button('Stop recording').click()]);
  expect((await readFile(await film.path())).subarray(0, 4).toString('hex')).toBe('1a45dfa3');
});

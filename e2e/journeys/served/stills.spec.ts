import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from 'modern-gif';
import { trackingFile } from '../../data/files.ts';
import { expect, test } from '../../hosts/test.ts';
import { Replay } from '../../pages/replay.ts';

test('a picture is saved as PNG and SVG, and a film as WebM and GIF', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const replay = new Replay(page);
  await replay.open(/./);
  await replay.address({ frame: '50' });
  const png = await readFile(await (await replay.save('Save as PNG')).path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const svg = await readFile(await (await replay.save('Save as SVG')).path(), 'utf8');
  expect(svg).toContain('Frame 50 of 199');
  expect(svg.match(/<path /g)!.length).toBeGreaterThan(16);
  const webm = await film(replay, 'Play and record as WebM', 'to its end');
  expect(webm.subarray(0, 4).toString('hex')).toBe('1a45dfa3');
  const gif = await film(replay, /^Play and record as GIF/, 'until stopped');
  expect(gif.subarray(0, 6).toString()).toBe('GIF89a');
  const { frames, looped } = decode(new Uint8Array(gif));
  const times = frames.map(({ delay = 0 }) => delay);
  expect(looped).toBe(true);
  // How many there are is the machine's speed; that they follow one another is the film.
  expect(times.length).toBeGreaterThan(1);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(20);
});

/** Films from the middle of an episode to its end, where a film ends by itself, or until agents have moved for a while. */
async function film(replay: Replay, as: string | RegExp, long: 'to its end' | 'until stopped'): Promise<Buffer> {
  await replay.address({ frame: '50' });
  const download = replay.page.waitForEvent('download');
  await replay.button('Save the picture or a film').click();
  await replay.page.getByRole('menuitem', { name: as }).click();
  if (long === 'until stopped') {
    await expect.poll(async () => Number(await replay.slider.inputValue())).toBeGreaterThan(60);
    await replay.button('Stop recording').click();
  }
  return readFile(await (await download).path());
}

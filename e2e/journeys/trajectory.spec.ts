import { join } from 'node:path';
import { trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { Grid, openRow } from '../pages/grid.ts';
import { Trajectory } from '../pages/trajectory.ts';
import { StarlingWindow } from '../pages/window.ts';

test('picture, time line, curves and rows share one moment', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  await new StarlingWindow(page).tab('All episodes').click();
  await openRow(new Grid(page, 'Episodes').rows.first());
  const trajectory = new Trajectory(page);
  const observations = new Grid(page, 'Observations');
  await expect(trajectory.picture).toBeVisible();
  await expect(observations.rows.first()).toBeVisible();

  await trajectory.frame.fill('120');
  await page.keyboard.press('Enter');
  await expect(trajectory.slider).toHaveValue('120');
  await expect.poll(async () => new Set(await observations.column('time_index'))).toEqual(new Set(['120']));
  await trajectory.button('Next frame').click();
  await expect(trajectory.slider).toHaveValue('121');
  await expect(page).toHaveURL(/frame=121/);

  await trajectory.button('Play').click();
  await expect(trajectory.button('Pause')).toBeVisible();
  await expect.poll(async () => Number(await trajectory.slider.inputValue())).toBeGreaterThan(125);
  await trajectory.button('Pause').click();

  await trajectory.curves.getByText('By agent').click();
  await expect(trajectory.curves.getByRole('list', { name: 'Lines' }).getByRole('listitem')).not.toHaveCount(1);
});

test('the picture is drawn', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  await new StarlingWindow(page).tab('All episodes').click();
  await openRow(new Grid(page, 'Episodes').rows.first());
  const { picture } = new Trajectory(page);
  await expect(picture).toBeVisible();
  const colours = () =>
    picture.evaluate((element) => {
      const canvases = element instanceof HTMLCanvasElement ? [element] : [...element.querySelectorAll('canvas')];
      const seen = new Set<number>();
      for (const canvas of canvases) {
        const { width, height } = canvas;
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
        for (const pixel of new Uint32Array(pixels.buffer)) seen.add(pixel);
      }
      return seen.size;
    });
  await expect.poll(colours).toBeGreaterThan(10);
});

import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { reload } from '../pages/reload.ts';
import { Replay } from '../pages/replay.ts';

const svg = (colour: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="${colour}"/></svg>`;

/** A picture of a session, with what puts an image behind it. */
class Backgrounds {
  readonly menu: Locator;
  readonly remove: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.menu = page.getByRole('button', { name: 'What is drawn' });
    this.remove = page.getByRole('button', { name: 'Remove it' });
  }

  image(name: string): Locator {
    return this.#page.getByRole('img', { name: `Behind the picture: ${name}` });
  }

  async choose(name: string, text: string): Promise<void> {
    const mimeType = name.endsWith('.svg') ? 'image/svg+xml' : 'image/png';
    await this.#page
      .getByLabel('Image behind the picture')
      .setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
  }

  /** Which share of what is on the screen there is magenta, which nothing of ours is. */
  async magenta(of: Locator): Promise<number> {
    const png = (await of.screenshot()).toString('base64');
    return this.#page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      const { naturalWidth: width, naturalHeight: height } = image;
      const brush = new OffscreenCanvas(width, height).getContext('2d')!;
      brush.drawImage(image, 0, 0);
      const { data } = brush.getImageData(0, 0, width, height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (data[at]! > 220 && data[at + 1]! < 60 && data[at + 2]! > 220) count += 1;
      return count / (width * height);
    }, `data:image/png;base64,${png}`);
  }
}

test('an image of a person lies behind the picture where its edges are told to be, and stays', async ({
  start,
  folder,
}, info) => {
  test.slow();
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const replay = new Replay(page);
  const backgrounds = new Backgrounds(page);
  await replay.open(/./);
  const plan = backgrounds.image('plan.svg');
  await backgrounds.menu.click();
  await backgrounds.choose('notes.png', 'no image');
  await expect(page.getByText('notes.png is no image that a window can show')).toBeVisible();
  await backgrounds.choose('plan.svg', svg('#ff00ff'));
  await expect(plan).toBeVisible();
  // It reaches as far as the data first; twice as far to the left it is wider.
  const width = async () => (await plan.boundingBox())?.width ?? 0;
  const first = await width();
  const from = page.getByRole('textbox', { name: 'x from' });
  await from.fill('-5000');
  await expect.poll(width).toBeGreaterThan(first * 2);
  const wide = await width();
  await info.attach('an image behind', { body: await page.screenshot(), contentType: 'image/png' });
  expect(await seriousFaults(page)).toEqual([]);

  // It is there again where it was after the window was loaded anew.
  await page.keyboard.press('Escape');
  await reload(page);
  await expect(plan).toBeVisible();
  await expect.poll(width).toBeCloseTo(wide, 0);
  await backgrounds.menu.click();
  await expect(from).toHaveValue('-5000');
  await backgrounds.remove.click();
  await expect(plan).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(plan).toBeVisible();
  // Whoever clicks outside closes the menu.
  await expect(backgrounds.remove).toHaveCount(0);
  await backgrounds.menu.click();
  await backgrounds.remove.click();
  await expect(plan).toHaveCount(0);
  await page.keyboard.press('Escape');
  await reload(page);
  await expect(replay.picture).toBeVisible();
  await expect(plan).toHaveCount(0);
});

test('the image of the view from the top lies on the floor in space', async ({ start, folder }, info) => {
  test.slow();
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const replay = new Replay(page);
  const backgrounds = new Backgrounds(page);
  await replay.open(/./);
  await replay.address({ plane: 'space', frame: '60' });
  await expect(replay.space).toBeVisible();
  await backgrounds.menu.click();
  await backgrounds.choose('floor.svg', svg('#ff00ff'));
  await expect(backgrounds.remove).toBeVisible();
  await page.keyboard.press('Escape');
  await replay.button('Top').click();
  await expect.poll(() => backgrounds.magenta(replay.space)).toBeGreaterThan(0.05);
  const fromTop = await backgrounds.magenta(replay.space);
  // From the front the floor is seen nearly from its edge.
  await replay.button('Front').click();
  await expect.poll(() => backgrounds.magenta(replay.space)).toBeLessThan(fromTop / 2);
  await replay.button('Show everything').click();
  await expect.poll(() => backgrounds.magenta(replay.space)).toBeGreaterThan(0.02);
  await info.attach('on the floor', { body: await page.screenshot(), contentType: 'image/png' });
  // The same image lies behind the flat picture from the top.
  await replay.address({ plane: 'xz' });
  await expect(backgrounds.image('floor.svg')).toBeVisible();
});

import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { axesOf, fitView, planeExtent, toScreen } from '../../src-renderer/features/trajectory/projection.ts';
import { trackingFile } from '../data/files.ts';
import { rolloutFile } from '../data/rollouts.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { Grid } from '../pages/grid.ts';
import { reload } from '../pages/reload.ts';
import { Replay } from '../pages/replay.ts';
import { StarlingWindow } from '../pages/window.ts';

async function ask(path: string, statement: string): Promise<readonly number[]> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const [row] = (await connection.runAndReadAll(statement)).getRows();
  connection.closeSync();
  instance.closeSync();
  return (row ?? []).map(Number);
}

test('agents are where their rows say: a click there picks one and dims the rest', async ({ start, folder }) => {
  const file = await trackingFile(join(folder, 'flock.duckdb'));
  const episode = `(select min(episode_id) from episodes where session_id = (select min(session_id) from sessions))`;
  const of = `from observations where episode_id = ${episode}`;
  const bounds = await ask(file, `select min(x), max(x), min(y), max(y), min(z), max(z) ${of}`);
  const [agent = 0, x = 0, y = 0] = await ask(
    file,
    `select agent_id, x, y ${of} and time_index = 120 and agent_type_id = 'agent' order by x desc limit 1`,
  );
  const { page } = await start({ files: [file] });
  const replay = new Replay(page);
  const id = await idOf(file, episode);
  await new StarlingWindow(page).tab('All episodes').click();
  await new Grid(page, 'Episodes').rows.first().waitFor();
  await page.evaluate((at) => {
    window.location.hash = `${window.location.hash.replace(/episodes.*/, '')}episodes/${at}?frame=120&plane=xy`;
  }, encodeURIComponent(id));
  await expect(replay.picture).toBeVisible();
  await expect(replay.slider).toHaveValue('120');
  const box = (await replay.picture.boundingBox())!;
  const axes = axesOf('xy', false);
  const pairs = [0, 2, 4].map((at) => [bounds[at]!, bounds[at + 1]!] as const);
  const size = { width: Math.round(box.width), height: Math.round(box.height) };
  const [left, top] = toScreen(fitView(planeExtent(pairs, axes), size), axes, size, x, y);
  await expect(async () => {
    await replay.picture.hover({ position: { x: left, y: top } });
    await expect(page.getByText(`agent ${agent}`, { exact: true })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await replay.picture.click({ position: { x: left, y: top } });
  await expect(page).toHaveURL(new RegExp(`agents=agent(?:%3A|%253A|:)${agent}(?:&|$)`));
});

async function idOf(file: string, expression: string): Promise<string> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const [row] = (await connection.runAndReadAll(`select ${expression}`)).getRows();
  connection.closeSync();
  instance.closeSync();
  return String(row?.[0]);
}

test('a part is looped, the strip is scrubbed, and the choices come back by their address', async ({
  start,
  folder,
}) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const replay = new Replay(page);
  await replay.open(/./);
  await replay.frame.fill('40');
  await page.keyboard.press('Enter');
  await replay.picture.focus();
  await page.keyboard.press('[');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press(']');
  await expect(page).toHaveURL(/loop=40\.\.50/);
  await page.keyboard.press('Space');
  for (let look = 0; look < 6; look++) {
    await page.waitForTimeout(150);
    const frame = Number(await replay.slider.inputValue());
    expect(frame).toBeGreaterThanOrEqual(40);
    expect(frame).toBeLessThanOrEqual(50);
  }
  await expect(replay.button('Pause')).toBeVisible();
  await page.keyboard.press('Space');
  await replay.button('Play everything again').click();
  await expect(page).not.toHaveURL(/loop=/);

  const { x, y, width } = (await replay.strip.boundingBox())!;
  await replay.strip.click({ position: { x: width * 0.75, y: 8 } });
  await expect.poll(async () => Number(await replay.slider.inputValue())).toBeGreaterThan(140);
  // A press that the system takes over, as for a scroll by touch, is over: what moves then leads nowhere.
  await page.mouse.down();
  await replay.strip.dispatchEvent('pointercancel');
  await page.mouse.move(x + width * 0.25, y + 8);
  await expect(replay.strip).toBeVisible();
  expect(Number(await replay.slider.inputValue())).toBeGreaterThan(140);
  await page.mouse.up();

  await replay.button('What is drawn').click();
  await page.getByRole('textbox', { name: 'Length of trails' }).first().fill('25');
  await page.getByRole('switch', { name: /^Arrows/ }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/trail=25&/);
  await expect(page).toHaveURL(/arrows=1/);
  await replay.address({ colour: 'speed' });
  await expect(page.getByRole('img', { name: /^Colours: Speed .* from .* to/ })).toBeVisible();
  await reload(page);
  await expect(page.getByRole('img', { name: /^Colours: Speed .* from .* to/ })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
});

test('an episode is drawn in space, and flat with a sentence when that is lost', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const replay = new Replay(page);
  await replay.open(/./);
  await replay.address({ plane: 'space', frame: '60', agents: 'agent%3A3' });
  await expect(replay.space).toBeVisible();
  const canvas = replay.space.locator('canvas');
  await expect(page.getByText(/^Grid of /)).toBeVisible();
  await page.waitForTimeout(500);
  const before = await canvas.screenshot();
  for (const view of ['Top', 'Front', 'Side', 'Follow']) {
    await replay.button(view).click();
    await expect.poll(async () => (await canvas.screenshot()).equals(before), view).toBe(false);
  }
  const still = await canvas.screenshot();
  await replay.space.focus();
  await page.keyboard.press('d');
  await expect.poll(async () => (await canvas.screenshot()).equals(still)).toBe(false);
  expect(await seriousFaults(page)).toEqual([]);

  await canvas.evaluate((element: HTMLCanvasElement) => {
    element.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
  });
  await expect(page.getByText(/stopped drawing in 3-D/)).toBeVisible();
  await expect(replay.picture).toBeVisible();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(replay.space).toBeVisible();
});

test('a line around agents selects them in space, and leaves the camera where it is', async ({ start, folder }) => {
  const { page } = await start({ files: [await trackingFile(join(folder, 'flock.duckdb'))] });
  const replay = new Replay(page);
  await replay.open(/./);
  await replay.address({ plane: 'space', frame: '60' });
  await expect(replay.space).toBeVisible();
  await expect(page.getByText(/^Grid of /)).toBeVisible();
  const { x = 0, y = 0, width = 0, height = 0 } = (await replay.space.boundingBox()) ?? {};
  const around = async () => {
    await page.mouse.move(x + 4, y + 60);
    await page.mouse.down();
    for (const [across, down] of [
      [width - 4, 60],
      [width - 4, height - 4],
      [4, height - 4],
    ] as const) {
      await page.mouse.move(x + across, y + down, { steps: 3 });
    }
    await page.mouse.up();
  };
  const selected = () =>
    page.evaluate(() => new URLSearchParams(window.location.hash.split('?')[1]).get('agents') ?? '');
  await replay.button('Select with a line around').click();
  await expect(async () => {
    await around();
    expect((await selected()).split(',')).toHaveLength(8);
  }).toPass();
  // Without the tool a drag turns the camera, and with Shift it selects all the same.
  await replay.space.press('Escape');
  await expect.poll(selected).toBe('');
  await replay.button('Select with a line around').click();
  const before = await replay.space.locator('canvas').screenshot();
  await around();
  await expect.poll(async () => (await replay.space.locator('canvas').screenshot()).equals(before)).toBe(false);
  expect(await selected()).toBe('');
  await replay.space.press('0');
  await page.keyboard.down('Shift');
  await around();
  await page.keyboard.up('Shift');
  await expect.poll(async () => (await selected()).split(',').length).toBe(8);
});

test('it is shown where agents are, every row counted, and what two sessions differ in', async ({ start, folder }) => {
  const file = await trackingFile(join(folder, 'flock.duckdb'));
  const [rows = 0] = await ask(
    file,
    `select count(*) from observations where agent_type_id not in ('env', 'target', 'food')`,
  );
  const { page } = await start({ files: [file] });
  const window = new StarlingWindow(page);
  await window.tab('Density').click();
  const sum = page.getByRole('status').filter({ hasText: 'all of them counted' });
  const counted = async () =>
    Number((/^([\d\u202f]+) rows/.exec((await sum.textContent()) ?? '')?.[1] ?? '').replaceAll('\u202f', ''));
  await expect(sum).toBeVisible();
  expect(await counted()).toBe(rows);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    expect.soft(await seriousFaults(page), scheme).toEqual([]);
  }
  // By keyboard from the strongest cell on: what it holds is told and announced.
  const cells = page.getByRole('application', { name: /^Cells/ });
  await cells.focus();
  await page.keyboard.press('ArrowRight');
  const told = page.getByText(/^x .* rows, [\d.]+ % · [\d.]+ s$/);
  await expect(told.first()).toBeVisible();
  const strongest = await told.first().textContent();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByText(strongest ?? '')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('[aria-live="polite"]').filter({ hasText: strongest ?? '' })).toHaveCount(1);
  // Its share is of all rows, those of cells left out too.
  await page.getByRole('textbox', { name: 'At least … rows' }).fill('40');
  await expect(sum).toContainText('rows lie in cells left out');
  await expect(page.getByText('Cells with fewer than 40 rows are not shown')).toBeVisible();
  await cells.focus();
  await page.keyboard.press('ArrowRight');
  await expect(told.first()).toHaveText(strongest ?? '');
  await page.keyboard.press('Escape');
  await expect(told).toHaveCount(0);
  await page.getByRole('textbox', { name: 'At least … rows' }).fill('1');
  await expect(sum).not.toContainText('left out');
  await page.getByText('Mean velocity').click({ force: true });
  await expect(page.getByText(/^Longest arrow: mean velocity [\d.]+/)).toBeVisible();
  await page.setViewportSize({ width: 900, height: 600 });
  await expect(page.getByText(/^Longest arrow: mean velocity [\d.]+ of \d+ × \d+ cells$/)).toBeVisible();
  const choose = async (which: string, at: number) => {
    await page
      .getByRole('combobox', { name: which })
      .or(page.getByRole('textbox', { name: which }))
      .first()
      .click();
    await page.getByRole('option').nth(at).click();
  };
  await choose('Minus', 1);
  await expect(page.getByRole('img', { name: /^Difference of shares of all rows from -/ })).toBeVisible();
  await expect(page).toHaveURL(/minus=/);
  // Of 9,600 rows half are the other session's; both are counted, and each can be seen.
  await expect(sum).toContainText('9600 and 4800 rows →');
});

test('a curve opens with something that has values, and says what has none', async ({ start, folder }) => {
  const { page } = await start({ files: [await rolloutFile(join(folder, 'rollout.duckdb'))] });
  const replay = new Replay(page);
  await replay.open('actual');
  const curves = page.getByRole('region', { name: 'Curves' });
  const measure = curves.getByRole('combobox', { name: 'Measure' });
  await expect(measure).toHaveValue('Position x (scene units)');
  await expect(curves).toContainText('no finite values of Speed');
  // Who asks for it gets it all the same.
  await replay.address({ measure: 'speed' });
  await expect(measure).toHaveValue('Speed (scene units/frame)');
  await expect(curves).toContainText('No finite values of Speed here');
});

test('tools stay within the margin of a low picture', async ({ start, folder }) => {
  const { page } = await start({ files: [await rolloutFile(join(folder, 'rollout.duckdb'))] });
  await page.setViewportSize({ width: 900, height: 600 });
  const replay = new Replay(page);
  await replay.open('actual');
  await replay.address({ with: 'rollout-0000-predicted', sync: 'event', events: '30,40' });
  await expect(replay.moment(1)).toBeVisible();
  const { y: top } = (await replay.picture.first().boundingBox())!;
  const { y, height } = (await replay.button('Watch beside another episode').boundingBox())!;
  expect(y + height - top).toBeLessThanOrEqual(28);
});

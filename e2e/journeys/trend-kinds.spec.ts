import { join } from 'node:path';
import { trackingFile } from '../data/files.ts';
import { rewardPartsFile } from '../data/traffic.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { drawnBy, exportedAs } from '../pages/saving.ts';
import { drawStacked } from '../pages/stack.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a measure is drawn as a histogram, and against another as a scatter', async ({ start, folder }) => {
  test.slow();
  const file = await trackingFile(join(folder, 'flock.duckdb'));
  const host = await start({ files: [file] });
  const { page } = host;
  const window = new StarlingWindow(page);
  await window.tab('Trends').click();
  const choose = async (label: string, option: string) => {
    await window.main.getByLabel(label, { exact: true }).click();
    await page.getByRole('option', { name: option }).first().click();
  };
  await window.main.getByText('Episodes', { exact: true }).click();
  await window.button(/^Choose$/).click();
  await expect(window.main.getByText(/mean per observation/).first()).toBeVisible();

  await choose('Kind of chart', 'Histogram');
  // Every value of every agent: five episodes of 8 agents and 200 frames.
  const histogram = window.main.getByRole('img', { name: /^Speed over Speed/ });
  await expect(histogram.locator('.recharts-line-curve')).toHaveCount(5);
  await expect(window.main.getByText(/^8000 rows → /).first()).toBeVisible();
  expect(window.place()).toContain('draw=histogram');
  const saved = (name: string) => exportedAs(host, join(folder, name), window.button(/^Export the chart of /).first());
  const which = episodesOf(window).flatMap((episode) => ['--episode', episode]);
  const drawn = (...more: string[]) => drawnBy(folder, file, ['--measure', 'speed', ...which, ...more]);
  expect(await saved('histogram.svg')).toBe(await drawn('--draw', 'histogram'));

  await choose('Kind of chart', 'Scatter');
  await choose('x', 'Velocity x');
  // A point for each frame: the means over its agents.
  await expect(window.main.getByText(/^1000 rows → 1000 points/).first()).toBeVisible();
  await expect(window.main.getByRole('img', { name: /^Speed over Velocity x/ })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  expect(await saved('scatter.svg')).toBe(await drawn('--draw', 'scatter', '--against', 'v_x'));

  await choose('Kind of chart', 'Parallel');
  // Five lines, over what the episodes differ in, and what the chosen measures come to in each.
  const parallel = window.main.getByRole('img', { name: /^5 lines over \d+ axes$/ });
  await expect(parallel).toBeVisible();
  const axis = (title: RegExp) => parallel.locator('title').filter({ hasText: title });
  await expect(axis(/^Speed/)).toHaveCount(1);
  await window.main.getByRole('checkbox', { name: 'Velocity x' }).check();
  await expect(axis(/^Velocity x/)).toHaveCount(1);
  const measures = new URLSearchParams(window.place().split('?')[1]).get('measures')?.split(',') ?? [];
  expect(measures.length).toBeGreaterThan(1);
  expect(await seriousFaults(page)).toEqual([]);
  // Lines keep the colours they had before, whatever their order is here.
  const command = [...measures.flatMap((id) => ['--measure', id]), ...which, '--draw', 'parallel'];
  const plain = (svg: string) => svg.replace(/#[\da-f]{6}/g, '');
  expect(plain(await saved('parallel.svg'))).toBe(plain(await drawnBy(folder, file, command)));
});

test('the parts of a reward are stacked, above and below zero, and it is said whether they add up to it', async ({
  start,
  folder,
}) => {
  test.slow();
  const file = rewardPartsFile(join(folder, 'parts.sqlite'));
  const host = await start({ files: [file] });
  const { page } = host;
  const window = new StarlingWindow(page);
  // A chart of each experiment, all with one legend.
  const charts = await drawStacked(window, 'Total reward');
  await expect(charts).toHaveCount(2);
  const bonus = window.main.getByRole('region', { name: 'bonus', exact: true });
  await expect(bonus).toContainText(
    'The parts add up to Total reward at 20 of 40 places, elsewhere they are up to 5 apart',
  );
  await expect(window.main.getByRole('region', { name: 'adds up', exact: true })).toContainText(
    'The parts add up to Total reward',
  );
  expect(await seriousFaults(page)).toEqual([]);

  await window.main.getByText('bonus', { exact: true }).last().click();
  await expect(charts).toHaveCount(1);
  const download = window.button('Export the chart of Total reward and its parts, bonus');
  const saved = await exportedAs(host, join(folder, 'stacked.svg'), download);
  expect(saved).toBe(await drawnBy(folder, file, ['--measure', 'speed_reward', '--draw', 'stacked', '--session', 'b']));
  expect(saved).toContain('Waiting penalty');

  // What is left closes up.
  const speed = window.main.getByRole('button', { name: /^Speed/ });
  await speed.click();
  await expect(speed).toHaveAttribute('aria-pressed', 'false');
  await expect(charts.locator('path[fill-opacity]')).toHaveCount(2);
  expect(window.place()).toContain('hidden=speed_reward');
  expect(await seriousFaults(page)).toEqual([]);

  // An edge can be pointed at, and leads to the episode. Where it lies is asked each time: messages come and go.
  const pointed = window.main.getByText('Waiting penalty · Training episode in order 0 · -59 — click opens it');
  await expect(async () => {
    const area = (await charts.locator('path[fill-opacity]').first().boundingBox())!;
    await page.mouse.move(area.x + 9, area.y + area.height - 9);
    await page.mouse.move(area.x + 1, area.y + area.height - 2);
    await expect(pointed).toBeVisible({ timeout: 500 });
    await page.mouse.down();
    await page.mouse.up();
    await expect.poll(() => window.place(), { timeout: 5000 }).toContain('/episodes/');
  }).toPass({ timeout: 60_000 });
});

function episodesOf(window: StarlingWindow): readonly string[] {
  return new URLSearchParams(window.place().split('?')[1]).get('episodes')?.split(',') ?? [];
}

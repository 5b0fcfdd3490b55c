import { join } from 'node:path';
import { trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { seriousFaults } from '../pages/accessibility.ts';
import { drawnBy, exportedAs } from '../pages/saving.ts';
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
  // Five lines, over what the episodes differ in.
  await expect(window.main.getByRole('img', { name: /^5 lines over \d+ axes$/ })).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
  // Lines keep the colours they had before, whatever their order is here.
  const plain = (svg: string) => svg.replace(/#[\da-f]{6}/g, '');
  expect(plain(await saved('parallel.svg'))).toBe(plain(await drawn('--draw', 'parallel')));
});

function episodesOf(window: StarlingWindow): readonly string[] {
  return new URLSearchParams(window.place().split('?')[1]).get('episodes')?.split(',') ?? [];
}

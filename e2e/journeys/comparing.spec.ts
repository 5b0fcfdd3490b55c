import { join } from 'node:path';
import { trainingFile } from '../data/training.ts';
import { expect, test } from '../hosts/test.ts';
import { Comparison } from '../pages/comparison.ts';
import { Grid } from '../pages/grid.ts';
import { reload } from '../pages/reload.ts';
import { drawnBy, exportedAs } from '../pages/saving.ts';
import { StarlingWindow } from '../pages/window.ts';

test('a controller is compared with a baseline, pair by pair, and the baseline changed', async ({ start, folder }) => {
  const { page } = await start({ files: [trainingFile(join(folder, 'training.sqlite'))] });
  // Wide enough for every column that is looked at.
  await page.setViewportSize({ width: 1900, height: 900 });
  const window = new StarlingWindow(page);
  const comparison = new Comparison(page);
  await expect(window.tab('Compare')).toBeVisible();
  await window.press('Mod+6');
  await comparison.measure('Waiting time (s)');
  const { groups } = comparison;
  await expect(groups.row('learned')).toContainText('paired t, 8 pairs');

  // The first that has values is the baseline. Differences of −3, −4, −2, −4, −2, −4, −4 and −4 have t = −10.42, p = 1.6e−5.
  await expect(groups.row('learned')).toContainText('−3.375');
  await expect(groups.row('learned')).toContainText('1.6e−5');
  await expect(groups.row('fixed').getByLabel('Baseline')).toBeVisible();

  await comparison.choose('Test', 'Wilcoxon signed rank');
  await expect(groups.row('learned')).toContainText('Wilcoxon, exact, 8 pairs');
  await expect(groups.row('learned')).toContainText('0.008');

  await groups.row('learned').getByRole('gridcell').first().click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Compare the others with this' }).click();
  await expect(groups.row('learned').getByLabel('Baseline')).toBeVisible();
  await expect(groups.row('fixed')).toContainText('3.375');
  await reload(page);
  await expect(groups.row('learned').getByLabel('Baseline')).toBeVisible();
  await page.goBack();
  await expect(groups.row('fixed').getByLabel('Baseline')).toBeVisible();
});

test('runs that differ by their seed are one line with a band, and told apart by how they converged', async ({
  start,
  folder,
}) => {
  test.setTimeout(240_000);
  const file = trainingFile(join(folder, 'training.sqlite'));
  const host = await start({ files: [file] });
  const { page } = host;
  const window = new StarlingWindow(page);
  const comparison = new Comparison(page);
  await window.tab('Compare').click();
  await comparison.measure('Total reward');
  await comparison.show('Over time');
  await window.button('Compare experiments').click();
  await expect(comparison.legend).toHaveText([/^0.001n 3$/, /^0.01n 3$/, /^0.1n 3$/]);
  await expect(window.main.getByText(/50\s?000 repetitions/)).toBeVisible({ timeout: 30_000 });
  const chart = (await window.main.getByRole('img').first().boundingBox())!;
  await page.mouse.move(chart.x + chart.width / 2, chart.y + chart.height / 2);
  await expect(comparison.legend.first()).toContainText(/\[.*\], n 3/);
  const exporting = window.button(/^Export the chart of Total reward/);
  const band = ['--measure', 'total_reward', '--band', 'ci'];
  expect(await exportedAs(host, join(folder, 'band.svg'), exporting)).toBe(await drawnBy(folder, file, band));
  await comparison.choose('Each run smoothed', 'Exponential');
  await expect(window.main.getByText(/50\s?000 repetitions, each run smoothed: Σ/)).toBeVisible({ timeout: 30_000 });
  expect(await exportedAs(host, join(folder, 'smooth.svg'), exporting)).toBe(
    await drawnBy(folder, file, [...band, '--smooth', 'ema:0.9']),
  );
  await comparison.choose('Each run smoothed', 'Not at all');

  await comparison.show('Table');
  await comparison.choose('Baseline', '0.1');
  // The means of seeds 1, 2 and 3 lie 1 apart but for their waves, those of rates 10.
  await expect(comparison.groups.row(/^0\.01/)).toContainText(/−10/);
  await expect(comparison.groups.row(/^0\.01/)).toContainText('Welch’s t');

  await comparison.show('Runs');
  const runs = new Grid(page, 'Convergence of experiments');
  await expect(runs.rows).toHaveCount(11);
  await expect(runs.row('rate 0.1 seed 1')).toContainText('30');

  await comparison.show('Aggregates');
  await expect(window.main.getByRole('row', { name: /^0\.001/ })).toContainText(/\[.*\]/, { timeout: 30_000 });
  const profile = ['--measure', 'total_reward', '--draw', 'profile'];
  expect(await exportedAs(host, join(folder, 'profile.svg'), exporting)).toBe(await drawnBy(folder, file, profile));
  await expect(window.main.getByText(/50\s?000 repetitions/)).toBeVisible({ timeout: 30_000 });
});

import { expect, type Locator } from '@playwright/test';
import type { StarlingWindow } from './window.ts';

/** Draws a sum and its parts as stacks, a chart for each session. */
export async function drawStacked(window: StarlingWindow, sum: string): Promise<Locator> {
  await window.tab('Trends').click();
  await window.main.getByRole('checkbox', { name: sum }).check();
  await window.main.getByLabel('Kind of chart', { exact: true }).click();
  await window.page.getByRole('option', { name: 'Stacked' }).click();
  const charts = window.main.getByRole('img', { name: new RegExp(`^Parts of ${sum} of `) });
  await expect(charts.first()).toBeVisible();
  return charts;
}

import { expect, type Locator, type Page } from '@playwright/test';
import { Grid } from './grid.ts';

/** The page where groups are compared. */
export class Comparison {
  readonly groups: Grid;
  /** What each line of a chart is. */
  readonly legend: Locator;
  readonly chooser: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.groups = new Grid(page, 'Groups');
    this.legend = page.getByRole('list', { name: 'Groups drawn' }).getByRole('listitem');
    this.chooser = page.getByRole('complementary', { name: 'What is compared' });
  }

  /** Table, Over time, Runs or Aggregates. */
  async show(part: string): Promise<void> {
    await this.#page.getByRole('radiogroup', { name: 'Show' }).getByText(part, { exact: true }).click();
  }

  /** Compares this measure and no other. */
  async measure(label: string): Promise<void> {
    const pills = this.chooser.locator('.mantine-MultiSelect-root').first().locator('.mantine-MultiSelect-pill');
    await expect(pills.first()).toBeVisible();
    if ((await pills.filter({ hasText: label }).count()) === 0) {
      await this.chooser.getByLabel('Measures').first().fill(label);
      await this.#page.getByRole('option', { name: label, exact: true }).click();
      await this.#page.keyboard.press('Escape');
      await expect(pills.filter({ hasText: label })).toBeVisible();
    }
    const others = pills.filter({ hasNotText: label });
    while ((await others.count()) > 0) await others.first().locator('button').click();
  }

  async choose(field: string, option: string): Promise<void> {
    await this.chooser
      .getByRole('combobox', { name: field })
      .or(this.chooser.getByLabel(field, { exact: true }))
      .first()
      .click();
    await this.#page.getByRole('option', { name: option, exact: true }).click();
  }
}

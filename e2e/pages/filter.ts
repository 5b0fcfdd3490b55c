import { expect, type Locator, type Page } from '@playwright/test';

/** The line above a list: search, conditions, how many rows pass. */
export class Filter {
  readonly line: Locator;
  readonly search: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.line = page.getByRole('search');
    this.search = this.line.getByRole('searchbox');
  }

  /** @param words how the condition reads in the form, e.g. `at least` */
  async addCondition(column: string, words: string, value?: string): Promise<void> {
    const page = this.#page;
    await this.line.getByRole('button', { name: 'Condition…' }).click();
    // The form takes the focus when it is there; a list opened before that would close again.
    await expect(page.getByRole('textbox', { name: 'Value' })).toBeFocused();
    await page.getByRole('combobox', { name: 'Column' }).fill(column);
    // A column with a unit is offered with it.
    await page.getByRole('option', { name: new RegExp(`^${column}( in .+)?$`) }).click();
    await page.getByRole('combobox', { name: 'Condition' }).click();
    await page.getByRole('option', { name: words, exact: true }).click();
    if (value !== undefined) await page.getByRole('textbox', { name: 'Value' }).fill(value);
    await page.getByRole('button', { name: 'Apply' }).click();
  }
}

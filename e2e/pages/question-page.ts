import type { Locator, Page } from '@playwright/test';
import { Grid } from './grid.ts';

/** One named question: its parameters and its answer. */
export class QuestionPage {
  readonly form: Locator;
  readonly chart: Locator;
  readonly answer: Grid;
  readonly #page: Page;

  constructor(page: Page, title: string) {
    this.#page = page;
    this.form = page.getByRole('form', { name: 'Parameters' });
    this.chart = page.getByRole('img', { name: title });
    this.answer = new Grid(page, `Answer to ${title}`);
  }

  /** A parameter by its title; anything but a choice is given with Enter. */
  field(title: string): Locator {
    return this.form.getByLabel(title, { exact: true });
  }

  /** Chooses from a list by what it begins with. */
  async choose(title: string, option: RegExp): Promise<void> {
    await this.form.getByRole('combobox', { name: title }).click();
    await this.#page.getByRole('option', { name: option }).first().click();
  }
}

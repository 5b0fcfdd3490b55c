import type { Locator, Page } from '@playwright/test';
import { Grid } from './grid.ts';

/** A person's own SQL. */
export class SqlPage {
  readonly editor: Locator;
  readonly answer: Grid;
  /** Rows and time, `Running for …`, `Cancelled after …`. */
  readonly summary: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.editor = page.getByRole('textbox', { name: 'SQL' });
    this.answer = new Grid(page, 'Answer');
    this.summary = page.getByRole('main').getByRole('status').and(page.locator('p'));
  }

  async run(sql: string): Promise<void> {
    await this.editor.fill(sql);
    await this.#page.keyboard.press('Escape');
    await this.#page.keyboard.press('ControlOrMeta+Enter');
  }

  async cancel(): Promise<void> {
    await this.#page.getByRole('main').getByRole('button', { name: 'Cancel' }).click();
  }
}

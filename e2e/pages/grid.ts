import type { Locator, Page } from '@playwright/test';

/** Between the digits of large numbers. */
const thinSpace = /(?<=\d)[\u2009\u202f](?=\d)/g;

/** A list of rows: sessions, episodes, a table, an answer. */
export class Grid {
  readonly grid: Locator;
  /** The rows in sight that have arrived. */
  readonly rows: Locator;
  readonly #page: Page;

  constructor(page: Page, name: string | RegExp) {
    this.#page = page;
    this.grid = page.getByRole('grid', { name });
    this.rows = this.grid.getByRole('rowgroup').locator('[role=row]:not([aria-busy])');
  }

  /** A row whose cells hold this text. */
  row(text: string | RegExp): Locator {
    return this.rows.filter({ hasText: text });
  }

  header(title: string): Locator {
    return this.grid
      .getByRole('columnheader')
      .filter({ has: this.#page.getByRole('button', { name: `Menu of ${title}`, exact: true }) });
  }

  /** Clicks a title once: ascending, descending, natural order. */
  async sortBy(title: string): Promise<void> {
    await this.header(title).getByRole('button').first().click();
  }

  async openMenu(title: string): Promise<void> {
    await this.grid.getByRole('button', { name: `Menu of ${title}`, exact: true }).click();
  }

  /** The texts of one column, top to bottom, of the rows in sight. */
  async column(title: string): Promise<readonly string[]> {
    const at = await this.header(title).getAttribute('aria-colindex');
    const texts = await this.rows.locator(`[role=gridcell][aria-colindex="${at}"]`).allTextContents();
    // Columns that turn out to say nothing give up their place, and those behind them move up.
    if ((await this.header(title).getAttribute('aria-colindex')) !== at) return this.column(title);
    return texts.map((text) => text.replaceAll(thinSpace, ''));
  }
}

/** Opens a row by a double-click onto its second cell: the first may be a link, and the middle of a wide row out of sight. */
export async function openRow(row: Locator): Promise<void> {
  await row.getByRole('gridcell').nth(1).dblclick();
}

import type { Locator, Page } from '@playwright/test';

/** The page on which a lens is drawn. */
export class Drawing {
  readonly mapping: Locator;
  readonly preview: Locator;
  readonly name: Locator;
  /** Whether it is kept. */
  readonly state: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.mapping = page.getByRole('region', { name: 'Mapping' });
    this.preview = page.getByRole('region', { name: 'Preview' });
    this.name = page.getByRole('textbox', { name: 'Name of the lens' });
    this.state = page.getByRole('main').locator('header').getByRole('status');
  }

  /** A field of one part: Sessions, Episodes, Steps. */
  field(part: string, label: string): Locator {
    return this.mapping
      .getByRole('group', { name: new RegExp(`^${part}`) })
      .getByRole('combobox', { name: label, exact: true });
  }

  /** Chooses a table or column by keys alone. */
  async choose(part: string, label: string, option: string): Promise<void> {
    const field = this.field(part, label);
    await field.focus();
    await field.fill(option);
    await this.#page
      .getByRole('option', { name: new RegExp(`^${option}`) })
      .first()
      .waitFor();
    await field.press('ArrowDown');
    await field.press('Enter');
  }

  /** The texts of a column of a table of the preview. */
  async column(table: string, at: number): Promise<readonly string[]> {
    const rows = this.preview.getByRole('region', { name: table, exact: true }).locator('tbody tr');
    return rows.locator(`td:nth-child(${at})`).allTextContents();
  }

  button(name: string): Locator {
    return this.#page.getByRole('main').getByRole('button', { name, exact: true });
  }
}

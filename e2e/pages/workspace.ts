import { expect, type Locator, type Page } from '@playwright/test';
import { StarlingWindow } from './window.ts';

/** Workspaces: their list, one of them, and the way lines of Trends go into one. */
export class Workspaces {
  readonly page: Page;
  readonly list: Locator;
  /** The lines of the chart. */
  readonly lines: Locator;
  readonly title: Locator;
  /** What shares an axis without being of one unit. */
  readonly note: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole('list', { name: 'Workspaces' });
    this.lines = page.getByRole('list', { name: 'Lines' }).getByRole('button');
    this.title = page.getByRole('textbox', { name: 'Title of the workspace' });
    this.note = page.getByRole('note');
  }

  /** Adds what the Trends page of the database shown draws; `to`: the item of the menu. */
  async addTrends(to: string): Promise<void> {
    const window = new StarlingWindow(this.page);
    await expect(window.tab('Trends')).toBeVisible();
    await window.press('Mod+5');
    await expect(window.main.getByText(/rows? → .* points?/).first()).toBeVisible();
    const told = this.page.getByText(/^Added \d+ series to/);
    // What was added before may still be told.
    await expect(told).toHaveCount(0);
    await window.button('Add to workspace…').click();
    await this.page.getByRole('menuitem', { name: to }).click();
    await expect(told).toBeVisible();
  }

  async show(title: string): Promise<void> {
    await new StarlingWindow(this.page).press('Mod+7');
    await this.list.getByRole('link', { name: title, exact: true }).click();
    await expect(this.title).toHaveValue(title);
  }

  /** Waits until a database says this of its lines; opened again where a busy machine recognised no lens in time. */
  async says(label: string, text: string | RegExp): Promise<void> {
    const source = this.source(label);
    await expect(async () => {
      await expect(source).toContainText(/rows? → |There is no measure/, { timeout: 60_000 });
      if ((await source.getByText('There is no measure').count()) > 0) {
        await this.page.getByRole('button', { name: `Close ${label}` }).click();
        await this.page.goBack();
      }
      await expect(source).toContainText(text);
    }).toPass({ timeout: 200_000 });
  }

  /** How one of its databases is doing, with its series. */
  source(label: string): Locator {
    return this.page.getByRole('region', { name: label, exact: true });
  }
}

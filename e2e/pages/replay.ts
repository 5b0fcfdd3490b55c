import { type Download, expect, type Locator, type Page } from '@playwright/test';
import { Grid, openRow } from './grid.ts';
import { Trajectory } from './trajectory.ts';
import { StarlingWindow } from './window.ts';

/** The picture of an episode, flat or in space, alone or beside others. */
export class Replay extends Trajectory {
  readonly page: Page;
  /** The picture in space. */
  readonly space: Locator;
  /** How much there is along the time. */
  readonly strip: Locator;

  constructor(page: Page) {
    super(page);
    this.page = page;
    this.space = page.getByRole('application', { name: /in space/ });
    this.strip = page.getByTestId('time strip');
  }

  /** Opens an episode from the list of all. */
  async open(label: string | RegExp): Promise<void> {
    await new StarlingWindow(this.page).tab('All episodes').click();
    const row = new Grid(this.page, 'Episodes').rows.filter({ hasText: label }).first();
    await expect(row).toBeVisible();
    await openRow(row);
    await expect(this.picture.first()).toBeVisible();
  }

  /** Changes what stands behind the `?` of the address, as a link would. */
  async address(change: Readonly<Record<string, string>>): Promise<void> {
    await this.page.evaluate((parts) => {
      const [path = '', search = ''] = window.location.hash.split('?');
      const query = new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(search)), ...parts });
      window.location.hash = `${path}?${query}`;
    }, change);
  }

  /** Which frame the n-th picture shows, counted from 0. */
  moment(at: number): Locator {
    return this.page.getByTestId(`moment ${at}`);
  }

  /** Saves what the menu of the camera offers under a name. */
  async save(item: string): Promise<Download> {
    await this.button('Save the picture or a film').click();
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      this.page.getByRole('menuitem', { name: item }).click(),
    ]);
    return download;
  }
}

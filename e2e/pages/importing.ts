import { expect, type Locator, type Page } from '@playwright/test';
import { Grid } from './grid.ts';

/** Where files are looked at before they are imported, where one sees the import run, and its report. */
export class Importing {
  readonly page: Page;
  readonly files: Locator;
  readonly start: Locator;
  /** Why nothing can be imported yet. */
  readonly status: Locator;
  readonly rejects: Grid;
  readonly heading: Locator;

  constructor(page: Page) {
    this.page = page;
    this.files = page.getByRole('region', { name: 'Files' }).getByRole('listitem');
    this.start = page.getByRole('button', { name: /^Import [\d\s]+ files?$/ });
    this.status = page.getByRole('status', { name: 'What is missing' });
    this.rejects = new Grid(page, 'Rejected rows');
    this.heading = page.getByRole('heading', { level: 1 });
  }

  set(name: string | RegExp): Locator {
    return this.files.filter({ hasText: name });
  }

  show(name: string | RegExp): Promise<void> {
    return this.set(name).getByRole('button').first().click();
  }

  firstRows(table: string): Grid {
    return new Grid(this.page, `First rows of ${table}`);
  }

  option(title: string): Locator {
    return this.page.getByRole('region', { name: 'Options' }).getByLabel(title, { exact: true });
  }

  async into(label: string | RegExp): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Import into' }).click();
    await this.page.getByRole('option', { name: label }).click();
  }

  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: 'Undo import…' }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'Undo import', exact: true }).click();
  }
}

/** Where in the window something is let go, as shares of its width and height. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where a drop means that files are opened. */
export const openSpot: Spot = { x: 0.5, y: 0.5 };

/** Where a drop means an import into the database that is shown. */
export const importSpot: Spot = { x: 0.85, y: 0.2 };

/** Drags real files over the window, as the system does, and lets them go. */
export async function dropOn(page: Page, paths: readonly string[], { x, y }: Spot): Promise<void> {
  const { width, height } = await page.evaluate(() => ({ width: window.innerWidth, height: window.innerHeight }));
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop' | 'dragCancel') =>
    devtools.send('Input.dispatchDragEvent', { type, x: width * x, y: height * y, data });
  // What lies under the pointer changes when the zones come: let go only over one of them. A drop that comes while the
  // browser still thinks it refused goes nowhere, and the drag begins anew.
  const zone = page.locator('[data-drop-zone][data-here]');
  await expect(async () => {
    await drag('dragEnter');
    await drag('dragOver');
    await zone.waitFor();
    await drag('dragOver');
    await drag('drop');
    const gone = await zone.waitFor({ state: 'hidden', timeout: 5000 }).then(
      () => true,
      () => false,
    );
    if (!gone) await drag('dragCancel');
    expect(gone).toBe(true);
  }).toPass({ timeout: 60_000 });
  await devtools.detach();
}

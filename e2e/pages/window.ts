import type { Locator, Page } from '@playwright/test';

/** What every place of the window has, found by role and name as a person or a screen reader finds it. */
export class StarlingWindow {
  readonly page: Page;
  /** What is open, what was open, which servers are known. */
  readonly databases: Locator;
  /** The way down to the present place. */
  readonly trail: Locator;
  /** Sessions, episodes, tables, SQL… of the database shown. */
  readonly tabs: Locator;
  /** Engine, safety, lens, jobs. */
  readonly status: Locator;
  /** A sentence in the place of the thing that failed. */
  readonly failure: Locator;
  readonly main: Locator;

  constructor(page: Page) {
    this.page = page;
    this.databases = page.getByRole('navigation', { name: 'Databases' });
    this.trail = page.getByRole('navigation', { name: 'Where you are' });
    this.tabs = page.getByRole('navigation', { name: 'Parts of the database' });
    this.status = page.getByRole('contentinfo');
    this.failure = page.getByRole('alert');
    this.main = page.getByRole('main');
  }

  /** The entry of an open or remembered database. */
  database(label: string): Locator {
    return this.databases.getByRole('link', { name: label });
  }

  tab(name: string): Locator {
    return this.tabs.getByRole('link', { name, exact: true });
  }

  crumb(name: string | RegExp): Locator {
    return this.trail.getByRole('link', { name });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** The address of the present place, without what differs between hosts. */
  place(): string {
    return new URL(this.page.url()).hash;
  }

  /** Presses a shortcut as `actions.ts` writes it. */
  press(shortcut: string): Promise<void> {
    return this.page.keyboard.press(shortcut.replace('Mod', 'ControlOrMeta').replace('?', 'Shift+?'));
  }
}

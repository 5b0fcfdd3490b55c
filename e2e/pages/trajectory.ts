import type { Locator, Page } from '@playwright/test';

/** One episode: the picture, the time line, the curves, the rows. */
export class Trajectory {
  /** The canvas with the paths. */
  readonly picture: Locator;
  readonly frame: Locator;
  readonly slider: Locator;
  readonly curves: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.picture = page.getByRole('application', { name: /^Paths of/ });
    this.frame = page.getByRole('textbox', { name: /^Frame, from/ });
    this.slider = page.getByRole('slider', { name: 'Frame' });
    this.curves = page.getByRole('region', { name: 'Curves' });
  }

  /** Rows, Agents or Facts beside the picture. */
  side(name: string): Locator {
    return this.#page.getByRole('tab', { name });
  }

  agent(name: string | RegExp): Locator {
    return this.#page.getByRole('listbox', { name: 'Agents' }).getByRole('option', { name });
  }

  button(name: string): Locator {
    return this.#page.getByRole('button', { name, exact: true });
  }
}

import type { Locator, Page } from '@playwright/test';

/** An episode to be read: its steps, and what stands beside them. */
export class Transcript {
  readonly list: Locator;
  readonly steps: Locator;
  /** The step that is looked at. */
  readonly current: Locator;
  readonly find: Locator;
  readonly hits: Locator;
  /** Two episodes beside each other. */
  readonly pairs: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.list = page.getByRole('region', { name: 'Transcript' });
    this.steps = this.list.getByRole('article');
    this.current = page.locator('article[aria-current="step"]');
    this.find = page.getByRole('searchbox', { name: 'Find in the texts' });
    this.hits = page.getByRole('region', { name: 'Found' }).getByRole('link');
    this.pairs = page.getByRole('region', { name: 'Both transcripts' }).getByRole('article');
  }

  step(name: string): Locator {
    return this.steps.and(this.#page.getByRole('article', { name: `program ${name}`, exact: true }));
  }

  /** State, Map, Changes, Charts, Conversation, Tree or Found. */
  async beside(name: string): Promise<void> {
    await this.#page.getByRole('tab', { name, exact: true }).click();
  }

  /** All, errors, rewards or state changes. */
  async only(name: string | RegExp): Promise<void> {
    await this.#page.getByRole('radiogroup', { name: 'Which steps' }).getByText(name).click();
  }
}

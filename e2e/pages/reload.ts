import { expect, type Page } from '@playwright/test';

/** Loads the page again. An address that is still being written meanwhile breaks that off: then once more. */
export async function reload(page: Page): Promise<void> {
  await expect(() => page.reload()).toPass({ timeout: 60_000 });
}

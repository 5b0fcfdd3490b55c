import { expect, type Page } from '@playwright/test';

/** How long a page may take to load on a busy machine, in milliseconds. */
const timeout = 15_000;

/** Loads the page again. An address that is still being written meanwhile breaks that off, in silence or not: then once more. */
export async function reload(page: Page): Promise<void> {
  await expect(() => page.reload({ timeout })).toPass({ timeout: 60_000 });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { startBrowserHost } from '../../e2e/hosts/browser-host.ts';
import { chromiumPath } from '../../e2e/hosts/places.ts';
import { cacheFolder } from '../data.ts';

/** As in the journeys: a system's Chromium that draws without a graphics card, WebGL by software. */
const quiet = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--disable-gpu-compositing'];

/** Measures in a Chromium. Without one nothing is run, and that is said. */
export async function inChromium(what: string, measure: (browser: Browser) => Promise<void>): Promise<void> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) {
    console.log(`not run: ${what}, because there is no Chromium (set CHROMIUM_PATH)`);
    return;
  }
  const browser = await chromium.launch({ executablePath, args: quiet });
  try {
    await measure(browser);
  } finally {
    await browser.close();
  }
}

/** A window on a database, with nothing remembered. Closing it ends the application. */
export async function openWindow(
  browser: Browser,
  database: string,
): Promise<AsyncDisposable & { readonly page: Page }> {
  const data = await mkdtemp(join(cacheFolder, 'window-'));
  const environment = { ...process.env, STARLING_DATA: data };
  const host = await startBrowserHost({ files: [database] }, { browser, data, roots: [cacheFolder], environment });
  const parts = host.page.getByRole('navigation', { name: 'Parts of the database' });
  await parts.getByRole('link').first().waitFor();
  return {
    page: host.page,
    async [Symbol.asyncDispose]() {
      await host.quit();
      await rm(data, { recursive: true, force: true });
    },
  };
}

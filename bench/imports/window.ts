import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { startBrowserHost } from '../../e2e/hosts/browser-host.ts';
import { dropOn, Importing, importSpot } from '../../e2e/pages/importing.ts';
import { StarlingWindow } from '../../e2e/pages/window.ts';
import { cacheFolder } from '../data.ts';
import { median, type Row } from '../measure.ts';
import { inChromium } from '../window/open.ts';
import { emptyDatabase } from './files.ts';

/** The longest that the window's event loop may stand still while an import runs, in milliseconds. */
const LIMIT = 50;
const RUNS = 3;
/** How long a window may take to send files and import them, in milliseconds. */
const patience = 600_000;

/**
 * The longest stalls of a window that sends files, looks at them and shows their import run, beside that of the same window
 * in as much time in which nothing happens: what the machine itself adds. What a browser does before it tells of a drop is
 * left out: thousands of files stop an empty page as long.
 */
export async function measureWindow(report: (row: Row) => void, paths: readonly string[], what: string): Promise<void> {
  const stalls: Stalls[] = [];
  await inChromium('stalls of the window', async (browser) => {
    for (let run = 0; run < RUNS; run++) stalls.push(await stallsOf(browser, paths));
  });
  if (stalls.length === 0) return;
  const longest = (of: string, pick: (each: Stalls) => number): Row => ({
    engine: 'DuckDB',
    what: `${what}: longest stall of the window${of}`,
    product: median(stalls.map(pick)),
    floor: median(stalls.map(({ idle }) => idle)),
    runs: RUNS,
    unit: 'ms',
    limit: LIMIT,
  });
  report(longest('', ({ importing }) => importing));
  report(longest(' that sends and looks', ({ sending }) => sending));
  const until = median(stalls.map(({ until }) => until));
  report({
    engine: 'DuckDB',
    what: `${what}: sent and looked at`,
    product: until,
    floor: null,
    unit: 'ms',
    limit: null,
  });
}

interface Stalls {
  readonly sending: number;
  /** From the drop until the import can begin, in milliseconds. */
  readonly until: number;
  readonly importing: number;
  readonly idle: number;
}

async function stallsOf(browser: Browser, paths: readonly string[]): Promise<Stalls> {
  const data = await mkdtemp(join(cacheFolder, 'window-'));
  // A new one each time: one that has these files already asks what to do with them.
  const database = join(data, 'empty.duckdb');
  await emptyDatabase(database);
  const folders = [...new Set([cacheFolder, ...paths.map((path) => dirname(path))])];
  const environment = { ...process.env, STARLING_DATA: data };
  const host = await startBrowserHost({ files: [database] }, { browser, data, roots: folders, environment });
  try {
    const { page } = host;
    await new StarlingWindow(page).tab('Tables').waitFor();
    await dropOn(page, paths, importSpot);
    const dropped = performance.now();
    await beginWatching(page);
    await ready(page);
    const until = performance.now() - dropped;
    const sending = await longestGap(page);
    await new Importing(page).start.click({ timeout: patience });
    await beginWatching(page);
    const start = performance.now();
    await over(page);
    const during = await longestGap(page);
    const took = performance.now() - start;
    await beginWatching(page);
    await page.waitForTimeout(took);
    return { sending, until, importing: during, idle: await longestGap(page) };
  } finally {
    await host.quit();
    await rm(data, { recursive: true, force: true });
  }
}

/** Waits until the button of the import can be pressed, as {@link over} does. */
async function ready(page: Page): Promise<void> {
  const isReady = () =>
    [...document.querySelectorAll('button')].some(
      (button) => /^Import .* files?$/.test(button.textContent) && !button.disabled,
    );
  await page.waitForFunction(isReady, undefined, { polling: 500, timeout: patience });
}

/** Waits for the end by the heading's text alone: looking for a role again and again stalls the window by itself. */
async function over(page: Page): Promise<void> {
  const isOver = () => document.querySelector('h1')?.textContent.startsWith('Imported') === true;
  await page.waitForFunction(isOver, undefined, { polling: 500, timeout: patience });
}

interface Watched extends Window {
  starlingGap?: number;
  starlingTimer?: number;
}

/** Counts how far apart the turns of the window's event loop are. */
async function beginWatching(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = window as Watched;
    window.clearInterval(watched.starlingTimer);
    watched.starlingGap = 0;
    let last = performance.now();
    watched.starlingTimer = window.setInterval(() => {
      const now = performance.now();
      watched.starlingGap = Math.max(watched.starlingGap ?? 0, now - last);
      last = now;
    }, 4);
  });
}

function longestGap(page: Page): Promise<number> {
  return page.evaluate(() => (window as Watched).starlingGap ?? 0);
}

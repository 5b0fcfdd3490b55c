import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { startBrowserHost } from '../e2e/hosts/browser-host.ts';
import { Grid } from '../e2e/pages/grid.ts';
import { makeSample } from '../src-main/database/care/sample/make-sample.ts';
import { fullSample } from '../src-shared/model/sample.ts';
import { cacheFolder, madeOnce } from './data.ts';
import { median, type Row, RUNS } from './measure.ts';
import { inChromium } from './window/open.ts';

/** From the start of `starling serve` to a window whose list of sessions is there, in milliseconds. */
const LIMIT = 2500;

/** The whole application on the sample, in a browser that runs already. Without a Chromium it is not run, and says so. */
export async function measureStart(report: (row: Row) => void): Promise<void> {
  await inChromium('from `starling serve` to a window', (browser) => measureIn(browser, report));
}

async function measureIn(browser: Browser, report: (row: Row) => void): Promise<void> {
  const sample = await madeOnce('sample.duckdb', (path) => makeSample(path, { ...fullSample, seed: 1 }));
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const data = await mkdtemp(join(cacheFolder, 'start-'));
    const environment = { ...process.env, STARLING_DATA: data };
    const start = performance.now();
    const host = await startBrowserHost({ files: [sample] }, { browser, data, roots: [cacheFolder], environment });
    await new Grid(host.page, 'Sessions').rows.first().waitFor();
    if (run > 0) times.push(performance.now() - start);
    await host.quit();
    await rm(data, { recursive: true, force: true });
  }
  const what = 'serve, until the sessions of the sample are on screen';
  report({ engine: 'all', what, product: median(times), floor: null, unit: 'ms', limit: LIMIT });
}

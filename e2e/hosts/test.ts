import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { PostgresServer } from '#main/database/testing/postgres-server.ts';
import { startBrowserHost } from './browser-host.ts';
import { startDesktopHost } from './desktop-host.ts';
import type { DesktopHost, Host, HostKind, StartOptions } from './host.ts';
import { usePostgres } from './postgres.ts';

interface Fixtures {
  /** A folder of the test's own; what lies in it may be opened on every host. */
  readonly folder: string;
  /** Starts Starling on the project's host; it is ended after the test. */
  readonly start: (options?: StartOptions) => Promise<Host>;
  /** The same for the journeys below `desktop/`, which only desktop hosts run. */
  readonly startDesktop: (options?: StartOptions) => Promise<DesktopHost>;
}

/** A server that runs as long as its worker. */
interface Shared {
  readonly postgres: PostgresServer;
}

/** Chosen by the project. */
export interface HostSettings {
  readonly hostKind: HostKind;
}

/** A small sample is made in a second: sessions × episodes × agents × frames. */
const smallSample = '2x3x8x200';

/** Every journey is written once, for every host. */
export const test = base.extend<Fixtures, HostSettings & Shared>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
  postgres: [async ({}, use) => usePostgres(use), { scope: 'worker' }],
  hostKind: ['browser', { option: true, scope: 'worker' }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'starling-e2e-'));
    await use(folder);
    // A browser that was told to end may still write into its profile for a moment.
    await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  },
  start: async ({ folder, hostKind, browser }, use) => {
    const running: Host[] = [];
    await use(async (options = {}) => {
      const data = options.data ?? join(folder, '.data');
      const environment = { ...process.env, STARLING_DATA: data, STARLING_SAMPLE: smallSample };
      const host =
        hostKind === 'browser'
          ? await startBrowserHost(options, { browser, data, roots: [folder], environment })
          : await startDesktopHost(hostKind, options, { data, environment });
      running.push(host);
      return host;
    });
    for (const host of running) await host.quit();
  },
  startDesktop: async ({ start }, use) => {
    await use(async (options) => (await start(options)) as DesktopHost);
  },
});

export { expect };

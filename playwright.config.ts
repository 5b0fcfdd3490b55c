import { defineConfig } from '@playwright/test';
import type { HostKind } from './e2e/hosts/host.ts';
import { chromiumPath, desktopExecutable } from './e2e/hosts/places.ts';
import type { HostSettings } from './e2e/hosts/test.ts';

const browser = chromiumPath();

/**
 * Switches that keep a system's Chromium quiet and let it draw without a graphics card. SwiftShader is for WebGL alone:
 * a page put together on it costs a quarter more of a journey's time.
 */
const quiet = [
  '--disable-quic',
  '--no-first-run',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-compositing',
];

/** The same journeys on every host; real Electron takes part where its binary is there. */
const hosts = (['browser', 'stand-in', 'electron'] as const).filter(
  (host) => host === 'browser' || desktopExecutable(host) !== undefined,
);

/** Journeys that a host has no place for. */
const leftOut: Record<HostKind, readonly string[]> = {
  browser: ['desktop/**', 'electron-smoke.spec.ts'],
  'stand-in': ['electron-smoke.spec.ts', 'served/**'],
  electron: ['desktop/early-file.spec.ts', 'served/**'],
};

export default defineConfig<object, HostSettings>({
  testDir: 'e2e/journeys',
  outputDir: 'test-results/e2e',
  snapshotPathTemplate: 'e2e/pictures/{arg}{ext}',
  timeout: 120_000,
  expect: { timeout: 30_000 },
  fullyParallel: false,
  workers: 2,
  // What needs it is named at the end of `npm test`: a bug to be found, but no reason to throw a day's work away.
  retries: 1,
  forbidOnly: true,
  reporter: 'list',
  globalSetup: './e2e/hosts/announce.ts',
  use: {
    launchOptions: { ...(browser === undefined ? {} : { executablePath: browser }), args: quiet },
    // Costs a sixth of the time; to look at what failed: `npm run e2e -- --trace retain-on-failure`.
    trace: 'off',
  },
  projects: hosts.map((host) => ({ name: host, use: { hostKind: host }, testIgnore: [...leftOut[host]] })),
});

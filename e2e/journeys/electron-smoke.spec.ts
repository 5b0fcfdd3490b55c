import { join } from 'node:path';
import { measurementsFile, trackingFile } from '../data/files.ts';
import { expect, test } from '../hosts/test.ts';
import { StarlingWindow } from '../pages/window.ts';

/** What only real Electron can show; see STAND-IN.md. Everything else it shows in the journeys it shares. */
test('the page lives at its own scheme, with storage and modules', async ({ startDesktop }) => {
  const { page } = await startDesktop();
  expect(new URL(page.url()).protocol).toBe('app:');
  const found = await page.evaluate(() => {
    localStorage.setItem('smoke', 'kept');
    return { origin: location.origin, secure: isSecureContext, stored: localStorage.getItem('smoke') };
  });
  expect(found).toEqual({ origin: 'app://main', secure: true, stored: 'kept' });
});

test('a refused window is null', async ({ startDesktop }) => {
  const { page } = await startDesktop();
  expect(await page.evaluate(() => window.open('https://example.org/'))).toBeNull();
});

test('permissions are refused, except writing to the clipboard', async ({ startDesktop }) => {
  const { page } = await startDesktop();
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
    const asked = names.map((name) => navigator.permissions.query({ name: name as PermissionName }));
    return (await Promise.all(asked)).map(({ state }) => state);
  });
  expect(new Set(states)).toEqual(new Set(['denied']));
});

test('databases run in utility processes of their own name', async ({ startDesktop, folder }) => {
  const files = [measurementsFile(join(folder, 'lab.sqlite')), await trackingFile(join(folder, 'flock.duckdb'))];
  const host = await startDesktop({ files });
  await expect(new StarlingWindow(host.page).database('flock.duckdb')).toBeVisible();
  await expect.poll(async () => (await host.databaseProcesses()).length).toBeGreaterThanOrEqual(files.length);
  const kinds = await host.evaluate(
    ({ app }, pids) =>
      app
        .getAppMetrics()
        .filter(({ pid }) => pids.includes(pid))
        .map(({ type }) => type),
    await host.databaseProcesses(),
  );
  expect(new Set(kinds)).toEqual(new Set(['Utility']));
});

test('secrets are sealed, or said to be weak', async ({ startDesktop }) => {
  const host = await startDesktop();
  const kept = await host.evaluate(async ({ safeStorage }) => {
    const sealed = await safeStorage.encryptStringAsync('secret');
    const { result } = await safeStorage.decryptStringAsync(sealed);
    return { result, plain: sealed.includes('secret') };
  }, null);
  expect(kept).toEqual({ result: 'secret', plain: false });
});

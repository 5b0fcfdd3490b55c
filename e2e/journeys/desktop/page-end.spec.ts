import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { channels } from '#shared/desktop-bridge.ts';
import type { DesktopHost } from '../../hosts/host.ts';
import { expect, test } from '../../hosts/test.ts';
import { StarlingWindow } from '../../pages/window.ts';

/** Ends the page's process; resolves when a page has asked for a way into the application again. */
function endPage(host: DesktopHost): Promise<string> {
  return host.evaluate(async ({ BrowserWindow, ipcMain }, connect) => {
    const [window] = BrowserWindow.getAllWindows();
    const back = new Promise((resolve) => ipcMain.once(connect, resolve));
    window?.webContents.forcefullyCrashRenderer();
    await back;
    return window?.webContents.getURL() ?? '';
  }, channels.connect);
}

test('a page whose process ended comes back where it was; the second time a person is asked', async ({
  startDesktop,
}) => {
  const host = await startDesktop();
  const window = new StarlingWindow(host.page);
  await host.clickMenu('settings');
  await expect(window.crumb('Settings')).toBeVisible();
  const before = await host.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
    null,
  );
  expect(await endPage(host)).toBe(before);

  await host.evaluate(({ dialog }) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = async (...parameters: unknown[]) => {
      asked.push((parameters.at(-1) as { readonly message: string }).message);
      return { response: 0, checkboxChecked: false };
    };
  }, null);
  expect(await endPage(host)).toBe(before);
  const asked = await host.evaluate(() => (globalThis as unknown as { asked: string[] }).asked, null);
  expect(asked).toEqual(['The window ended twice within a minute']);
  const written = await readFile(join(host.data, 'desktop', 'page-ends.json'), 'utf8');
  expect(JSON.parse(written)).toHaveLength(2);
});

import { existsSync } from 'node:fs';
import { expect } from '@playwright/test';
import type { DesktopHost, Host } from '../hosts/host.ts';

/** Does what makes Starling write a file, and gives it out at `path`: chosen in the desktop's dialog, downloaded by a browser. */
export async function savedTo(host: Host, path: string, act: () => Promise<void>): Promise<string> {
  if (host.kind === 'browser') {
    const download = host.page.waitForEvent('download');
    await act();
    await (await download).saveAs(path);
    return path;
  }
  await (host as DesktopHost).evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, path);
  await act();
  await expect.poll(() => existsSync(path)).toBe(true);
  return path;
}

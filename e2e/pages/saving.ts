import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Locator } from '@playwright/test';
import type { DesktopHost, Host } from '../hosts/host.ts';
import { commandLine } from '../hosts/places.ts';

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

/** Exports a chart by its button as the dialog offers it, and reads what came. */
export async function exportedAs(host: Host, path: string, button: Locator): Promise<string> {
  await button.click();
  const dialog = host.page.getByRole('dialog', { name: /^Export the chart of / });
  await expect(dialog.getByRole('img', { name: 'The chart as it will be exported' })).toBeVisible({ timeout: 30_000 });
  await savedTo(host, path, () => dialog.getByRole('button', { name: 'Export', exact: true }).click());
  await expect(dialog).toBeHidden();
  return readFileSync(path, 'utf8');
}

/** What the command draws of a database, as SVG. */
export async function drawnBy(folder: string, database: string, options: readonly string[]): Promise<string> {
  const path = join(folder, 'command.svg');
  await promisify(execFile)(process.execPath, [commandLine, 'chart', database, ...options, '-o', path]);
  return readFileSync(path, 'utf8');
}

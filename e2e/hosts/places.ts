import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { electronBinary } from '#main/node/desktop.ts';

/** The application: the folder with `package.json` and `out`. */
export const root = join(import.meta.dirname, '../..');

export const commandLine = join(root, 'out/main/cli.js');

const standIn = join(root, 'e2e/stand-in/electron');

/** The executable of a desktop host; `undefined` where there is no real Electron. */
export function desktopExecutable(kind: 'stand-in' | 'electron'): string | undefined {
  return kind === 'stand-in' ? standIn : electronBinary();
}

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Shows the windows of the stand-in: Chromium's headless shell where that is installed. As Electron, it has no browser's
 * window around the page, and opens one in a fifth of the processor's time.
 */
export function shellPath(): string | undefined {
  const shell = '/usr/bin/chromium-headless-shell';
  return existsSync(shell) ? shell : chromiumPath();
}

/** The browser of the browser host. */
export function chromiumPath(): string | undefined {
  const candidates = [process.env['CHROMIUM_PATH'], chromium.executablePath(), ...installed];
  return candidates.find((path) => path !== undefined && existsSync(path));
}

import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import type * as Electron from 'electron';
import { app } from './app.ts';

/** Refuses a window that is less closed than ours must be; Electron would make it. */
export function assertConfined(preferences: Electron.WebPreferences): void {
  const wanted = { contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false } as const;
  for (const [key, value] of Object.entries(wanted)) {
    if (preferences[key as keyof typeof wanted] !== value)
      throw new Error(`webPreferences.${key} must be ${value}, in so many words`);
  }
  const never = ['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures'] as const;
  for (const key of never) {
    if (preferences[key] !== undefined) throw new Error(`webPreferences.${key} must not be set`);
  }
  if (!app.sandboxed) throw new Error('app.enableSandbox() must come before the first window');
}

/** The text of a preload; fails on what a sandboxed one may not hold (it is run as a plain script). */
export function readPreload(path: string | undefined): string {
  if (path === undefined) return '';
  const text = readFileSync(path, 'utf8');
  new Script(`(function (require, module, exports) {${text}\n})`, { filename: path });
  return text;
}
